// The loops of draw.inl and apply.inl for every instruction set of this architecture. A target region turns the
// instruction set on for the code between its ends alone: no file here is compiled with -mavx2, so nothing else can
// come to need it.
#include "kernels.h"

#ifndef __wasm__
#include <string.h>
#endif
#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#elif defined(__aarch64__) || defined(_M_ARM64)
#include <arm_neon.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#ifdef _MSC_VER
#include <intrin.h>
#define INLINE __forceinline
#define NOINLINE __declspec(noinline)
#ifdef _M_ARM64
#define PREFETCH(p) __prefetch(p)
#else
#define PREFETCH(p) _mm_prefetch(p, _MM_HINT_T0)
#endif
#else
#define INLINE inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))
#define PREFETCH(p) __builtin_prefetch(p)
#endif

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
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#elif defined(__GNUC__)
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
namespace avx2 {
namespace {
#include "isa/avx2.h"
#include "draw.inl"
#include "apply.inl"
}  // namespace
}  // namespace avx2
#if defined(__clang__)
#pragma clang attribute pop
#elif defined(__GNUC__)
#pragma GCC pop_options
#endif

const Kernels kAvx2 = {"avx2", {avx2::apply<avx2::F32>, avx2::apply<avx2::F64>}, avx2::bits};

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
