// Reads and writes memory. Elements and words of arrays may begin at any byte, so they are read and written as bytes.
#pragma once

#ifndef __wasm__
#include <string.h>
#endif

#include <stddef.h>
#include <stdint.h>

#include "kernels/intrinsics.h"
#include "kernels/target.h"

namespace dropout {

INLINE void copy(void* to, const void* from, size_t bytes) {
#ifdef __wasm__  // which is built without a C library
  __builtin_memcpy(to, from, bytes);
#else
  memcpy(to, from, bytes);
#endif
}

template <class T>
INLINE T read(const void* p) {
  T value;
  copy(&value, p, sizeof value);
  return value;
}

template <class T>
INLINE void write(void* p, T value) {
  copy(p, &value, sizeof value);
}

// Bit b of word w is bit 32 w + b of words.
INLINE bool bit_at(const unsigned char* words, size_t bit) {
  return (read<uint32_t>(words + bit / 32 * sizeof(uint32_t)) >> bit % 32 & 1) != 0;
}

// The 32 bits that begin at bit `shift` of a word and end in the next word.
INLINE uint32_t word_across(uint32_t first, uint32_t next, uint32_t shift) {
  return first >> shift | next << 1 << (31 - shift);  // `next << 32` would be undefined
}

// Makes streamed stores visible to other threads.
INLINE void stream_fence() {
#if defined(__SSE2__) || defined(_M_X64)
  _mm_sfence();
#endif
}

}  // namespace dropout
