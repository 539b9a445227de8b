// The kernels that draw packed masks equal the definition.
#include <doctest/doctest.h>

#include "buffer.h"
#include "kernels_to_test.h"
#include "reference.h"

namespace dropout {
namespace {

void check_draw(const Kernels& kernels, const Mask& mask, uint64_t first, const uint32_t* expected, size_t n) {
  Buffer out(n * sizeof(uint32_t), n % 64, kGuard);
  kernels.mask_words(mask, first, n, out.data());
  CAPTURE(kernels.isa);
  CAPTURE(mask.threshold.digits);
  CAPTURE(mask.threshold.tail);
  CAPTURE(first);
  REQUIRE(first_difference(out.data(), expected, n) == n);
  REQUIRE(out.intact());
}

// Around a group, a step of every instruction set, and a chunk.
constexpr size_t kLengths[] = {0,  1,  2,  3,  4,  5,  7,   8,   9,   15,  16,  17,
                               31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257};
constexpr size_t kSpan = 260;

TEST_CASE("mask words are those of the specification") {
  size_t turn = 0;
  for (const double p : kProbabilities) {
    for (const uint64_t start : starts(32 * kSpan)) {
      const Mask mask = make_mask(kKeys[turn++ % kKeyCount], p);
      const uint64_t first = start / 32;
      const std::vector<uint32_t> expected = packed(kept(mask, 32 * first, 32 * kSpan), 0);
      for (const Kernels* kernels : kernels_to_test()) {
        for (const size_t n : kLengths) {
          check_draw(*kernels, mask, first, expected.data(), n);
          check_draw(*kernels, mask, first + kSpan - n, expected.data() + kSpan - n, n);
        }
      }
    }
  }
}

// A tail that equals L is too rare to be drawn: L is set to a tail instead.
TEST_CASE("a tie is dropped by a smaller tail only") {
  Mask mask = make_mask(kKeys[3], 0.1);
  const uint64_t begin = (uint64_t{1} << 32) + 77;
  const auto tied = [&mask](uint64_t index) {
    mask.threshold.tail = 0;
    const bool keeps_least = !dropped(mask, index);
    mask.threshold.tail = ~uint32_t{0};
    return keeps_least && dropped(mask, index);
  };
  uint64_t index = begin;
  while (!tied(index)) ++index;
  const uint32_t tail = random_block(mask.key, kTailStream, index).word[0];

  for (const Kernels* kernels : kernels_to_test()) {
    const auto keeps = [&](uint32_t limit) {
      mask.threshold.tail = limit;
      uint32_t word;
      kernels->mask_words(mask, index / 32, 1, &word);
      CHECK((word >> index % 32 & 1) == !dropped(mask, index));
      return (word >> index % 32 & 1) != 0;
    };
    CHECK(keeps(tail));
    CHECK(!keeps(tail + 1));
  }
}

}  // namespace
}  // namespace dropout
