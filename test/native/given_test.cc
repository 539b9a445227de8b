// Every operation by given words equals its reference, bit for bit.
#include "run/given.h"

#include <doctest/doctest.h>

#include "kernels_to_test.h"
#include "ways.h"

namespace dropout {
namespace {

// Calls each(bytes of an element, check), where check(way, begin, n) checks n elements from `begin` on. Their bits
// begin at bit `index` of the words.
template <class T, class Each>
void check_row(OperationCode op, Dtype dtype, double p, uint64_t index, size_t n, size_t tile, Each each) {
  const std::vector<uint8_t> kept = dropout::kept(make_mask(kKeys[2], 0.4), index, n);
  const Work<T> work(op, dtype, op == kAffine ? kAlphaKeeping : op == kMix ? kExpected : kInverted, p, kept, tile);
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    CAPTURE(op);
    CAPTURE(dtype);
    CAPTURE(p);
    CAPTURE(tile);
    each(sizeof(T), [&](const Way& way, size_t begin, size_t count) {
      // The words begin at any byte, end where their memory does, and hold garbage before the first bit.
      const std::vector<uint8_t> bits(kept.begin() + begin, kept.begin() + begin + count);
      std::vector<uint32_t> words = packed(bits, index);
      if (!words.empty()) words[0] |= (uint32_t{1} << index % 32) - 1;
      words.insert(words.begin(), index / 32, 0xDEADBEEF);
      Buffer given(words.size() * sizeof(uint32_t), way.x_shift, 0);
      if (!words.empty()) memcpy(given.data(), words.data(), words.size() * sizeof(uint32_t));
      CAPTURE(index);
      check_work(way, work, begin, count, [&](Cursor cursor, Traffic traffic) {
        const Apply apply = apply_of(*kernels, op, dtype, work.constants);
        apply_given(apply, given.data(), index, count, cursor, traffic);
      });
    });
  }
}

#define CHECK_DTYPE(code, vectors, element, op) check_row<element>(op, code, p, index, n, tile, each);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_DTYPE, op)

TEST_CASE("apply does what the operation's reference says") {
  const size_t n = kSpan;
  const auto each = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
  const double p = 0.1;
  for (const size_t tile : {1024, 1001}) {
    const uint64_t index = tile % 2 * 100;
    OPERATIONS(CHECK_OPERATION)
  }
}

TEST_CASE("apply takes p from 0 to 1, and bits from anywhere in a word on") {
  const size_t n = kSpan, tile = 1024;
  const auto each = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
  for (const double p : {0.0, 0.5, 1.0}) {
    for (const uint64_t index : {1, 31}) {
      DTYPES(CHECK_DTYPE, kSelect)
      DTYPES(CHECK_DTYPE, kAffine)
    }
  }
}

TEST_CASE("apply takes arrays and words that begin at any byte") {
  const size_t n = 1200, tile = 1024;
  const double p = 0.3;
  const uint64_t index = 77;
  const auto each = [](size_t element_bytes, auto check) { each_shift(element_bytes, check); };
  DTYPES(CHECK_DTYPE, kSelect)
  check_row<float>(kReluGradient, kFloat32, p, index, n, tile, each);  // has a second array and sums
  check_row<double>(kAdd, kFloat64, p, index, n, tile, each);          // has a second array and a bias
}

TEST_CASE("apply takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (uint32_t op = 0; op < kOperations; ++op) {
      for (uint32_t dtype = 0; dtype < kDtypes; ++dtype) {
        Cursor nothing = {};
        apply_given(apply_of(*kernels, op, dtype, {1, 0, 0}), nullptr, 0, 0, nothing, kStream);
      }
    }
  }
}

}  // namespace
}  // namespace dropout
