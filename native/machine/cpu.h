// Which instruction sets this processor and its operating system can run, and how large its caches are.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace dropout {

// What an x86 processor answers. Tests give the answers of other processors.
struct X86 {
  struct Registers {
    uint32_t a, b, c, d;
  };
  Registers (*cpuid)(uint32_t leaf, uint32_t subleaf);
  uint64_t (*xgetbv)();  // XCR0: the registers that the operating system saves when it switches threads
};

// AVX2 and F16C, which converts float16.
bool has_avx2(const X86& x86);

// AVX-512F, DQ and BW, on processors that do not lower their clock for it. Processors without VBMI2 (before Ice Lake
// and Zen 4) do.
bool has_fast_avx512(const X86& x86);

// Bytes of the last-level cache that a call can count on: 8 MiB if the processor does not tell, and at most 32 MiB. A
// larger cache serves many cores, but a virtual machine is told of all of it (docs/performance.md).
size_t last_cache_bytes(const X86& x86);

// Whether software prefetching costs more than it brings: AMD's hardware prefetching keeps up (docs/performance.md).
bool fetches_ahead(const X86& x86);

// The same for the processor that this runs on.
bool cpu_has_avx2();
bool cpu_has_fast_avx512();
size_t cpu_cache_bytes();
bool cpu_fetches_ahead();

}  // namespace dropout
