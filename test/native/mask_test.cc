// The reference itself, against what docs/mask.md says.
#include <doctest/doctest.h>

#include <string>

#include "reference.h"

namespace dropout {
namespace {

std::string row(Key key, double p, uint64_t index) {
  std::string row;
  for (const bool k : kept(make_mask(key, p), index, 64)) row += k ? '1' : '0';
  return row;
}

TEST_CASE("example rows") {
  CHECK(row({0, 0}, 0.5, 0) == "1010101100010111111001000110011010110001101000111001011010000111");
  CHECK(row({42, 0}, 0.1, 0) == "1111111011011111110101111111111111111110101111111110111111111111");
  CHECK(row({42, 1}, 0.1, 0) == "1111011111111111111110111111111111111111110111111111111111100111");
  CHECK(row({16045690984503111693u, 7}, 0.25, 100) ==
        "1111111001101111011111101001111100111011110110011111111101101111");
  CHECK(row({1, 4294967297}, 0.3, 4294967264) == "1001011111010111011110010111111000001111110100010101110011001000");
}

TEST_CASE("p = 0 drops nothing and p = 1 everything") {
  for (const Key key : kKeys) {
    CHECK(row(key, 0, 4090) == std::string(64, '1'));
    CHECK(row(key, 1, 4090) == std::string(64, '0'));
  }
}

}  // namespace
}  // namespace dropout
