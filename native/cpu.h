// What this processor and its operating system can run.
#pragma once

#include <stddef.h>

namespace dropout {

bool cpu_has_avx2();

// AVX-512F and DQ on processors that do not slow down for it: those before Ice Lake and Zen 4, which lack VBMI2, do.
bool cpu_has_fast_avx512();

// Bytes of the last-level cache that a call can count on: 8 MiB where the processor does not tell, and 32 MiB where it
// tells more, as such a cache serves many cores and a virtual machine is told of all of it (docs/performance.md).
size_t cpu_cache_bytes();

}  // namespace dropout
