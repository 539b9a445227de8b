// Names for what each compiler spells differently.
#pragma once

#include <stdint.h>

#ifdef _MSC_VER
#include <intrin.h>
#include <math.h>
#define INLINE __forceinline
#define NOINLINE __declspec(noinline)
#else
#define INLINE inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))
#endif

#if !defined(_MSC_VER)
#define PREFETCH(p) __builtin_prefetch(p)
#elif defined(_M_ARM64)
#define PREFETCH(p) __prefetch(p)
#else
#define PREFETCH(p) _mm_prefetch(p, _MM_HINT_T0)
#endif

// Turns an instruction set on up to END_TARGET. -mavx2 for a whole file would also reach the inline functions that it
// shares with other files.
#define PRAGMA(text) _Pragma(#text)
#if defined(__clang__)
#define TARGET(set) PRAGMA(clang attribute push(__attribute__((target(set))), apply_to = function))
#define END_TARGET PRAGMA(clang attribute pop)
#elif defined(__GNUC__)
#define TARGET(set) PRAGMA(GCC push_options) PRAGMA(GCC target(set))
#define END_TARGET PRAGMA(GCC pop_options)
#else
#define TARGET(set)
#define END_TARGET
#endif

// Makes functions short rather than fast, up to END_SMALL.
#if defined(__clang__)
#define SMALL PRAGMA(clang attribute push(__attribute__((minsize)), apply_to = function))
#define END_SMALL PRAGMA(clang attribute pop)
#else
#define SMALL
#define END_SMALL
#endif

// Keeps a loop from being unrolled or vectorized, if that would cost many bytes and bring no speed.
#if defined(__clang__)
#define ROLLED PRAGMA(clang loop vectorize(disable) unroll(disable))
#elif defined(__GNUC__)
#define ROLLED PRAGMA(GCC unroll 1)
#else
#define ROLLED
#endif

// Lets a loop become vectors, but only one at a time, because more would cost many bytes and bring little speed.
#if defined(__clang__)
#define VECTORIZED PRAGMA(clang loop vectorize(enable) interleave_count(1) unroll(disable))
#elif defined(__GNUC__)
#define VECTORIZED PRAGMA(GCC unroll 1)
#else
#define VECTORIZED
#endif

namespace dropout {

// One instruction, because errno is not set (-fno-math-errno).
INLINE float square_root(float v) {
#ifdef _MSC_VER
  return sqrtf(v);
#else
  return __builtin_sqrtf(v);
#endif
}
INLINE double square_root(double v) {
#ifdef _MSC_VER
  return sqrt(v);
#else
  return __builtin_sqrt(v);
#endif
}

// One instruction in code for a processor that has it.
INLINE float fused_multiply_add(float a, float b, float c) {
#ifdef _MSC_VER
  return fmaf(a, b, c);
#else
  return __builtin_fmaf(a, b, c);
#endif
}

// The high half of the product.
INLINE uint64_t multiply_high(uint64_t a, uint64_t b) {
#if defined(_MSC_VER)
  return __umulh(a, b);
#elif defined(__wasm__)  // whose product of 128 bits is a function of a library
  const uint64_t a_low = uint32_t(a), a_high = a >> 32, b_low = uint32_t(b), b_high = b >> 32;
  const uint64_t first = a_low * b_high, second = a_high * b_low;
  const uint64_t middle = (a_low * b_low >> 32) + uint32_t(first) + uint32_t(second);
  return a_high * b_high + (first >> 32) + (second >> 32) + (middle >> 32);
#else
  return uint64_t(static_cast<unsigned __int128>(a) * b >> 64);
#endif
}

// Hides a value from the compiler, which would otherwise make one loop for each value that it may have.
template <class T>
INLINE T unknown(T value) {
#if !defined(_MSC_VER) && !defined(__wasm__)
  asm volatile("" : "+r"(value));
#endif
  return value;
}

INLINE uint32_t lowest_bit(uint64_t bits) {
#ifdef _MSC_VER
  unsigned long position;
  _BitScanForward64(&position, bits);
  return position;
#else
  return uint32_t(__builtin_ctzll(bits));
#endif
}

}  // namespace dropout
