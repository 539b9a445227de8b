#include "stream.h"

#include <stdint.h>
#include <string.h>

#include "cpu.h"
#include "intrinsics.h"
#include "target.h"

namespace {

constexpr size_t kLine = 16;  // elements of a cache line
constexpr size_t kAhead = 64 * kLine;

void copy_memcpy(const float* x, float* y, size_t n, float) { memcpy(y, x, n * sizeof(float)); }

void scale_plain(const float* x, float* y, size_t n, float factor) {
  for (size_t i = 0; i < n; ++i) y[i] = x[i] * factor;
}

#if defined(__x86_64__) || defined(_M_X64)

TARGET("avx2")
namespace avx2 {
#include "isa/avx2.h"
#include "lines.inl"
}  // namespace avx2
END_TARGET

TARGET("avx512f,avx512dq")
namespace avx512 {
#include "isa/avx512.h"
#include "lines.inl"
}  // namespace avx512
END_TARGET

const Variant kCopies[] = {{"memcpy", copy_memcpy},
                           {"AVX2 loop", avx2::lines<false, false>},
                           {"AVX2 loop, streaming", avx2::lines<false, true>},
                           {"AVX-512 loop", avx512::lines<false, false>},
                           {"AVX-512 loop, streaming", avx512::lines<false, true>}};
const Variant kScalings[] = {{"plain loop", scale_plain},
                             {"AVX2 loop", avx2::lines<true, false>},
                             {"AVX2 loop, streaming", avx2::lines<true, true>},
                             {"AVX-512 loop", avx512::lines<true, false>},
                             {"AVX-512 loop, streaming", avx512::lines<true, true>}};

// Those that this machine can run.
Variants runnable(const Variant* list) { return {list, dropout::cpu_has_fast_avx512() ? size_t{5} : size_t{3}}; }

#else

const Variant kCopies[] = {{"memcpy", copy_memcpy}};
const Variant kScalings[] = {{"plain loop", scale_plain}};

Variants runnable(const Variant* list) { return {list, 1}; }

#endif

}  // namespace

Variants copies() { return runnable(kCopies); }
Variants scalings() { return runnable(kScalings); }
