// Checks of whole calls on any number of threads.
#pragma once

#include <doctest/doctest.h>

#include "buffer.h"
#include "machine/pool.h"
#include "reference.h"
#include "run/run.h"

namespace dropout {

constexpr uint32_t kThreads[] = {1, 2, 3, 5, 16};

// Around multiples of 4096, where parts begin, and before 2^32, so that parts begin on both sides of it.
inline std::vector<uint64_t> first_units() {
  const uint64_t wrap = (uint64_t{1} << 32) - 10 * 4096;
  return {0, 1, 31, 4095, 4096, 4097, 12345, wrap, wrap - 1, wrap + 33};
}

constexpr size_t kLengths[] = {0,     1,     100,   4095,  4097,  16383, 16384, 16385,
                               32767, 32768, 32769, 40961, 65536, 86017, 147457};

// Runs a call on every number of threads; run(y) writes n elements.
template <class T, class Run>
void check_threads(const std::vector<T>& expected, Run run) {
  for (const uint32_t n_threads : kThreads) {
    set_threads(n_threads);
    const size_t n = expected.size();
    Buffer y(n * sizeof(T), 0, kGuard);
    run(y.data());
    CAPTURE(n_threads);
    REQUIRE(first_difference(y.data(), expected.data(), n) == n);
    REQUIRE(y.intact());
  }
}

constexpr size_t kTile = 1024, kBlock = 16 * kTile;

inline Call with_tiles(Call call) {
  call.tile = double(kTile), call.block = double(kBlock);
  return call;
}

}  // namespace dropout
