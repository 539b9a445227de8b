// The constants of an operation, which every engine makes of one number by one of these rules (src/core/values.ts).
#pragma once

#include <stdint.h>

namespace dropout {

// In the order of the codes in src/core/values.ts.
enum Rule : uint32_t {
  kInverted,      // kept elements are scaled so that the mean stays
  kGiven,         // the number is the scale itself
  kAlphaKeeping,  // of alpha dropout: mean 0 and variance 1 stay
  kExpected,      // what two arrays weigh where the second stands for the dropped elements of the first
  kRules
};

struct Constants {
  double scale;    // what kept elements are multiplied by
  double shift;    // what is added to them
  double dropped;  // what stands where one was dropped
};

// Rounds as the processor's mode says, and is no inline function, so that it stays behind what sets the mode.
Constants constants_of(Rule rule, double p);

}  // namespace dropout
