// box_muller.inl on processors with fused multiply-adds. Compilers make vectors of the loop.
#include "kernels/box_muller.inl"

struct FusedWay {
  INLINE float fused(float a, float b, float c) { return fused_multiply_add(a, b, c); }
  INLINE float exact(float a, float b, float c) { return fused_multiply_add(a, b, c); }
};

static void normals_fused(const void* words, size_t n, float mean, float std, void* y) {
  FusedWay way;
  for (size_t i = 0; i + kNormalBlock <= n; i += kNormalBlock) {
    Block block(words, i);
    VECTORIZED for (size_t j = 0; j < kNormalBlock / 2; ++j) block.make(way, j, mean, std);
    block.write_to(y, i);
  }
}
