// Writes one value to many elements, through the caches or past them.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kernels/intrinsics.h"

namespace dropout {

// Bytes of a pattern, in which the value is repeated.
constexpr size_t kPattern = 64;

// To stream, y must begin at a multiple of the value's size.
inline void fill(unsigned char* y, size_t bytes, const unsigned char* pattern, bool stream) {
#if defined(__SSE2__) || defined(_M_X64)
  if (stream) {
    const size_t before = (0 - reinterpret_cast<uintptr_t>(y)) % 16, head = before < bytes ? before : bytes;
    memcpy(y, pattern, head);
    y += head, bytes -= head;
    const __m128i value = _mm_loadu_si128(reinterpret_cast<const __m128i*>(pattern));
    for (; bytes >= 16; y += 16, bytes -= 16) _mm_stream_si128(reinterpret_cast<__m128i*>(y), value);
  }
#else
  (void)stream;
#endif
  for (; bytes >= kPattern; y += kPattern, bytes -= kPattern) memcpy(y, pattern, kPattern);
  memcpy(y, pattern, bytes);
}

}  // namespace dropout
