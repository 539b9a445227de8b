// What this processor and its operating system can run.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace dropout {

// An x86 processor's answers: by functions, so that tests can say what processors answer that they do not run on.
struct X86 {
  struct Registers {
    uint32_t a, b, c, d;
  };
  Registers (*cpuid)(uint32_t leaf, uint32_t subleaf);
  uint64_t (*xgetbv)();  // XCR0: the registers that the operating system saves when it switches threads
};

// AVX2 and F16C, which converts float16.
bool has_avx2(const X86& x86);

// AVX-512F, DQ and BW on processors that do not slow down for it: those without VBMI2, before Ice Lake and Zen 4, do.
bool has_fast_avx512(const X86& x86);

// Bytes of the last-level cache that a call can count on: 8 MiB where the processor does not tell, and 32 MiB where it
// tells more, as such a cache serves many cores and a virtual machine is told of all of it (docs/performance.md).
size_t last_cache_bytes(const X86& x86);

// Whether asking ahead for what is read and written in place costs more than it brings: AMD's own fetching keeps up.
bool fetches_in_place(const X86& x86);

// The same of the processor that this runs on.
bool cpu_has_avx2();
bool cpu_has_fast_avx512();
size_t cpu_cache_bytes();
bool cpu_fetches_in_place();

}  // namespace dropout
