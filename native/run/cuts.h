// Cuts a call into parts for the threads.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <algorithm>

#include "kernels/chunk.h"
#include "machine/pool.h"

namespace dropout {

// The least work of a part, some ten microseconds: handing over less costs more than it brings.
constexpr size_t kPartElements = 32768;
constexpr size_t kPartWords = 8192;

// More parts than threads: if the system stops a thread, the others take over its share.
constexpr size_t kPartsPerThread = 4;

// n elements or words from `start` on, in parts of at least `smallest`, which begin and end at multiples of `unit`.
struct Cuts {
  uint64_t start;
  size_t n, before, step;  // before: from the last multiple of a unit to the start
  uint32_t parts;

  Cuts(uint64_t from, size_t count, size_t smallest, size_t unit = kChunk)
      : start(from), n(count), before(from % unit), step(before + n), parts(1) {
    if (n < 2 * smallest) return;
    const size_t most = threads() == 1 ? 1 : threads() * kPartsPerThread;
    const size_t wanted = std::min(most, n / smallest);
    if (wanted == 1) return;
    step = std::max<size_t>((n / wanted + unit - 1) / unit * unit, unit);
    parts = uint32_t((before + n + step - 1) / step);
  }
  size_t at(size_t part) const {  // where a part begins, counted from start
    const size_t cut = part * step;
    return std::min(n, cut > before ? cut - before : 0);
  }
};

}  // namespace dropout
