// Normal numbers of words are the same with every instruction set.
#include <doctest/doctest.h>

#include <math.h>

#include <vector>

#include "buffer.h"
#include "kernels_to_test.h"

namespace dropout {
namespace {

constexpr size_t kSpan = 8192;

// Of 0, of the largest uniform number, and of many others.
std::vector<uint32_t> words_of_all_kinds() {
  std::vector<uint32_t> words(kSpan);
  uint32_t state = 1;
  for (uint32_t& word : words) {
    state = state * 1664525 + 1013904223;
    word = state ^ state >> 13;
  }
  words[0] = words[8] = 0;
  words[1] = words[9] = 0xFFFFFFFF;
  words[2] = words[10] = 0x800000;  // 1/2
  return words;
}

TEST_CASE("the scalar kernel follows Box and Muller") {
  const std::vector<uint32_t> words = words_of_all_kinds();
  std::vector<float> made(kSpan);
  kScalar.box_muller(words.data(), kSpan, 0, 1, made.data());
  for (size_t i = 0; i < kSpan; ++i) {
    const size_t first = i / 16 * 16 + i % 8;
    const double u1 = 1 - (words[first] & 0xFFFFFF) * 0x1p-24, u2 = (words[first + 8] & 0xFFFFFF) * 0x1p-24;
    const double r = sqrt(-2 * log(u1)), angle = 6.283185307179586 * u2;
    CAPTURE(i);
    REQUIRE(made[i] == doctest::Approx(i % 16 < 8 ? r * cos(angle) : r * sin(angle)).epsilon(1e-5));
  }
}

TEST_CASE("vectors make the same numbers as one by one") {
  struct Normal {
    float mean, std;
  };
  const std::vector<uint32_t> words = words_of_all_kinds();
  // With 1 and 1/2 many sums lie in the middle of two floats.
  for (const Normal normal : {Normal{0, 1}, Normal{0.25f, 0.02f}, Normal{1, 0.5f}, Normal{1e8f, 1e8f}, Normal{0, 0}}) {
    std::vector<float> expected(kSpan);
    kScalar.box_muller(words.data(), kSpan, normal.mean, normal.std, expected.data());
    for (const Kernels* kernels : kernels_to_test()) {
      if (kernels->box_muller == nullptr) continue;  // an emulation
      for (const size_t n : {size_t{0}, size_t{15}, size_t{16}, size_t{17}, size_t{48}, size_t{63}, kSpan}) {
        CAPTURE(kernels->isa);
        CAPTURE(n);
        const size_t whole = n / 16 * 16;
        Buffer out(whole * sizeof(float), n % 64, kGuard);
        kernels->box_muller(words.data(), n, normal.mean, normal.std, out.data());
        REQUIRE(first_difference(out.data(), expected.data(), whole) == whole);
        REQUIRE(out.intact());
      }
    }
  }
}

}  // namespace
}  // namespace dropout
