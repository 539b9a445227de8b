// Results do not depend on the floating-point control word of the caller or of any thread.
#include "run/float_mode.h"

#include <doctest/doctest.h>

#include "buffer.h"
#include "machine/pool.h"
#include "random_reference.h"
#include "run/run.h"

namespace dropout {
namespace {

#if defined(__x86_64__) || defined(_M_X64)
// The default; rounding down, up and to zero; FTZ, DAZ, both (as -ffast-math sets them), and both with rounding to
// zero.
constexpr FloatControl kModes[] = {0x1F80, 0x3F80, 0x5F80, 0x7F80, 0x9F80, 0x1FC0, 0x9FC0, 0xFFC0};
#else
// The default; rounding up, down and to zero; FZ, alone and with rounding to zero.
constexpr FloatControl kModes[] = {0, 1 << 22, 2 << 22, 3 << 22, 1 << 24, 7 << 22};
#endif

// Ordinary and subnormal numbers in turns, of the type that T is computed in.
template <class T>
std::vector<T> small_and_ordinary(size_t n) {
  using Compute = typename Arithmetic<T>::Compute;
  std::vector<T> x(n);
  for (size_t i = 0; i < n; ++i) {
    const Compute ordinary = Compute(i % 1009 + 1) / 7;
    const Compute small = ordinary * std::numeric_limits<Compute>::min() / 1024;
    x[i] = Arithmetic<T>::narrow(i % 2 == 0 ? ordinary : small);
  }
  return x;
}

constexpr size_t kMany = 600'011;  // enough for the pool

// A call and its result in the default mode.
template <class T>
struct Case {
  Call call;
  Work<T> work;
  std::vector<uint32_t> words;

  Case(OperationCode op, Dtype dtype, const std::vector<uint8_t>& keep)
      : call(make_call(kKeys[1], 0.1, 0, kMany, dtype, op)),
        work(op, dtype, kAlphaKeeping, 0.1, keep, small_and_ordinary<T>(kMany)),
        words(packed(keep, 0)) {
    call.rule = kAlphaKeeping, call.tile = double(work.tile), call.block = double(kMany + work.tile);
  }

  void check() const {
    std::vector<T> y(kMany);
    const auto sums = work.sums(0, kMany);
    for (const FloatControl mode : kModes) {
      for (const bool draws : {true, false}) {
        auto got = work.sums(0, 0);
        const Arrays arrays = {work.x.data(), work.other.data(), work.bias.data(), y.data(),
                               has_sums(work.op) ? got.data() : nullptr};
        set_float_control(mode);
        if (draws) {
          run_drawn(call, arrays);
        } else {
          run_given(call, words.data(), arrays);
        }
        const FloatControl after = float_control();
        set_float_control(kDefaultControl);
        CAPTURE(mode);
        CAPTURE(draws);
        CHECK((after & kControlBits) == mode);
        REQUIRE(first_difference(y.data(), work.expected.data(), kMany) == kMany);
        if (has_sums(work.op)) REQUIRE(first_difference(got.data(), sums.data(), sums.size()) == sums.size());
      }
    }
  }
};

// A thread inherits the control word of the one that starts it: after this the pool has a thread of every mode.
void start_a_thread_of_every_mode(const Call& call, const void* x, void* y) {
  uint32_t n = 1;
  for (const FloatControl mode : kModes) {
    set_threads(++n);
    set_float_control(mode);
    run_drawn(call, {x, nullptr, nullptr, y, nullptr});
    set_float_control(kDefaultControl);
  }
}

template <class T>
void check_row(OperationCode op, Dtype dtype, const std::vector<uint8_t>& keep) {
  const Case<T> row(op, dtype, keep);
  CAPTURE(op);
  CAPTURE(dtype);
  set_threads(1);
  row.check();
  set_threads(1 + uint32_t(sizeof kModes / sizeof *kModes));
  row.check();
}

TEST_CASE("results are those of the default floating-point mode, and the caller keeps its own") {
  const Call call = make_call(kKeys[1], 0.1, 0, kMany);
  const std::vector<uint8_t> keep = kept(call.mask(), 0, kMany);
  std::vector<float> x(kMany, 1), y(kMany);
  start_a_thread_of_every_mode(call, x.data(), y.data());
#define CHECK_DTYPE(code, vectors, element, op) check_row<element>(op, code, keep);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_DTYPE, op)
  OPERATIONS(CHECK_OPERATION)
}

// A small `scale` makes the numbers subnormal.
void check_numbers(Distribution distribution, float (*number)(const Key&, uint64_t), double scale) {
  Call call = make_call(kKeys[1], 0, 0, kMany);
  call.scale = scale, call.most = 1, call.distribution = distribution;
  std::vector<float> expected(kMany), y(kMany);
  for (size_t i = 0; i < kMany; ++i) expected[i] = scaled(call.scaling(), number(call.mask().key, i));
  for (const FloatControl mode : kModes) {
    set_float_control(mode);
    run_numbers(call, y.data());
    set_float_control(kDefaultControl);
    CAPTURE(mode);
    REQUIRE(first_difference(y.data(), expected.data(), kMany) == kMany);
  }
}

TEST_CASE("random numbers are those of the default floating-point mode") {
  for (const uint32_t n_threads : {1, 5}) {
    set_threads(n_threads);
    for (const double scale : {0.7, 1e-39}) {
      check_numbers(kUniform, uniform<float>, scale);
      check_numbers(kNormal, normal<float>, scale);
    }
  }
}

}  // namespace
}  // namespace dropout
