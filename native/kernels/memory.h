// What a C library gives elsewhere. Elements and words of arrays may begin at any byte: they are read and written as
// bytes.
#pragma once

#ifndef __wasm__
#include <string.h>
#endif

#include <stddef.h>
#include <stdint.h>

#include "kernels/intrinsics.h"
#include "kernels/target.h"

namespace dropout {

template <class T>
INLINE T read(const void* p) {
  T value;
#ifdef __wasm__  // which is built without a C library
  __builtin_memcpy(&value, p, sizeof value);
#else
  memcpy(&value, p, sizeof value);
#endif
  return value;
}

template <class T>
INLINE void write(void* p, T value) {
#ifdef __wasm__
  __builtin_memcpy(p, &value, sizeof value);
#else
  memcpy(p, &value, sizeof value);
#endif
}

INLINE void copy(void* to, const void* from, size_t bytes) {
#ifdef __wasm__
  __builtin_memcpy(to, from, bytes);
#else
  memcpy(to, from, bytes);
#endif
}

// Bit b of word w is bit 32 w + b of words.
INLINE bool bit_at(const unsigned char* words, size_t bit) {
  return (read<uint32_t>(words + bit / 32 * sizeof(uint32_t)) >> bit % 32 & 1) != 0;
}

// The 32 bits from bit `shift` of a word on, which end in the next.
INLINE uint32_t word_across(uint32_t first, uint32_t next, uint32_t shift) {
  return first >> shift | next << 1 << (31 - shift);  // as `next << 32` is undefined
}

// What was streamed is seen by other threads from here on.
INLINE void stream_fence() {
#if defined(__SSE2__) || defined(_M_X64)
  _mm_sfence();
#endif
}

}  // namespace dropout
