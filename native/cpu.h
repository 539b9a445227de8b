// What this processor and its operating system can run.
#pragma once

#include <stddef.h>

namespace dropout {

bool cpu_has_avx2();

// Bytes of the last-level cache, or a guess of 8 MiB where the processor does not tell.
size_t cpu_cache_bytes();

}  // namespace dropout
