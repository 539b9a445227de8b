// Every operation with given words against its reference, bit for bit.
#include <doctest/doctest.h>

#include "kernels_to_test.h"
#include "ways.h"

namespace dropout {
namespace {

// `each` is given what checks n elements from `begin` on; the elements' bits begin at bit `index` of the words.
template <class T, class Each>
void check_row(Operation op, Dtype dtype, double p, uint64_t index, size_t n, Each each) {
  const Values values = {p};
  const std::vector<uint8_t> kept = dropout::kept(make_mask(kKeys[2], 0.4), index, n);
  const std::vector<T> x = inputs<T>(n), expected = references(op, values, kept, x);
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    CAPTURE(op);
    CAPTURE(dtype);
    CAPTURE(p);
    each(sizeof(T), [&](const Way& way, size_t begin, size_t count) {
      // No word more than needed, beginning at any byte, and what is before the first bit is garbage.
      const std::vector<uint8_t> bits(kept.begin() + begin, kept.begin() + begin + count);
      std::vector<uint32_t> words = packed(bits, index);
      if (!words.empty()) words[0] |= (uint32_t{1} << index % 32) - 1;
      words.insert(words.begin(), index / 32, 0xDEADBEEF);
      Buffer given(words.size() * sizeof(uint32_t), way.x_shift, 0);
      if (!words.empty()) memcpy(given.data(), words.data(), words.size() * sizeof(uint32_t));
      CAPTURE(index);
      check_way(way, x.data() + begin, expected.data() + begin, count,
                [&](const void* from, void* to, Traffic traffic) {
                  kernels->apply[op][dtype](values, given.data(), index, count, from, to, traffic);
                });
    });
  }
}

#define CHECK_DTYPE(code, vectors, element, op) check_row<element>(op, code, p, index, n, each);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_DTYPE, op)

TEST_CASE("apply does what the operation's reference says") {
  const size_t n = kSpan;
  const auto each = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
  for (const double p : {0.0, 0.1, 0.5, 1.0}) {
    for (const uint64_t index : {0, 1, 31, 32, 100}) {
      OPERATIONS(CHECK_OPERATION)
    }
  }
}

TEST_CASE("apply takes arrays and words that begin at any byte") {
  const size_t n = 1200;
  const double p = 0.3;
  const auto each = [](size_t element_bytes, auto check) { each_shift(element_bytes, check); };
  for (const uint64_t index : {0, 77}) {
    OPERATIONS(CHECK_OPERATION)
  }
}

TEST_CASE("apply takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (const auto& dtypes : kernels->apply) {
      for (const Apply apply : dtypes) apply({0.1}, nullptr, 0, 0, nullptr, nullptr, kStream);
    }
  }
}

}  // namespace
}  // namespace dropout
