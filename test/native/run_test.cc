// Whole calls, cut into parts for several threads, against one call of the portable kernel.
#include "run.h"

#include <doctest/doctest.h>

#include <random>

#include "buffer.h"
#include "cpu.h"
#include "isas.h"
#include "pool.h"
#include "reference.h"

namespace dropout {
namespace {

constexpr uint32_t kThreads[] = {1, 2, 3, 5, 16};

// Beside multiples of 4096, where cuts are, and before 2^32, so that cuts lie on both sides of it.
std::vector<uint64_t> first_units() {
  const uint64_t wrap = (uint64_t{1} << 32) - 10 * 4096;
  return {0, 1, 31, 4095, 4096, 4097, 12345, wrap, wrap - 1, wrap + 33};
}

std::vector<uint32_t> any_words(size_t n) {
  std::mt19937 random(1);
  std::vector<uint32_t> words(n);
  for (uint32_t& word : words) word = uint32_t(random());
  return words;
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

template <class T>
void check_dropout(Dtype dtype, SeedDraw key, uint64_t index, size_t n) {
  const std::vector<T> x = inputs<T>(n);
  const Call call = make_call(key, 0.2, index, n, dtype);
  std::vector<T> expected(n);
  kScalar.dropout[dtype](call.mask(), call.values(), index, n, x.data(), expected.data(), kCached);
  CAPTURE(dtype);
  CAPTURE(index);
  check_threads(expected, [&](void* y) { run_dropout(call, x.data(), y); });
}

template <class T>
void check_apply(Operation op, Dtype dtype, uint64_t index, size_t n) {
  const std::vector<T> x = inputs<T>(n);
  const std::vector<uint32_t> words = any_words((index + n + 31) / 32);
  const Call call = make_call({0, 0}, 0.2, index, n, dtype, op);
  std::vector<T> expected(n);
  kScalar.apply[op][dtype](call.values(), words.data(), index, n, x.data(), expected.data(), kCached);
  CAPTURE(op);
  CAPTURE(dtype);
  CAPTURE(index);
  check_threads(expected, [&](void* y) { run_apply(call, words.data(), x.data(), y); });
}

constexpr size_t kLengths[] = {0,     1,     100,   4095,  4097,  16383, 16384, 16385,
                               32767, 32768, 32769, 40961, 65536, 86017, 147457};

TEST_CASE("run_dropout gives the same on any number of threads") {
  for (const uint64_t index : first_units()) {
    for (const size_t n : kLengths) {
#define CHECK_DROPOUT(code, vectors, element, with) check_dropout<element>(code, kKeys[1], index, n);
      DTYPES(CHECK_DROPOUT, _)
    }
  }
}

#define CHECK_APPLY(code, vectors, element, op) check_apply<element>(op, code, index, n);
#define CHECK_OPERATION(op, operation) DTYPES(CHECK_APPLY, op)

TEST_CASE("run_apply gives the same on any number of threads") {
  for (const uint64_t index : {0, 1, 31, 4095, 4096, 12345}) {
    for (const size_t n : kLengths) {
      OPERATIONS(CHECK_OPERATION)
    }
  }
}

TEST_CASE("run_draw gives the same on any number of threads") {
  for (const uint64_t first : first_units()) {
    for (const size_t n : {0, 1, 100, 4095, 4097, 8191, 8192, 8193, 16383, 16384, 16385, 20481, 40000}) {
      const Call call = make_call(kKeys[2], 0.5, first, 0);
      std::vector<uint32_t> expected(n);
      kScalar.draw(call.mask(), first, n, expected.data());
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
      kScalar.words(call.mask().key, 19, first, n, expected.data());
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

// What the caches cannot hold is written past them where y begins at a whole element; in place it never is.
template <class T, class Run>
void check_large(size_t n, const std::vector<T>& x, const std::vector<T>& expected, Run run) {
  for (const size_t shift : {size_t{0}, size_t{1}, sizeof(T) / 2}) {
    CAPTURE(shift);
    Buffer from(n * sizeof(T), shift * 5 % 16, kGuard), to(n * sizeof(T), shift, kGuard);
    memcpy(from.data(), x.data(), n * sizeof(T));
    run(from.data(), to.data());
    REQUIRE(first_difference(to.data(), expected.data(), n) == n);
    REQUIRE(to.intact());
    run(from.data(), from.data());
    REQUIRE(first_difference(from.data(), expected.data(), n) == n);
    REQUIRE(from.intact());
  }
}

template <class T>
void check_large_row(Dtype dtype) {
  const size_t n = cpu_cache_bytes() / sizeof(T) + 12345;
  const uint64_t index = 77;
  const std::vector<T> x = inputs<T>(n);
  const std::vector<uint32_t> words = any_words((index + n + 31) / 32);
  std::vector<T> expected(n);
  const Isas& isas = available_isas();
  const auto each_isa = [&](auto run) {
    for (size_t i = 0; i < isas.n && isas.list[i] != &kScalar; ++i) {  // which never streams
      CAPTURE(isas.list[i]->isa);
      REQUIRE(set_isa(isas.list[i]->isa));
      check_large(n, x, expected, run);
    }
  };
  CAPTURE(dtype);
  const Call drawn = make_call(kKeys[0], 0.5, index, n, dtype);
  kScalar.dropout[dtype](drawn.mask(), drawn.values(), index, n, x.data(), expected.data(), kCached);
  each_isa([&](const void* from, void* to) { run_dropout(drawn, from, to); });
  for (uint32_t op = 0; op < kOperations; ++op) {
    CAPTURE(op);
    const Call given = make_call({0, 0}, 0.25, index, n, dtype, Operation(op));
    kScalar.apply[op][dtype](given.values(), words.data(), index, n, x.data(), expected.data(), kCached);
    each_isa([&](const void* from, void* to) { run_apply(given, words.data(), from, to); });
  }
}

TEST_CASE("arrays that the caches cannot hold may begin at any byte") {
  set_threads(3);
#define CHECK_LARGE(code, vectors, element, with) check_large_row<element>(code);
  DTYPES(CHECK_LARGE, _)
}

TEST_CASE("the instruction set that was set runs") {
  const Isas& isas = available_isas();
  for (size_t i = isas.n; i-- > 0;) {
    REQUIRE(set_isa(isas.list[i]->isa));
    check_dropout<double>(kFloat64, kKeys[3], 5, 40000);
  }
}

}  // namespace
}  // namespace dropout
