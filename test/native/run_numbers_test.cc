// Whole calls that draw bits or numbers, on any number of threads, equal one call of the scalar kernels.
#include <doctest/doctest.h>

#include <algorithm>

#include "run/isas.h"
#include "threads.h"

namespace dropout {
namespace {

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

}  // namespace
}  // namespace dropout
