// The ways to call a kernel: from and to any byte, through the caches or past them, in place or not.
#pragma once

#include <doctest/doctest.h>

#include "buffer.h"
#include "reference.h"

namespace dropout {

// Which memory y has.
enum Output { kApart, kOverX, kOverOther };

struct Way {
  size_t x_shift, y_shift;  // bytes
  Traffic traffic;
  Output output;

  size_t other_shift() const { return output == kOverOther ? y_shift : (x_shift * 3 + 1) % kCacheLine; }

  // Only whole elements are streamed.
  bool possible(size_t element_bytes) const {
    return !streams(traffic) || (output == kOverX ? x_shift : y_shift) % element_bytes == 0;
  }
};

// Around each vector's width, a word, a group, a step of every instruction set, and a chunk.
constexpr size_t kLengths[] = {0,   1,   2,    3,    4,    5,    7,    8,    9,    15,   16,   17,   31,
                               32,  33,  63,   64,   65,   127,  128,  129,  255,  256,  511,  512,  513,
                               777, 992, 1023, 1024, 1025, 2048, 3000, 4095, 4096, 4097, 8191, 8192, 8193};
constexpr size_t kSpan = 8300;  // not less than any length, and not a multiple of a word

// Calls run(cursor, traffic) for n elements of the work from `begin` on, and compares its output and sums. Arrays that
// the operation does not have are null.
template <class T, class Run>
void check_work(const Way& way, const Work<T>& work, size_t begin, size_t n, Run run) {
  using Compute = typename Arithmetic<T>::Compute;
  const std::vector<Compute> expected_sums = work.sums(begin, n), zeros(work.tile);
  Buffer x = copy_of(work.x.data() + begin, n, way.x_shift), apart(n * sizeof(T), way.y_shift, kGuard);
  Buffer other = copy_of(work.other.data() + begin, n, way.other_shift());
  const Buffer bias = copy_of(work.bias.data(), work.bias.size(), way.y_shift);
  Buffer sums = copy_of(zeros.data(), work.tile, way.y_shift);
  Buffer& y = way.output == kApart ? apart : way.output == kOverX ? x : other;
  run(Cursor{x.data(), has_other(work.op) ? other.data() : nullptr, has_bias(work.op) ? bias.data() : nullptr, y.data(),
             has_sums(work.op) ? sums.data() : nullptr, begin % work.tile, work.tile},
      way.traffic);
  CAPTURE(way.x_shift);
  CAPTURE(way.y_shift);
  CAPTURE(way.traffic);
  CAPTURE(way.output);
  CAPTURE(n);
  REQUIRE(first_difference(y.data(), work.expected.data() + begin, n) == n);
  REQUIRE(y.intact());
  if (!has_sums(work.op)) return;
  REQUIRE(first_difference(sums.data(), expected_sums.data(), work.tile) == work.tile);
  REQUIRE(sums.intact());
}

// Calls check(way, begin, n) for every length, at both ends of the span, so that both ends of a call fall everywhere in
// a word. The shifts take turns.
template <class Check>
void each_length(size_t element_bytes, Check check) {
  size_t turn = 0;
  for (const size_t n : kLengths) {
    for (const size_t begin : {size_t{0}, kSpan - n}) {
      for (const Traffic traffic : {kCached, kAhead, kStream, kStreamAhead}) {
        ++turn;
        const size_t x_shift = turn * element_bytes % kCacheLine, y_shift = turn * 4 / 5 * element_bytes % kCacheLine;
        check(Way{x_shift, y_shift, traffic, turn % 4 < 2 ? Output(1 + turn % 4) : kApart}, begin, n);
      }
    }
  }
}

// Calls check(way, begin, n) for x and y at every byte of a cache line. The distances between them take turns.
template <class Check>
void each_shift(size_t element_bytes, Check check) {
  for (size_t y_shift = 0; y_shift < kCacheLine; ++y_shift) {
    const size_t x_shifts[] = {y_shift, y_shift * 27 % kCacheLine, (y_shift * 11 + 5) % kCacheLine};
    size_t turn = y_shift;
    for (const Traffic traffic : {kCached, kAhead, kStream, kStreamAhead}) {
      for (const Output output : {kApart, (y_shift + traffic) % 2 == 0 ? kOverX : kOverOther}) {
        const size_t x_shift = x_shifts[turn++ % 3];
        const Way way = {x_shift, y_shift, traffic, output};
        if (way.possible(element_bytes)) check(way, x_shift, size_t{1100});
      }
    }
  }
}

}  // namespace dropout
