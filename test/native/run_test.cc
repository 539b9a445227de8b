// Whole calls on arrays, on any number of threads, equal the reference.
#include "run/run.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "run/isas.h"
#include "threads.h"

namespace dropout {
namespace {

// A call and its result.
template <class T>
struct Expected {
  using Compute = typename Arithmetic<T>::Compute;
  const Work<T>& work;
  Call call;
  size_t block;
  std::vector<Compute> sums;

  Expected(const Work<T>& of, const Call& made, size_t length) : work(of), call(made), block(length) {
    const size_t n = size_t(call.n);
    call.tile = double(work.tile), call.block = double(block);
    for (size_t begin = 0; has_sums(work.op) && begin < n; begin += block) {
      const std::vector<Compute> of_block = work.sums(begin, std::min(block, n - begin));
      sums.insert(sums.end(), of_block.begin(), of_block.end());
    }
  }

  // run(arrays) makes the call.
  template <class Run>
  void check(Run run) const {
    check_threads(work.expected, [&](void* y) {
      std::vector<Compute> got(sums.size());
      run(Arrays{work.x.data(), has_other(work.op) ? work.other.data() : nullptr,
                 has_bias(work.op) ? work.bias.data() : nullptr, y, has_sums(work.op) ? got.data() : nullptr});
      REQUIRE(first_difference(got.data(), sums.data(), sums.size()) == sums.size());
    });
  }
};

std::vector<uint8_t> kept_from(uint64_t index, size_t n) { return kept(make_mask(kKeys[1], 0.2), index, n); }

// Checks calls on the elements of keep = kept_from(index, n).
template <class T>
void check_row(OperationCode op, Dtype dtype, uint64_t index, const std::vector<uint8_t>& keep) {
  CAPTURE(op);
  CAPTURE(dtype);
  CAPTURE(index);
  const Call drawn = make_call(kKeys[1], 0.2, index, keep.size(), dtype, op);
  const Work<T> work(op, dtype, kInverted, 0.2, keep, kTile);
  Expected<T>(work, drawn, kBlock).check([&](const Arrays& arrays) { run_drawn(with_tiles(drawn), arrays); });
  const std::vector<uint32_t> words = packed(keep, index);
  Call given = drawn;
  given.drawn = 0, given.index = double(index % 32);
  Expected<T>(work, given, kBlock).check([&](const Arrays& arrays) {
    run_given(with_tiles(given), words.data(), arrays);
  });
}

#define CHECK_DTYPE(code, vectors, element, op) check_row<element>(op, code, index, keep);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_DTYPE, op)

TEST_CASE("calls give the same on any number of threads") {
  for (const uint64_t index : first_units()) {
    for (const size_t n : kLengths) {
      const std::vector<uint8_t> keep = kept_from(index, n);
      DTYPES(CHECK_DTYPE, kSelect)
    }
  }
}

TEST_CASE("every operation and its sums are the same on any number of threads") {
  for (const uint64_t index : {0, 12345}) {
    for (const size_t n : {1, 16385, 40961, 147457}) {
      const std::vector<uint8_t> keep = kept_from(index, n);
      OPERATIONS(CHECK_OPERATION)
    }
  }
}

// Elements of an array that share mask elements.
template <class T>
void check_layout(OperationCode op, Dtype dtype, const Layout& layout, size_t n) {
  const size_t index = 77, elements = n / layout.shared + layout.inner;  // at least
  const std::vector<uint8_t> mask = kept(make_mask(kKeys[2], 0.4), index, elements);
  const std::vector<uint32_t> words = packed(mask, index);
  std::vector<uint8_t> keep(n);
  for (size_t e = 0; e < n; ++e) keep[e] = mask[e / (layout.shared * layout.inner) * layout.inner + e % layout.inner];
  const Work<T> work(op, dtype, kAlphaKeeping, 0.2, keep, kTile);
  Call call = make_call({0, 0}, 0.2, index % 32, n, dtype, op);
  call.rule = kAlphaKeeping, call.drawn = 0, call.shared = double(layout.shared), call.inner = double(layout.inner);
  CAPTURE(op);
  CAPTURE(dtype);
  CAPTURE(layout.shared);
  CAPTURE(layout.inner);
  Expected<T>(work, call, kBlock).check([&](const Arrays& arrays) {
    run_given(with_tiles(call), words.data(), arrays);
  });
}

TEST_CASE("elements share mask elements as the layout says, on any number of threads") {
  const Layout layouts[] = {{2, 1},    {7, 1},     {32, 1},   {300, 1},   {1023, 1}, {1024, 1},
                            {5000, 1}, {90000, 1}, {3, 5},    {2, 31},    {4, 64},   {9, 33},
                            {3, 1023}, {2, 1024},  {5, 3000}, {4, 20011}, {1000, 7}, {70000, 2}};
  for (const Layout& layout : layouts) {
    for (const size_t n : {1, 70001}) {
      check_layout<float>(kSelect, kFloat32, layout, n);
      check_layout<double>(kAffine, kFloat64, layout, n);
      check_layout<float>(kAdd, kFloat32, layout, n);
      check_layout<Bfloat16>(kSelectSum, kBfloat16, layout, n);
    }
  }
  for (const Layout& layout : {Layout{7, 1}, Layout{1024, 1}, Layout{3, 5}, Layout{2, 1024}}) {
#define CHECK_LAYOUT(op, operation) check_layout<float>(op, kFloat32, layout, 9001);
    OPERATIONS(CHECK_LAYOUT)
  }
}

TEST_CASE("a long dropped run is not read") {
  const size_t n = size_t{1} << 16;
  const uint32_t words[] = {0};
  const void* x = reinterpret_cast<const void*>(uintptr_t{64});  // no memory is there
  set_threads(2);
  for (const OperationCode op : {kSelect, kAffine}) {
    std::vector<float> y(n, 1);
    Call call = make_call({0, 0}, 0.5, 0, n, kFloat32, op);
    call.drawn = 0, call.shared = 4096;
    run_given(call, words, {x, nullptr, nullptr, y.data(), nullptr});
    REQUIRE(std::all_of(y.begin(), y.end(), [](float v) { return v == 0; }));
  }
}

TEST_CASE("the instruction set that was set runs") {
  const Isas& isas = available_isas();
  for (size_t i = isas.n; i-- > 0;) {
    REQUIRE(set_isa(isas.list[i]->isa));
    check_row<double>(kSelect, kFloat64, 5, kept_from(5, 40000));
  }
}

}  // namespace
}  // namespace dropout
