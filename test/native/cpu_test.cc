// The values of cpuid and xgetbv decide which instruction sets are used. Here they are those of real processors, and of
// systems that hide some features.
#include "machine/cpu.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace dropout {
namespace {

constexpr uint32_t kOsXsave = 1u << 27, kF16c = 1u << 29, kFma = 1u << 12;  // leaf 1, ecx
constexpr uint32_t kHaswell = 1u << 5,
                   kSkylake = kHaswell | 3u << 16 | 1u << 30;  // leaf 7, ebx: AVX2; and AVX-512F, DQ and BW
constexpr uint32_t kIceLake = 1u << 6;                         // leaf 7, ecx: VBMI2
constexpr uint64_t kSse = 0x3, kYmm = 0x7, kZmm = 0xE7;        // XCR0

struct Answers {
  uint32_t leaves, leaf1_c, leaf7_b, leaf7_c;
  uint64_t xcr0;
} answers;

X86::Registers cpuid(uint32_t leaf, uint32_t subleaf) {
  if (leaf == 0) return {answers.leaves, 0, 0, 0};
  if (leaf == 1) return {0, 0, answers.leaf1_c, 0};
  // For a leaf that they do not have, Intel's processors answer as for their last one.
  if (leaf == 7 && subleaf == 0) return {0, answers.leaf7_b, answers.leaf7_c, 0};
  return {};
}

uint64_t xgetbv() {
  REQUIRE((answers.leaf1_c & kOsXsave) != 0);  // without OSXSAVE, xgetbv ends the process
  return answers.xcr0;
}

bool avx2(const Answers& given) { return answers = given, has_avx2({cpuid, xgetbv}); }
bool fast_avx512(const Answers& given) { return answers = given, has_fast_avx512({cpuid, xgetbv}); }

TEST_CASE("AVX2 needs AVX2, F16C, FMA and a system that saves the registers") {
  constexpr uint32_t kAll = kOsXsave | kF16c | kFma;
  CHECK(avx2({13, kAll, kHaswell, 0, kYmm}));
  CHECK(avx2({13, kAll, kSkylake, kIceLake, kZmm}));
  CHECK_FALSE(avx2({13, kAll, 0, 0, kYmm}));
  CHECK_FALSE(avx2({13, kOsXsave | kFma, kHaswell, 0, kYmm}));
  CHECK_FALSE(avx2({13, kOsXsave | kF16c, kHaswell, 0, kYmm}));
  CHECK_FALSE(avx2({13, kF16c | kFma, kHaswell, 0, kYmm}));
  CHECK_FALSE(avx2({13, kAll, kHaswell, 0, kSse}));
  CHECK_FALSE(avx2({13, kAll, kHaswell, 0, 0x5}));  // the upper halves without the lower ones
  CHECK_FALSE(avx2({6, kAll, kHaswell, 0, kYmm}));
}

TEST_CASE("AVX-512 also needs a processor that is fast with it") {
  CHECK(fast_avx512({13, kOsXsave, kSkylake, kIceLake, kZmm}));
  CHECK_FALSE(fast_avx512({13, kOsXsave, kSkylake, 0, kZmm}));  // Skylake and Cascade Lake
  CHECK_FALSE(fast_avx512({13, kOsXsave, kHaswell, kIceLake, kZmm}));
  CHECK_FALSE(fast_avx512({13, kOsXsave, kHaswell | 1u << 16, kIceLake, kZmm}));  // F alone
  CHECK_FALSE(fast_avx512({13, kOsXsave, kHaswell | 3u << 16, kIceLake, kZmm}));  // without BW
  CHECK_FALSE(fast_avx512({13, 0, kSkylake, kIceLake, kZmm}));
  CHECK_FALSE(fast_avx512({6, kOsXsave, kSkylake, kIceLake, kZmm}));
  for (const uint64_t missing : {0x2, 0x4, 0x20, 0x40, 0x80}) {
    CAPTURE(missing);
    CHECK_FALSE(fast_avx512({13, kOsXsave, kSkylake, kIceLake, kZmm & ~missing}));
  }
}

// A leaf of cache parameters: b has ways, partitions and line length less one, c has sets less one.
X86::Registers cache(uint32_t ways, uint32_t line, uint32_t sets) {
  return {1, (ways - 1) << 22 | (line - 1), sets - 1, 0};
}

TEST_CASE("AMD needs no prefetching") {
  CHECK(fetches_ahead({[](uint32_t, uint32_t) { return X86::Registers{13, 0x68747541, 0, 0}; }, xgetbv}));
  CHECK_FALSE(fetches_ahead({[](uint32_t, uint32_t) { return X86::Registers{13, 0x756E6547, 0, 0}; }, xgetbv}));
}

TEST_CASE("the last-level cache") {
  CHECK(last_cache_bytes({[](uint32_t, uint32_t) { return X86::Registers{}; }, xgetbv}) == 8 << 20);
  const auto intel = [](uint32_t leaf, uint32_t i) -> X86::Registers {
    if (leaf == 0) return {4, 0, 0, 0};
    const X86::Registers caches[] = {cache(8, 64, 64), cache(12, 64, 16384)};
    return leaf == 4 && i < 2 ? caches[i] : X86::Registers{};
  };
  CHECK(last_cache_bytes({intel, xgetbv}) == 12 << 20);
  const auto large = [](uint32_t leaf, uint32_t i) -> X86::Registers {
    if (leaf == 0) return {4, 0, 0, 0};
    return leaf == 4 && i == 0 ? cache(16, 64, 262144) : X86::Registers{};
  };
  CHECK(last_cache_bytes({large, xgetbv}) == 32 << 20);
  const auto amd = [](uint32_t leaf, uint32_t i) -> X86::Registers {
    if (leaf == 0) return {16, 0, 0, 0};
    if (leaf == 0x80000000) return {0x80000020, 0, 0, 0};
    if (leaf == 0x80000001) return {0, 0, 1u << 22, 0};
    return leaf == 0x8000001D && i == 0 ? cache(16, 64, 16384) : X86::Registers{};
  };
  CHECK(last_cache_bytes({amd, xgetbv}) == 16 << 20);
}

}  // namespace
}  // namespace dropout
