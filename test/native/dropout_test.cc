// Every fused kernel against the reference, bit for bit.
#include <doctest/doctest.h>

#include "kernels_to_test.h"
#include "ways.h"

namespace dropout {
namespace {

struct Span {
  Mask mask;
  Values values;
  uint64_t index;
  std::vector<uint8_t> kept;
};

Span make_span(SeedDraw key, double p, uint64_t index, size_t n) {
  const Mask mask = make_mask(key, p);
  return {mask, {p}, index, kept(mask, index, n)};
}

// Each gives `each` what checks n elements of the span from `begin` on.
template <class T, class Each>
void check_dtype(Dtype dtype, const Span& span, Each each) {
  const std::vector<T> x = inputs<T>(span.kept.size());
  const std::vector<T> expected = references(kSelect, span.values, span.kept, x);
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    CAPTURE(dtype);
    CAPTURE(span.values.p);
    each(sizeof(T), [&](const Way& way, size_t begin, size_t n) {
      CAPTURE(span.index + begin);
      check_way(way, x.data() + begin, expected.data() + begin, n, [&](const void* from, void* to, Traffic traffic) {
        kernels->dropout[dtype](span.mask, span.values, span.index + begin, n, from, to, traffic);
      });
    });
  }
}

TEST_CASE("dropout does what the specification says") {
  size_t turn = 0;
  for (const double p : kProbabilities) {
    for (const uint64_t start : starts(kSpan)) {
      const Span span = make_span(kKeys[turn++ % kKeyCount], p, start, kSpan);
      const auto lengths = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
#define CHECK_LENGTHS(code, vectors, element, with) check_dtype<element>(code, span, lengths);
      DTYPES(CHECK_LENGTHS, _)
    }
  }
}

TEST_CASE("dropout takes arrays that begin at any byte") {
  for (const uint64_t start : {0, 31, 3500}) {
    const Span span = make_span(kKeys[2], 0.3, start, 1200);
    const auto shifts = [](size_t element_bytes, auto check) { each_shift(element_bytes, check); };
#define CHECK_SHIFTS(code, vectors, element, with) check_dtype<element>(code, span, shifts);
    DTYPES(CHECK_SHIFTS, _)
  }
}

TEST_CASE("dropout takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (const Dropout dropout : kernels->dropout) {
      dropout(make_mask(kKeys[1], 0.1), {0.1}, 5, 0, nullptr, nullptr, kStream);
    }
  }
}

}  // namespace
}  // namespace dropout
