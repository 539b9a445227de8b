// How many elements are drawn, and then applied, at a time.
#pragma once

#include <stddef.h>

namespace dropout {

// The mask of a chunk (512 bytes) stays in the first-level cache between drawing and applying it. Chunks are aligned,
// so all blocks of a chunk have the same high word in their counters.
constexpr size_t kChunk = 4096;
constexpr size_t kChunkWords = kChunk / 32;

}  // namespace dropout
