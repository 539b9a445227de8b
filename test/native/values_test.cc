// The constants of each rule equal their formula; those of alpha dropout keep mean 0 and variance 1.
#include "kernels/values.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "reference.h"

namespace dropout {
namespace {

TEST_CASE("inverted dropout scales by 1 / (1 - p)") {
  for (const double p : kProbabilities) {
    const Constants c = constants_of(kInverted, p);
    CHECK(c.scale == 1 / (1 - p));
    CHECK(c.shift == 0);
    CHECK(c.dropped == 0);
  }
}

TEST_CASE("a given scale is taken as it is") {
  for (const double scale : {0.0, -3.5, 0x1p-1074, std::numeric_limits<double>::infinity()}) {
    const Constants c = constants_of(kGiven, scale);
    CHECK(c.scale == scale);
    CHECK(c.shift == 0);
    CHECK(c.dropped == 0);
  }
}

TEST_CASE("two arrays weigh 1 - p and p") {
  for (const double p : kProbabilities) {
    const Constants c = constants_of(kExpected, p);
    CHECK(c.scale == 1 - p);
    CHECK(c.shift == p);
    CHECK(c.dropped == 0);
  }
}

TEST_CASE("alpha dropout keeps mean 0 and variance 1") {
  for (const double p : kProbabilities) {
    const Constants c = constants_of(kAlphaKeeping, p);
    CAPTURE(p);
    if (p == 1) {
      CHECK(c.scale == 0);
      CHECK(c.shift == 0);
      CHECK(c.dropped == 0);
      continue;
    }
    const double alpha = 1.7580993408473766;
    CHECK(c.scale == 1 / std::sqrt((alpha * alpha * p + 1) * (1 - p)));
    CHECK(c.shift == alpha * c.scale * p);
    CHECK(c.dropped == c.shift - alpha * c.scale);
    const double mean = (1 - p) * c.shift + p * c.dropped;
    const double variance = (1 - p) * (c.scale * c.scale + c.shift * c.shift) + p * c.dropped * c.dropped;
    CHECK(std::abs(mean) <= 0x1p-51 * alpha * c.scale);
    CHECK(std::abs(variance - 1) <= 0x1p-50);
  }
}

}  // namespace
}  // namespace dropout
