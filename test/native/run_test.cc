// Whole calls, on any number of threads, equal one call of the scalar kernels or the reference.
#include "run/run.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "buffer.h"
#include "machine/cpu.h"
#include "machine/pool.h"
#include "reference.h"
#include "run/isas.h"

namespace dropout {
namespace {

constexpr uint32_t kThreads[] = {1, 2, 3, 5, 16};

// Around multiples of 4096, where parts begin, and before 2^32, so that parts begin on both sides of it.
std::vector<uint64_t> first_units() {
  const uint64_t wrap = (uint64_t{1} << 32) - 10 * 4096;
  return {0, 1, 31, 4095, 4096, 4097, 12345, wrap, wrap - 1, wrap + 33};
}

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

Call with_tiles(Call call) {
  call.tile = double(kTile), call.block = double(kBlock);
  return call;
}

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

constexpr size_t kLengths[] = {0,     1,     100,   4095,  4097,  16383, 16384, 16385,
                               32767, 32768, 32769, 40961, 65536, 86017, 147457};

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

TEST_CASE("run_draw gives the same on any number of threads") {
  for (const uint64_t first : first_units()) {
    for (const size_t n : {0, 1, 100, 4095, 4097, 8191, 8192, 8193, 16383, 16384, 16385, 20481, 40000}) {
      const Call call = make_call(kKeys[2], 0.5, first, 0);
      std::vector<uint32_t> expected(n);
      kScalar.mask_words(call.mask(), first, n, expected.data());
      CAPTURE(first);
      check_threads(expected, [&](void* words) { run_draw(call, words, n); });
    }
  }
}

TEST_CASE("run_words gives the same on any number of threads") {
  for (const uint64_t first : first_units()) {
    for (const size_t n : kLengths) {
      Call call = make_call(kKeys[2], 0, first, 0);
      call.stream = 19;
      std::vector<uint32_t> expected(n);
      kScalar.stream_words(call.mask().key, 19, first, n, expected.data());
      CAPTURE(first);
      check_threads(expected, [&](void* words) { run_words(call, words, n); });
    }
  }
}

template <class T>
void check_numbers(Distribution distribution, Dtype dtype) {
  for (const uint64_t first : first_units()) {
    for (const size_t n : kLengths) {
      Call call = make_call(kKeys[2], 0, first, n, dtype);
      call.shift = -0.3, call.scale = 1.7, call.most = 1.3;
      call.distribution = distribution;
      std::vector<T> expected(n);
      kScalar.numbers[distribution][dtype](call.mask().key, call.scaling(), first, n, expected.data());
      CAPTURE(distribution);
      CAPTURE(first);
      check_threads(expected, [&](void* y) { run_numbers(call, y); });
    }
  }
}

TEST_CASE("run_numbers gives the same on any number of threads") {
  for (const Distribution distribution : {kUniform, kNormal}) {
    check_numbers<float>(distribution, kFloat32);
    check_numbers<double>(distribution, kFloat64);
  }
}

// The same by two calls: the numbers, and then the operation with these as its bias.
template <class T>
void check_random(OperationCode op, Dtype dtype, uint64_t first, size_t n) {
  const Work<T> work(op, dtype, kGiven, 1, std::vector<uint8_t>(n, 1), kTile);
  std::vector<typename Arithmetic<T>::Compute> numbers(n);
  std::vector<T> expected(n);
  Call call = make_call(kKeys[2], 0, first, n, dtype, op);
  call.rule = kGiven, call.p = 1;
  call.shift = -0.3, call.scale = 1.7, call.most = 1.3, call.distribution = kNormal;
  kScalar.numbers[kNormal][compute_dtype(dtype)](call.mask().key, call.scaling(), first, n, numbers.data());
  set_threads(1);
  Call kept = call;
  kept.index = 0, kept.tile = double(std::max<size_t>(n, 1));
  run_drawn(kept, {work.x.data(), nullptr, numbers.data(), expected.data(), nullptr});
  CAPTURE(op);
  CAPTURE(dtype);
  CAPTURE(first);
  check_threads(expected, [&](void* y) { run_random(call, work.x.data(), y); });
}

TEST_CASE("run_random adds or multiplies by numbers, on any number of threads") {
  for (const OperationCode op : {kBias, kMultiply}) {
    for (const uint64_t first : first_units()) {
      for (const size_t n : kLengths) check_random<float>(op, kFloat32, first, n);
    }
    for (const size_t n : {1, 4097, 147457}) {
      check_random<double>(op, kFloat64, 33, n);
      check_random<Float16>(op, kFloat16, 33, n);
      check_random<Bfloat16>(op, kBfloat16, 33, n);
    }
  }
}

// An output that the caches cannot hold is streamed if y begins at a whole element. In place it never is.
template <class T, class Run>
void check_large(const Work<T>& work, Run run) {
  const size_t n = work.x.size();
  for (const size_t shift : {size_t{0}, size_t{1}, sizeof(T) / 2}) {
    CAPTURE(shift);
    Buffer from(n * sizeof(T), shift * 5 % 16, kGuard), to(n * sizeof(T), shift, kGuard);
    memcpy(from.data(), work.x.data(), n * sizeof(T));
    run(from.data(), to.data());
    REQUIRE(first_difference(to.data(), work.expected.data(), n) == n);
    REQUIRE(to.intact());
    run(from.data(), from.data());
    REQUIRE(first_difference(from.data(), work.expected.data(), n) == n);
    REQUIRE(from.intact());
  }
}

template <class T>
void check_large_row(OperationCode op, Dtype dtype, const std::vector<uint8_t>& all) {
  const size_t n = cpu_cache_bytes() / 2 / sizeof(T) + 12345;
  const uint64_t index = 77;
  const std::vector<uint8_t> keep(all.begin(), all.begin() + long(n));
  const Work<T> work(op, dtype, kInverted, 0.5, keep, kTile);
  const std::vector<uint32_t> words = packed(keep, index);
  const Call drawn = with_tiles(make_call(kKeys[0], 0.5, index, n, dtype, op));
  Call given = drawn;
  given.drawn = 0, given.index = double(index % 32);
  std::vector<typename Arithmetic<T>::Compute> sums(kTile * (n / kBlock + 1));
  CAPTURE(op);
  CAPTURE(dtype);
  const Isas& isas = available_isas();
  for (size_t i = 0; i < isas.n && isas.list[i] != &kScalar; ++i) {  // scalar never streams
    CAPTURE(isas.list[i]->isa);
    REQUIRE(set_isa(isas.list[i]->isa));
    const auto arrays = [&](const void* from, void* to) {
      return Arrays{from, work.other.data(), work.bias.data(), to, has_sums(op) ? sums.data() : nullptr};
    };
    check_large(work, [&](const void* from, void* to) { run_drawn(drawn, arrays(from, to)); });
    check_large(work, [&](const void* from, void* to) { run_given(given, words.data(), arrays(from, to)); });
  }
}

TEST_CASE("arrays that the caches cannot hold may begin at any byte") {
  set_threads(3);
  const size_t n = cpu_cache_bytes() / 4 + 12345, first = 77;  // of the smallest elements
  std::vector<uint32_t> words((first + n) / 32 + 1);
  kScalar.mask_words(make_mask(kKeys[0], 0.5), 0, words.size(), words.data());
  std::vector<uint8_t> keep(n);
  for (size_t i = 0; i < n; ++i) keep[i] = words[(first + i) / 32] >> (first + i) % 32 & 1;
#define CHECK_LARGE(code, vectors, element, op) check_large_row<element>(op, code, keep);
  DTYPES(CHECK_LARGE, kSelect)
  check_large_row<float>(kReluGradient, kFloat32, keep);
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
