// Every kernel of packed masks against the reference.
#include <doctest/doctest.h>

#include "buffer.h"
#include "kernels_to_test.h"
#include "reference.h"

namespace dropout {
namespace {

std::vector<uint32_t> kept_words(const Mask& mask, uint64_t first, size_t n) {
  const std::vector<uint8_t> keep = kept(mask, 32 * first, 32 * n);
  std::vector<uint32_t> words(n);
  for (size_t i = 0; i < keep.size(); ++i) words[i / 32] |= uint32_t{keep[i]} << i % 32;
  return words;
}

void check_bits(const Kernels& kernels, const Mask& mask, uint64_t first, const uint32_t* expected, size_t n) {
  Buffer<uint32_t> out(n, n % 16, kGuard);
  kernels.bits(mask, first, n, out.data());
  CAPTURE(kernels.isa);
  CAPTURE(mask.threshold);
  CAPTURE(mask.tail);
  CAPTURE(first);
  REQUIRE(first_difference(out.data(), expected, n) == n);
  REQUIRE(out.intact());
}

// Around a group, a step of every instruction set, and a chunk.
constexpr size_t kLengths[] = {0,  1,  2,  3,  4,  5,  7,   8,   9,   15,  16,  17,
                               31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257};
constexpr size_t kSpan = 260;

TEST_CASE("bits does what the specification says") {
  size_t turn = 0;
  for (const double p : kProbabilities) {
    for (const uint64_t start : starts(32 * kSpan)) {
      const Mask mask = make_mask(kKeys[turn++ % kKeyCount], p);
      const uint64_t first = start / 32;
      const std::vector<uint32_t> expected = kept_words(mask, first, kSpan);
      for (const Kernels* kernels : kernels_to_test()) {
        for (const size_t n : kLengths) {
          check_bits(*kernels, mask, first, expected.data(), n);
          check_bits(*kernels, mask, first + kSpan - n, expected.data() + kSpan - n, n);
        }
      }
    }
  }
}

// Chance never draws a tail that equals L: L is made equal to a tail.
TEST_CASE("a tie is dropped by a smaller tail only") {
  Mask mask = make_mask(kKeys[3], 0.1);
  const uint64_t begin = (uint64_t{1} << 32) + 77;
  const auto tied = [&mask](uint64_t index) {
    mask.tail = 0;
    const bool keeps_least = !dropped(mask, index);
    mask.tail = ~uint32_t{0};
    return keeps_least && dropped(mask, index);
  };
  uint64_t index = begin;
  while (!tied(index)) ++index;
  const uint32_t tail = random_block(mask, kTailStream, index).word[0];

  for (const Kernels* kernels : kernels_to_test()) {
    const auto keeps = [&](uint32_t limit) {
      mask.tail = limit;
      uint32_t word;
      kernels->bits(mask, index / 32, 1, &word);
      CHECK((word >> index % 32 & 1) == !dropped(mask, index));
      return (word >> index % 32 & 1) != 0;
    };
    CHECK(keeps(tail));
    CHECK(!keeps(tail + 1));
  }
}

}  // namespace
}  // namespace dropout
