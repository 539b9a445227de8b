// Whole calls, cut into parts for several threads, against one call of the portable kernel.
#include "run.h"

#include <doctest/doctest.h>

#include "buffer.h"
#include "cpu.h"
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

template <class T>
void check_run_apply(const Mask& mask, uint64_t index, size_t n, const std::vector<T>& x) {
  const double scale = 1.25;
  std::vector<T> expected(n);
  kScalar.apply[kDtype<T>](mask, scale, index, n, x.data(), expected.data(), kCached);
  for (const uint32_t n_threads : kThreads) {
    set_threads(n_threads);
    Buffer<T> y(n, 0, kGuard);
    run_apply({mask, scale, index, n, kDtype<T>, x.data(), y.data()});
    CAPTURE(n_threads);
    CAPTURE(index);
    REQUIRE(first_difference(y.data(), expected.data(), n) == n);
    REQUIRE(y.intact());
  }
}

TEST_CASE("run_apply gives the same on any number of threads") {
  const Mask mask = make_mask(kKeys[1], 0.2);
  const std::vector<float> floats = inputs<float>(150000);
  const std::vector<double> doubles = inputs<double>(floats.size());
  for (const uint64_t index : first_units()) {
    for (const size_t n :
         {0, 1, 100, 4095, 4097, 16383, 16384, 16385, 32767, 32768, 32769, 40961, 65536, 86017, 147457}) {
      check_run_apply(mask, index, n, floats);
      check_run_apply(mask, index, n, doubles);
    }
  }
}

TEST_CASE("run_bits gives the same on any number of threads") {
  const Mask mask = make_mask(kKeys[2], 0.5);
  for (const uint64_t first : first_units()) {
    for (const size_t n : {0, 1, 100, 4095, 4097, 8191, 8192, 8193, 16383, 16384, 16385, 20481, 40000}) {
      std::vector<uint32_t> expected(n);
      kScalar.bits(mask, first, n, expected.data());
      for (const uint32_t n_threads : kThreads) {
        set_threads(n_threads);
        Buffer<uint32_t> out(n, 0, kGuard);
        run_bits({mask, first, n, out.data()});
        CAPTURE(n_threads);
        CAPTURE(first);
        REQUIRE(first_difference(out.data(), expected.data(), n) == n);
        REQUIRE(out.intact());
      }
    }
  }
}

// What the caches cannot hold is written past them; in place it never is.
TEST_CASE("run_apply gives the same in place and past the caches") {
  const Mask mask = make_mask(kKeys[0], 0.5);
  const size_t n = cpu_cache_bytes() / sizeof(float) + 12345;
  std::vector<float> x(n, 1), y(n);
  set_threads(3);
  run_apply({mask, 2, 77, n, kFloat32, x.data(), y.data()});
  run_apply({mask, 2, 77, n, kFloat32, x.data(), x.data()});
  CHECK(first_difference(x.data(), y.data(), n) == n);
}

TEST_CASE("the chosen instruction set runs") {
  const Mask mask = make_mask(kKeys[3], 0.1);
  const std::vector<double> x = inputs<double>(40000);
  const Isas isas = available_isas();
  for (size_t i = isas.n; i-- > 0;) {
    REQUIRE(choose_isa(isas.list[i]->isa));
    check_run_apply(mask, 5, x.size(), x);
  }
}

}  // namespace
}  // namespace dropout
