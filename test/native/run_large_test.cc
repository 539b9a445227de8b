// Whole calls on arrays that the caches cannot hold, from and to any byte, equal the reference.
#include <doctest/doctest.h>

#include "machine/cpu.h"
#include "run/isas.h"
#include "threads.h"

namespace dropout {
namespace {

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

}  // namespace
}  // namespace dropout
