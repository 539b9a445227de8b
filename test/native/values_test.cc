// The constants of operations, against what they are for.
#include "values.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "reference.h"

namespace dropout {
namespace {

TEST_CASE("of inverted dropout") {
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

TEST_CASE("of what two arrays weigh") {
  for (const double p : kProbabilities) {
    const Constants c = constants_of(kExpected, p);
    CHECK(c.scale == 1 - p);
    CHECK(c.shift == p);
    CHECK(c.dropped == 0);
  }
}

// Of numbers whose mean is 0 and whose variance is 1.
TEST_CASE("alpha dropout keeps the mean and the variance, and drops to what SELU saturates at, moved likewise") {
  for (const double p : kProbabilities) {
    const Constants c = constants_of(kAlphaKeeping, p);
    CAPTURE(p);
    if (p == 1) {
      CHECK(c.scale == 0);
      CHECK(c.shift == 0);
      CHECK(c.dropped == 0);
      continue;
    }
    const double lambda = 1.0507009873554805, alpha = 1.6732632423543772, saturated = -lambda * alpha;
    const double kept_square = c.scale * c.scale + c.shift * c.shift, ulp = 0x1p-52 * c.scale * -saturated;
    const double mean = (1 - p) * c.shift + p * c.dropped;
    const double variance = (1 - p) * kept_square + p * c.dropped * c.dropped;
    CHECK(std::abs(mean) <= 2 * ulp);
    CHECK(std::abs(variance - 1) <= 0x1p-50);
    CHECK(std::abs(c.dropped - (c.scale * saturated + c.shift)) <= 2 * ulp);
  }
}

}  // namespace
}  // namespace dropout
