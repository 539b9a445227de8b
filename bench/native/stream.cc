#include "stream.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#if defined(_MSC_VER) && !defined(__clang__)
#define AVX2
#else
#define AVX2 __attribute__((target("avx2")))
#endif
#endif

namespace {

void copy_memcpy(const float* x, float* y, size_t n, float) { memcpy(y, x, n * sizeof(float)); }

void scale_plain(const float* x, float* y, size_t n, float factor) {
  for (size_t i = 0; i < n; ++i) y[i] = x[i] * factor;
}

#ifdef AVX2

constexpr size_t kLine = 16;  // elements of a cache line
constexpr size_t kAhead = 64 * kLine;

size_t before_line(const float* y, size_t n) {
  const size_t head = (64 - reinterpret_cast<uintptr_t>(y) % 64) % 64 / sizeof(float);
  return head < n ? head : n;
}

// Stores whole lines, aligned in y; what is left at both ends goes one by one.
template <bool kScale, bool kStream>
AVX2 void lines(const float* x, float* y, size_t n, float factor) {
  const size_t head = before_line(y, n), end = head + (n - head) / kLine * kLine;
  const __m256 s = _mm256_set1_ps(factor);
  for (size_t i = 0; i < head; ++i) y[i] = kScale ? x[i] * factor : x[i];
  for (size_t i = head; i < end; i += kLine) {
    if (kStream) _mm_prefetch(reinterpret_cast<const char*>(x + i + kAhead), _MM_HINT_T0);
    __m256 a = _mm256_loadu_ps(x + i), b = _mm256_loadu_ps(x + i + 8);
    if (kScale) a = _mm256_mul_ps(a, s), b = _mm256_mul_ps(b, s);
    if (kStream) {
      _mm256_stream_ps(y + i, a), _mm256_stream_ps(y + i + 8, b);
    } else {
      _mm256_store_ps(y + i, a), _mm256_store_ps(y + i + 8, b);
    }
  }
  if (kStream) _mm_sfence();
  for (size_t i = end; i < n; ++i) y[i] = kScale ? x[i] * factor : x[i];
}

const Variant kCopies[] = {
    {"memcpy", copy_memcpy}, {"AVX2 loop", lines<false, false>}, {"AVX2 loop, streaming", lines<false, true>}};
const Variant kScalings[] = {
    {"plain loop", scale_plain}, {"AVX2 loop", lines<true, false>}, {"AVX2 loop, streaming", lines<true, true>}};

#else

const Variant kCopies[] = {{"memcpy", copy_memcpy}};
const Variant kScalings[] = {{"plain loop", scale_plain}};

#endif

}  // namespace

Variants copies() { return {kCopies, sizeof kCopies / sizeof *kCopies}; }
Variants scalings() { return {kScalings, sizeof kScalings / sizeof *kScalings}; }
