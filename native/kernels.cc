// The loops of draw.inl and apply.inl for every instruction set of this architecture.
#include "kernels.h"

#ifndef __wasm__
#include <string.h>
#endif

#include "intrinsics.h"
#include "target.h"

namespace dropout {
namespace {

INLINE uint32_t lowest_bit(uint64_t bits) {
#ifdef _MSC_VER
  unsigned long position;
  _BitScanForward64(&position, bits);
  return position;
#else
  return uint32_t(__builtin_ctzll(bits));
#endif
}

}  // namespace

#ifndef __wasm__
namespace scalar {
namespace {
#include "isa/scalar.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace scalar

const Kernels kScalar = {"scalar", {scalar::apply<scalar::F32>, scalar::apply<scalar::F64>}, scalar::bits};
#endif

#if defined(__x86_64__) || defined(_M_X64)
TARGET("avx2")
namespace avx2 {
namespace {
#include "isa/avx2.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace avx2
END_TARGET

TARGET("avx512f,avx512dq")
namespace avx512 {
namespace {
#include "isa/avx512.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace avx512
END_TARGET

const Kernels kAvx2 = {"avx2", {avx2::apply<avx2::F32>, avx2::apply<avx2::F64>}, avx2::bits};
const Kernels kAvx512 = {"avx512", {avx512::apply<avx512::F32>, avx512::apply<avx512::F64>}, avx512::bits};

#elif defined(__aarch64__) || defined(_M_ARM64)
namespace neon {
namespace {
#include "isa/neon.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace neon

const Kernels kNeon = {"neon", {neon::apply<neon::F32>, neon::apply<neon::F64>}, neon::bits};

#elif defined(__wasm_simd128__)
namespace simd128 {
namespace {
#include "isa/simd128.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace simd128

const Kernels kSimd128 = {"simd128", {simd128::apply<simd128::F32>, simd128::apply<simd128::F64>}, simd128::bits};
#endif

}  // namespace dropout
