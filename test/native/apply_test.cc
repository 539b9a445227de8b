// Every kernel against the reference, bit for bit.
#include <doctest/doctest.h>

#include "buffer.h"
#include "kernels_to_test.h"
#include "reference.h"

namespace dropout {
namespace {

struct Way {
  size_t x_shift, y_shift;
  Traffic traffic;
  bool in_place;
};

// Runs the n elements of a span from `begin` on.
template <class T>
void check_apply(const Kernels& kernels, const Span<T>& span, size_t begin, size_t n, const Way& way) {
  Buffer<T> x(n, way.x_shift, 0), y(n, way.y_shift, kGuard);
  T* from = way.in_place ? y.data() : x.data();
  std::copy_n(span.x.data() + begin, n, from);
  kernels.apply[kDtype<T>](span.mask, span.scale, span.index + begin, n, from, y.data(), way.traffic);

  CAPTURE(kernels.isa);
  CAPTURE(sizeof(T));
  CAPTURE(span.mask.threshold);
  CAPTURE(span.mask.tail);
  CAPTURE(span.index + begin);
  CAPTURE(way.x_shift);
  CAPTURE(way.y_shift);
  CAPTURE(way.traffic);
  CAPTURE(way.in_place);
  REQUIRE(first_difference(y.data(), span.y.data() + begin, n) == n);
  REQUIRE(y.intact());
}

// Around each vector's width, a word, a group, a step of every instruction set, and a chunk.
constexpr size_t kLengths[] = {0,   1,   2,    3,    4,    5,    7,    8,    9,    15,   16,   17,   31,
                               32,  33,  63,   64,   65,   127,  128,  129,  255,  256,  511,  512,  513,
                               777, 992, 1023, 1024, 1025, 2048, 3000, 4095, 4096, 4097, 8191, 8192, 8193};
constexpr size_t kSpan = 8300;

// From the span's first element on and up to its last, so that both ends fall everywhere in a word; the ways to call
// take turns.
template <class T>
void check_lengths(const Span<T>& span) {
  const size_t shifts = kLine / sizeof(T);
  for (const Kernels* kernels : kernels_to_test()) {
    size_t turn = 0;
    for (const size_t n : kLengths) {
      for (const size_t begin : {size_t{0}, kSpan - n}) {
        for (const Traffic traffic : {kCached, kInPlace, kStream}) {
          ++turn;
          check_apply(*kernels, span, begin, n, {turn % shifts, turn * 4 / 5 % shifts, traffic, turn % 3 == 0});
        }
      }
    }
  }
}

TEST_CASE("apply does what the specification says") {
  size_t turn = 0;
  for (const double p : kProbabilities) {
    for (const uint64_t start : starts(kSpan)) {
      const Mask mask = make_mask(kKeys[turn++ % kKeyCount], p);
      const std::vector<uint8_t> keep = kept(mask, start, kSpan);
      check_lengths(make_span<float>(mask, p, start, keep));
      check_lengths(make_span<double>(mask, p, start, keep));
    }
  }
}

template <class T>
void check_shifts(const Span<T>& span) {
  const size_t shifts = kLine / sizeof(T);
  for (const Kernels* kernels : kernels_to_test()) {
    for (size_t x_shift = 0; x_shift < shifts; ++x_shift) {
      for (size_t y_shift = 0; y_shift < shifts; ++y_shift) {
        for (const Traffic traffic : {kCached, kInPlace, kStream}) {
          for (const bool in_place : {false, true}) {
            check_apply(*kernels, span, x_shift, 1100, {x_shift, y_shift, traffic, in_place});
          }
        }
      }
    }
  }
}

TEST_CASE("apply takes any alignment") {
  const Mask mask = make_mask(kKeys[2], 0.3);
  for (const uint64_t start : {0, 31, 3500}) {
    const std::vector<uint8_t> keep = kept(mask, start, 1200);
    check_shifts(make_span<float>(mask, 0.3, start, keep));
    check_shifts(make_span<double>(mask, 0.3, start, keep));
  }
}

TEST_CASE("apply takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (const Apply apply : kernels->apply) {
      apply(make_mask(kKeys[1], 0.1), 1 / 0.9, 5, 0, nullptr, nullptr, kStream);
    }
  }
}

}  // namespace
}  // namespace dropout
