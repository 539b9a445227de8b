// The constants of an operation. Every engine computes them from one number by one of these rules (src/core/values.ts).
#pragma once

#include <stdint.h>

namespace dropout {

// In the order of the codes in src/core/values.ts.
enum Rule : uint32_t {
  kInverted,      // inverted dropout: kept elements are scaled so that the mean stays
  kGiven,         // the number is the scale itself
  kAlphaKeeping,  // alpha dropout: mean 0 and variance 1 stay
  kExpected,      // the weights of two arrays, if the second replaces dropped elements of the first
  kRules
};

struct Constants {
  double scale;    // kept elements are multiplied by this,
  double shift;    // and this is added to them
  double dropped;  // replaces dropped elements
};

// Rounds as the floating-point mode says. It is not inline, so that compilers cannot move it before the mode is set.
Constants constants_of(Rule rule, double p);

}  // namespace dropout
