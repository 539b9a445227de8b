// Words of Threefry equal those of its authors, with every instruction set.
#include <doctest/doctest.h>

#include "kernels/threefry.h"

#include <vector>

#include "buffer.h"
#include "kernels_to_test.h"

namespace dropout {
namespace {

Key key_of(uint32_t key0, uint32_t key1) { return {{key0, key1}, {0, 0}}; }

TEST_CASE("the known answer of Random123") {
  uint32_t word;
  threefry_words_one_by_one(key_of(0, 0), 0, 1, &word);
  REQUIRE(word == (0x6B200159u ^ 0x99BA4EFEu));
  threefry_words_one_by_one(key_of(0, 0), uint64_t{1} << 32, 1, &word);  // counters wrap
  REQUIRE(word == (0x6B200159u ^ 0x99BA4EFEu));
}

TEST_CASE("vectors draw the same words as one by one") {
  constexpr size_t kSpan = 200;
  const Key key = key_of(0x13198A2E, 0xFEDCBA98);
  for (const uint64_t first : {uint64_t{0}, uint64_t{12345}, (uint64_t{1} << 32) - 100}) {
    std::vector<uint32_t> expected(kSpan);
    threefry_words_one_by_one(key, first, kSpan, expected.data());
    for (const Kernels* kernels : kernels_to_test()) {
      if (kernels->threefry_words == nullptr) continue;  // an emulation
      for (const size_t n : {0, 1, 7, 8, 63, 64, 65, 128, 200}) {
        CAPTURE(kernels->isa);
        CAPTURE(n);
        Buffer out(n * sizeof(uint32_t), n % 64, kGuard);
        kernels->threefry_words(key, first, n, out.data());
        REQUIRE(first_difference(out.data(), expected.data(), n) == n);
        REQUIRE(out.intact());
      }
    }
  }
}

}  // namespace
}  // namespace dropout
