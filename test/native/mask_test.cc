// The definition of the mask has the properties that docs/mask.md names.
#include <doctest/doctest.h>

#include "reference.h"

namespace dropout {
namespace {

TEST_CASE("p = 0 drops nothing and p = 1 everything") {
  for (const SeedDraw key : kKeys) {
    CHECK(kept(make_mask(key, 0), 4090, 64) == std::vector<uint8_t>(64, 1));
    CHECK(kept(make_mask(key, 1), 4090, 64) == std::vector<uint8_t>(64, 0));
  }
}

TEST_CASE("a block's counter holds its number, the draw and the stream") {
  const Key key = {{0x01234567, 0x89abcdef}, {0xfedcba98, 0x7654}};
  const Block block = random_block(key, 8, 0xbeef87654321);
  const Block expected = philox4x32({{0x87654321, 0x7654beef, 0xfedcba98, 8}}, 0x01234567, 0x89abcdef);
  for (int i = 0; i < 4; ++i) CHECK(block.word[i] == expected.word[i]);
}

}  // namespace
}  // namespace dropout
