// What this processor and its operating system can run.
#pragma once

#include <stddef.h>

namespace dropout {

bool cpu_has_avx2();

// AVX-512F and DQ on processors that do not slow down for it: those before Ice Lake and Zen 4, which lack VBMI2, do.
bool cpu_has_fast_avx512();

// Bytes of the last-level cache, or a guess of 8 MiB where the processor does not tell.
size_t cpu_cache_bytes();

}  // namespace dropout
