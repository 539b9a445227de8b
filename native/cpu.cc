#include "cpu.h"

#include <stdint.h>

#include <algorithm>

#if defined(__x86_64__) || defined(_M_X64)
#ifdef _MSC_VER
#include <immintrin.h>
#include <intrin.h>
#else
#include <cpuid.h>
#endif

namespace dropout {
namespace {

struct Registers {
  uint32_t a, b, c, d;
};

Registers cpuid(uint32_t leaf, uint32_t subleaf) {
#ifdef _MSC_VER
  int r[4];
  __cpuidex(r, int(leaf), int(subleaf));
  return {uint32_t(r[0]), uint32_t(r[1]), uint32_t(r[2]), uint32_t(r[3])};
#else
  Registers r;
  __cpuid_count(leaf, subleaf, r.a, r.b, r.c, r.d);
  return r;
#endif
}

// XCR0: the registers that the operating system saves when it switches threads.
uint64_t saved_state() {
#ifdef _MSC_VER
  return _xgetbv(0);
#else
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t{high} << 32 | low;
#endif
}

constexpr uint32_t kOsXsave = 1u << 27, kAvx2 = 1u << 5, kAvx512fAndDq = 3u << 16, kAvx512Vbmi2 = 1u << 6,
                   kAmdTopology = 1u << 22;
constexpr uint64_t kYmmState = 0x06, kZmmState = 0xE6;

// Leaf 7, if there is one and the operating system saves these registers.
Registers features(uint64_t state) {
  const bool saves = (cpuid(1, 0).c & kOsXsave) != 0 && (saved_state() & state) == state;
  return saves && cpuid(0, 0).a >= 7 ? cpuid(7, 0) : Registers{};
}

// The largest cache in a leaf of deterministic cache parameters: ways · partitions · line · sets (Intel SDM, CPUID 4).
size_t largest_cache(uint32_t leaf) {
  size_t largest = 0;
  for (uint32_t i = 0; i < 16; ++i) {
    const Registers r = cpuid(leaf, i);
    if ((r.a & 31) == 0) break;
    const size_t bytes = size_t{(r.b >> 22) + 1} * ((r.b >> 12 & 1023) + 1) * ((r.b & 4095) + 1) * (size_t{r.c} + 1);
    if (bytes > largest) largest = bytes;
  }
  return largest;
}

}  // namespace

bool cpu_has_avx2() { return (features(kYmmState).b & kAvx2) != 0; }

bool cpu_has_fast_avx512() {
  const Registers r = features(kZmmState);
  return (r.b & kAvx512fAndDq) == kAvx512fAndDq && (r.c & kAvx512Vbmi2) != 0;
}

size_t cpu_cache_bytes() {
  size_t bytes = cpuid(0, 0).a >= 4 ? largest_cache(4) : 0;
  const uint32_t amd = 0x8000001D;
  if (bytes == 0 && cpuid(0x80000000, 0).a >= amd && (cpuid(0x80000001, 0).c & kAmdTopology) != 0) {
    bytes = largest_cache(amd);
  }
  return bytes != 0 ? std::min(bytes, size_t{32} << 20) : size_t{8} << 20;
}

}  // namespace dropout

#else

namespace dropout {

bool cpu_has_avx2() { return false; }
bool cpu_has_fast_avx512() { return false; }
size_t cpu_cache_bytes() { return size_t{8} << 20; }

}  // namespace dropout
#endif
