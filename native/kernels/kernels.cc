// The kernels of every instruction set of this architecture.
#include "kernels/kernels.h"

#include "kernels/chunk.h"
#include "kernels/intrinsics.h"
#include "kernels/memory.h"
#include "kernels/operations.h"
#include "kernels/target.h"

namespace dropout {

#ifndef __wasm__
namespace scalar {
namespace {
#include "kernels/isa/scalar.h"
#include "kernels/philox.inl"
#include "kernels/planes.inl"
#include "kernels/mask.inl"
#include "kernels/dropout.inl"
#include "kernels/random.inl"
#include "kernels/normals.inl"
#include "kernels/uniforms.inl"

void apply_words(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic) {
  for (size_t w = 0; w < n; ++w) apply.elements(apply, words[w], 32, cursor);
}

#define DROP_OF(code, vectors, type, with) drop,
#define DROP_ROW(code, Operation) {DTYPES(DROP_OF, _)},
#define WORDS_OF(code, vectors, type, with) apply_words,
#define WORDS_ROW(code, Operation) {DTYPES(WORDS_OF, _)},
constexpr Kernels kKernels = {"scalar",
                              {OPERATIONS(DROP_ROW)},
                              {OPERATIONS(WORDS_ROW)},
                              mask_words,
                              stream_words,
                              {{numbers<float, uniforms_chunk>, numbers<double, wide_uniforms_chunk>},
                               {numbers<float, normals_chunk>, numbers<double, wide_normals_chunk>}}};
#undef DROP_OF
#undef DROP_ROW
#undef WORDS_OF
#undef WORDS_ROW
}  // namespace
}  // namespace scalar

constexpr Kernels kScalar = scalar::kKernels;
#endif

#if defined(__x86_64__) || defined(_M_X64)
TARGET("avx2,f16c")
namespace avx2 {
namespace {
#include "kernels/isa/avx2.h"
#include "kernels/kernels.inl"
}  // namespace
}  // namespace avx2
END_TARGET

TARGET("avx512f,avx512dq,avx512bw")
namespace avx512 {
namespace {
#include "kernels/isa/avx512.h"
#include "kernels/kernels.inl"
}  // namespace
}  // namespace avx512
END_TARGET

constexpr Kernels kAvx2 = avx2::kernels_of("avx2");
constexpr Kernels kAvx512 = avx512::kernels_of("avx512");

#elif defined(__aarch64__) || defined(_M_ARM64)
namespace neon {
namespace {
#include "kernels/isa/neon.h"
#include "kernels/kernels.inl"
}  // namespace
}  // namespace neon

constexpr Kernels kNeon = neon::kernels_of("neon");

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
