#include <doctest/doctest.h>

#include "mask.h"

namespace dropout {
namespace {

void check_block(const Block& block, const Block& expected) {
  for (int i = 0; i < 4; ++i) CHECK(block.word[i] == expected.word[i]);
}

TEST_CASE("philox4x32-10 gives the known answers of Random123") {
  check_block(philox4x32({{0, 0, 0, 0}}, 0, 0), {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}});

  const uint32_t ones = 0xffffffff;
  check_block(philox4x32({{ones, ones, ones, ones}}, ones, ones), {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}});

  const Block pi = {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}};
  check_block(philox4x32(pi, 0xa4093822, 0x299f31d0), {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}});
}

TEST_CASE("a block's counter holds its number, the draw and the stream") {
  const Mask mask = {{0x01234567, 0x89abcdef}, {0xfedcba98, 0x7654}, 0, 0};
  check_block(random_block(mask, 8, 0xbeef87654321),
              philox4x32({{0x87654321, 0x7654beef, 0xfedcba98, 8}}, 0x01234567, 0x89abcdef));
}

}  // namespace
}  // namespace dropout
