// Every operation by the fused kernels equals its reference, bit for bit.
#include <doctest/doctest.h>

#include "kernels_to_test.h"
#include "ways.h"

namespace dropout {
namespace {

struct Span {
  Mask mask;
  double p;
  uint64_t index;
  std::vector<uint8_t> kept;
};

Span make_span(SeedDraw key, double p, uint64_t index, size_t n) {
  const Mask mask = make_mask(key, p);
  return {mask, p, index, kept(mask, index, n)};
}

// Calls each(bytes of an element, check), where check(way, begin, n) checks n elements of the span from `begin` on.
template <class T, class Each>
void check_row(OperationCode op, Dtype dtype, const Span& span, Each each) {
  const Work<T> work(op, dtype, kInverted, span.p, span.kept, 1001);
  for (const Kernels* kernels : kernels_to_test()) {
    const Drop drop = kernels->drop[op][dtype];
    CAPTURE(kernels->isa);
    CAPTURE(op);
    CAPTURE(dtype);
    CAPTURE(span.p);
    each(sizeof(T), [&](const Way& way, size_t begin, size_t n) {
      CAPTURE(span.index + begin);
      check_work(way, work, begin, n, [&](const Cursor& cursor, Traffic traffic) {
        drop(span.mask, span.index + begin, n, apply_of(*kernels, op, dtype, work.constants), cursor, traffic);
      });
    });
  }
}

#define CHECK_DTYPE(code, vectors, element, op) check_row<element>(op, code, span, each);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_DTYPE, op)

TEST_CASE("dropout does what the specification says") {
  size_t turn = 0;
  const auto each = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
  for (const double p : kProbabilities) {
    for (const uint64_t start : starts(kSpan)) {
      const Span span = make_span(kKeys[turn++ % kKeyCount], p, start, kSpan);
      check_row<float>(kSelect, kFloat32, span, each);
      check_row<double>(kSelect, kFloat64, span, each);
    }
  }
}

TEST_CASE("every operation on every dtype does what its reference says") {
  const auto each = [](size_t element_bytes, auto check) { each_length(element_bytes, check); };
  const Span span = make_span(kKeys[1], 0.3, 4095, kSpan);
  OPERATIONS(CHECK_OPERATION)
}

TEST_CASE("dropout takes arrays that begin at any byte") {
  const auto each = [](size_t element_bytes, auto check) { each_shift(element_bytes, check); };
  const Span span = make_span(kKeys[2], 0.3, 3500, 1200);
  DTYPES(CHECK_DTYPE, kSelect)
  check_row<float>(kReluGradient, kFloat32, span, each);  // has a second array and sums
  check_row<double>(kAdd, kFloat64, span, each);          // has a second array and a bias
}

TEST_CASE("dropout takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (const OperationCode op : {kSelect, kAffine}) {  // a fused kernel, and the one of other operations
      const Apply apply = apply_of(*kernels, op, kFloat32, {1, 0, 0});
      kernels->drop[op][kFloat32](make_mask(kKeys[1], 0.1), 5, 0, apply, Cursor{}, kStream);
    }
  }
}

}  // namespace
}  // namespace dropout
