// box_muller.inl on processors with fused multiply-adds. Compilers make vectors of the loop.
#include "kernels/box_muller.inl"

struct FusedWay {
  INLINE float fused(float a, float b, float c) { return fused_multiply_add(a, b, c); }
  INLINE float exact(float a, float b, float c) { return fused_multiply_add(a, b, c); }
};

static void normals_fused(const void* __restrict words, size_t n, float mean, float std, void* __restrict y) {
  FusedWay way;
  for (size_t i = 0; i + kNormalBlock <= n; i += kNormalBlock) {
    const unsigned char* const from = static_cast<const unsigned char*>(words) + i * sizeof(uint32_t);
    unsigned char* const to = static_cast<unsigned char*>(y) + i * sizeof(float);
    VECTORIZED for (size_t j = 0; j < kNormalBlock / 2; ++j) make_pair(way, from, j, mean, std, to);
  }
}
