#include "machine/cpu.h"

#include <algorithm>

#if defined(__x86_64__) || defined(_M_X64)
#ifdef _MSC_VER
#include <immintrin.h>
#include <intrin.h>
#else
#include <cpuid.h>
#endif
#endif

namespace dropout {
namespace {

using Registers = X86::Registers;

constexpr uint32_t kOsXsave = 1u << 27, kF16c = 1u << 29, kFma = 1u << 12, kAvx2 = 1u << 5, kAvx512Vbmi2 = 1u << 6,
                   kAmdTopology = 1u << 22;
constexpr uint32_t kAvx512 = 3u << 16 | 1u << 30;  // F, DQ and BW
constexpr uint32_t kAuthenticAmd = 0x68747541;     // "Auth"
constexpr uint64_t kYmmState = 0x06, kZmmState = 0xE6;
constexpr size_t kUnknownCache = size_t{8} << 20, kLargestCache = size_t{32} << 20;

// Leaf 7, if it exists and the operating system saves these registers; else zeros. Without OSXSAVE, xgetbv faults.
Registers features(const X86& x86, uint64_t state) {
  const bool saves = (x86.cpuid(1, 0).c & kOsXsave) != 0 && (x86.xgetbv() & state) == state;
  return saves && x86.cpuid(0, 0).a >= 7 ? x86.cpuid(7, 0) : Registers{};
}

// The largest cache in a leaf of deterministic cache parameters: ways · partitions · line · sets (Intel SDM, CPUID 4).
size_t largest_cache(const X86& x86, uint32_t leaf) {
  size_t largest = 0;
  for (uint32_t i = 0; i < 16; ++i) {
    const Registers r = x86.cpuid(leaf, i);
    if ((r.a & 31) == 0) break;
    const size_t bytes = size_t{(r.b >> 22) + 1} * ((r.b >> 12 & 1023) + 1) * ((r.b & 4095) + 1) * (size_t{r.c} + 1);
    largest = std::max(largest, bytes);
  }
  return largest;
}

}  // namespace

bool has_avx2(const X86& x86) {
  constexpr uint32_t kBoth = kF16c | kFma;
  return (features(x86, kYmmState).b & kAvx2) != 0 && (x86.cpuid(1, 0).c & kBoth) == kBoth;
}

bool has_fast_avx512(const X86& x86) {
  const Registers r = features(x86, kZmmState);
  return (r.b & kAvx512) == kAvx512 && (r.c & kAvx512Vbmi2) != 0;
}

size_t last_cache_bytes(const X86& x86) {
  size_t bytes = x86.cpuid(0, 0).a >= 4 ? largest_cache(x86, 4) : 0;
  const uint32_t amd = 0x8000001D;
  if (bytes == 0 && x86.cpuid(0x80000000, 0).a >= amd && (x86.cpuid(0x80000001, 0).c & kAmdTopology) != 0) {
    bytes = largest_cache(x86, amd);
  }
  return bytes != 0 ? std::min(bytes, kLargestCache) : kUnknownCache;
}

bool fetches_ahead(const X86& x86) { return x86.cpuid(0, 0).b == kAuthenticAmd; }

#if defined(__x86_64__) || defined(_M_X64)
namespace {

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

uint64_t xgetbv() {
#ifdef _MSC_VER
  return _xgetbv(0);
#else
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t{high} << 32 | low;
#endif
}

constexpr X86 kThis = {cpuid, xgetbv};

}  // namespace

bool cpu_has_avx2() { return has_avx2(kThis); }
bool cpu_has_fast_avx512() { return has_fast_avx512(kThis); }
size_t cpu_cache_bytes() { return last_cache_bytes(kThis); }
bool cpu_fetches_ahead() { return fetches_ahead(kThis); }

#else

bool cpu_has_avx2() { return false; }
bool cpu_has_fast_avx512() { return false; }
size_t cpu_cache_bytes() { return kUnknownCache; }
bool cpu_fetches_ahead() { return false; }

#endif
}  // namespace dropout
