// The definition of the mask, and random numbers, equal the known answers.
#include "known_answers.h"

#include <doctest/doctest.h>

#include "kernels_to_test.h"
#include "random_reference.h"

namespace dropout {
namespace {

TEST_CASE("philox4x32-10 gives the known answers of Random123") {
  int rows = 0;
  for (std::istringstream& row : known_answers("philox4x32")) {
    int rounds;
    uint32_t key[2];
    Block counter, expected;
    row >> rounds >> std::hex;
    for (uint32_t& word : counter.word) row >> word;
    row >> key[0] >> key[1];
    for (uint32_t& word : expected.word) row >> word;
    REQUIRE(row);
    REQUIRE(rounds == kRounds);
    const Block block = philox4x32(counter, key[0], key[1]);
    for (int i = 0; i < 4; ++i) CHECK(block.word[i] == expected.word[i]);
    ++rows;
  }
  CHECK(rows == 3);
}

TEST_CASE("masks are those of the example rows") {
  int rows = 0;
  for (std::istringstream& row : known_answers("mask")) {
    SeedDraw key;
    double p;
    uint64_t first;
    std::string expected, drawn;
    row >> key.seed >> key.draw >> p >> first >> expected;
    REQUIRE(row);
    for (const bool k : kept(make_mask(key, p), first, expected.size())) drawn += k ? '1' : '0';
    CHECK(drawn == expected);
    ++rows;
  }
  CHECK(rows >= 5);
}

TEST_CASE("seeds of children come from stream 9 at draw 0") {
  int rows = 0;
  for (std::istringstream& row : known_answers("child")) {
    uint64_t seed, k, expected;
    row >> seed >> k >> expected;
    REQUIRE(row);
    const Block block = random_block(make_mask({seed, 0}, 0).key, 9, k);
    CHECK((uint64_t{block.word[1]} << 32 | block.word[0]) == expected);
    ++rows;
  }
  CHECK(rows >= 5);
}

template <class T>
void check_numbers(const std::string& kind, Distribution distribution, Dtype dtype) {
  int rows = 0;
  for (std::istringstream& row : known_answers(kind)) {
    SeedDraw key;
    T expected[4], y[4];
    row >> key.seed >> key.draw >> expected[0] >> expected[1] >> expected[2] >> expected[3];
    REQUIRE(row);
    for (const Kernels* kernels : kernels_to_test()) {
      kernels->numbers[distribution][dtype](make_mask(key, 0).key, {0, 1, 10}, 0, 4, y);
      for (int i = 0; i < 4; ++i) CHECK(y[i] == expected[i]);
    }
    ++rows;
  }
  CHECK(rows == 3);
}

TEST_CASE("random numbers are those of the example rows") {
  check_numbers<float>("uniform32", kUniform, kFloat32);
  check_numbers<double>("uniform64", kUniform, kFloat64);
  check_numbers<float>("normal", kNormal, kFloat32);
}

}  // namespace
}  // namespace dropout
