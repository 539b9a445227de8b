// The ways to call a kernel that takes values: from and to any byte, through the caches or past them, in place or not.
#pragma once

#include <doctest/doctest.h>

#include "buffer.h"
#include "reference.h"

namespace dropout {

struct Way {
  size_t x_shift, y_shift;  // bytes
  Traffic traffic;
  bool in_place;

  // Only whole elements are streamed.
  bool possible(size_t element_bytes) const {
    return traffic != kStream || (in_place ? x_shift : y_shift) % element_bytes == 0;
  }
};

// Around each vector's width, a word, a group, a step of every instruction set, and a chunk.
constexpr size_t kLengths[] = {0,   1,   2,    3,    4,    5,    7,    8,    9,    15,   16,   17,   31,
                               32,  33,  63,   64,   65,   127,  128,  129,  255,  256,  511,  512,  513,
                               777, 992, 1023, 1024, 1025, 2048, 3000, 4095, 4096, 4097, 8191, 8192, 8193};
constexpr size_t kSpan = 8300;  // no less than any of them, and no multiple of a word

// Calls run(x, y, traffic) for n elements, and compares what it writes.
template <class T, class Run>
void check_way(const Way& way, const T* x, const T* expected, size_t n, Run run) {
  Buffer from(n * sizeof(T), way.x_shift, 0), to(n * sizeof(T), way.y_shift, kGuard);
  Buffer& y = way.in_place ? from : to;
  if (n > 0) memcpy(from.data(), x, n * sizeof(T));
  run(from.data(), y.data(), way.traffic);
  CAPTURE(way.x_shift);
  CAPTURE(way.y_shift);
  CAPTURE(way.traffic);
  CAPTURE(way.in_place);
  CAPTURE(n);
  REQUIRE(first_difference(y.data(), expected, n) == n);
  REQUIRE(y.intact());
}

// Calls run(arrays, traffic) for n elements of the work from `begin` on, and compares what it writes, the sums too.
template <class T, class Run>
void check_work(const Way& way, const Work<T>& work, size_t begin, size_t n, Run run) {
  const auto sums = work.sums(begin, n);
  auto got = work.sums(begin, 0);
  check_way(
      way, work.x.data() + begin, work.expected.data() + begin, n,
      [&](const void* from, void* to, Traffic traffic) { run(work.arrays(begin, from, to, got.data()), traffic); });
  if (has_sums(work.op)) REQUIRE(first_difference(got.data(), sums.data(), sums.size()) == sums.size());
}

// From the span's first element on and up to its last, so that both ends fall everywhere in a word; the shifts take
// turns. Calls check(way, begin, n).
template <class Check>
void each_length(size_t element_bytes, Check check) {
  size_t turn = 0;
  for (const size_t n : kLengths) {
    for (const size_t begin : {size_t{0}, kSpan - n}) {
      for (const Traffic traffic : {kCached, kAhead, kStream}) {
        ++turn;
        const size_t x_shift = turn * element_bytes % kCacheLine, y_shift = turn * 4 / 5 * element_bytes % kCacheLine;
        check(Way{x_shift, y_shift, traffic, turn % 3 == 0}, begin, n);
      }
    }
  }
}

// Every byte of a line, for x and for y, in orders of their own.
template <class Check>
void each_shift(size_t element_bytes, Check check) {
  for (size_t y_shift = 0; y_shift < kCacheLine; ++y_shift) {
    for (const size_t x_shift : {y_shift, y_shift * 27 % kCacheLine, (y_shift * 11 + 5) % kCacheLine}) {
      for (const Traffic traffic : {kCached, kAhead, kStream}) {
        for (const bool in_place : {false, true}) {
          const Way way = {x_shift, y_shift, traffic, in_place};
          if (way.possible(element_bytes)) check(way, x_shift, size_t{1100});
        }
      }
    }
  }
}

}  // namespace dropout
