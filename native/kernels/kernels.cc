// The kernels of every instruction set of this architecture.
#include "kernels/kernels.h"

#include "kernels/chunk.h"
#include "kernels/intrinsics.h"
#include "kernels/memory.h"
#include "kernels/operations.h"
#include "kernels/target.h"
#include "kernels/threefry.h"

namespace dropout {

#ifndef __wasm__
constexpr Kernels with_replay(Kernels kernels, ThreefryWords threefry_words, BoxMuller box_muller) {
  kernels.threefry_words = threefry_words;
  kernels.box_muller = box_muller;
  return kernels;
}

SMALL
namespace scalar {
namespace {
#include "kernels/isa/scalar.h"
#include "kernels/draws.inl"
#include "kernels/box_muller.inl"

void normals_one_by_one(const void* words, size_t n, float mean, float std, void* y) {
  RoundedToOdd way;
  for (size_t i = 0; i + kNormalBlock <= n; i += kNormalBlock) {
    const unsigned char* const from = static_cast<const unsigned char*>(words) + i * sizeof(uint32_t);
    unsigned char* const to = static_cast<unsigned char*>(y) + i * sizeof(float);
    ROLLED for (size_t j = 0; j < kNormalBlock / 2; ++j) make_pair(way, from, j, mean, std, to);
  }
}

void apply_words(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic) {
  for (size_t w = 0; w < n; ++w) apply.elements(apply, words[w], 32, cursor);
}

constexpr Kernels kernels_of(const char* isa) {
  Kernels kernels = draws_of(isa);
  for (uint32_t op = 0; op < kOperations; ++op) {
    for (uint32_t dtype = 0; dtype < kDtypes; ++dtype) {
      kernels.drop[op][dtype] = drop;
      kernels.apply[op][dtype] = apply_words;
    }
  }
  return kernels;
}
}  // namespace
}  // namespace scalar
END_SMALL

constexpr Kernels kScalar =
    with_replay(scalar::kernels_of("scalar"), threefry_words_one_by_one, scalar::normals_one_by_one);
#endif

#if defined(__x86_64__) || defined(_M_X64)
TARGET("avx2,f16c")
namespace avx2 {
namespace {
#include "kernels/isa/avx2.h"
#include "kernels/kernels.inl"
#include "kernels/threefry.inl"
}  // namespace
}  // namespace avx2
END_TARGET

TARGET("avx2,fma")
namespace avx2 {
namespace {
#include "kernels/normals_fused.inl"
}  // namespace
}  // namespace avx2
END_TARGET

TARGET("avx512f,avx512dq,avx512bw")
namespace avx512 {
namespace {
#include "kernels/isa/avx512.h"
#include "kernels/kernels.inl"
#include "kernels/threefry.inl"
}  // namespace
}  // namespace avx512
END_TARGET

// AVX-512 would save little in normals: most of their time goes into the words.
constexpr Kernels kAvx2 = with_replay(avx2::kernels_of("avx2"), avx2::threefry_words, avx2::normals_fused);
constexpr Kernels kAvx512 = with_replay(avx512::kernels_of("avx512"), avx512::threefry_words, avx2::normals_fused);

#elif defined(__aarch64__) || defined(_M_ARM64)
namespace neon {
namespace {
#include "kernels/isa/neon.h"
#include "kernels/kernels.inl"
#include "kernels/threefry.inl"
#include "kernels/normals_fused.inl"
}  // namespace
}  // namespace neon

constexpr Kernels kNeon = with_replay(neon::kernels_of("neon"), neon::threefry_words, neon::normals_fused);

#elif defined(__wasm_simd128__)
namespace simd128 {
namespace {
#include "kernels/isa/simd128.h"
#include "kernels/kernels.inl"
}  // namespace
}  // namespace simd128

constexpr Kernels kSimd128 = simd128::kernels_of("simd128");
#endif

}  // namespace dropout
