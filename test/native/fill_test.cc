// fill() writes a value to every element of a range, and to nothing else.
#include "run/fill.h"

#include <doctest/doctest.h>

#include <vector>

#include "buffer.h"

namespace {

using namespace dropout;

constexpr size_t kLengths[] = {0, 1, 2, 3, 7, 8, 9, 31, 32, 33, 63, 64, 65, 500};

TEST_CASE("fill writes the value to every element and to nothing else") {
  for (const size_t element_bytes : {2, 4, 8}) {
    unsigned char pattern[kPattern];
    for (size_t i = 0; i < kPattern; ++i) pattern[i] = static_cast<unsigned char>(1 + i % element_bytes);
    for (size_t shift = 0; shift < kCacheLine; ++shift) {
      for (const bool stream : {false, true}) {
        if (stream && shift % element_bytes != 0) continue;
        for (const size_t n : kLengths) {
          const size_t bytes = n * element_bytes;
          std::vector<unsigned char> expected(bytes);
          for (size_t i = 0; i < bytes; ++i) expected[i] = pattern[i % element_bytes];
          Buffer y(bytes, shift, kGuard);
          fill(y.data(), bytes, pattern, stream);
          CAPTURE(element_bytes);
          CAPTURE(shift);
          CAPTURE(stream);
          CAPTURE(n);
          REQUIRE(first_difference(y.data(), expected.data(), bytes) == bytes);
          REQUIRE(y.intact());
        }
      }
    }
  }
}

}  // namespace
