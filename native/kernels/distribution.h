// The distributions of random numbers (docs/mask.md).
#pragma once

#include <stdint.h>

namespace dropout {

// In the order of the codes in src/core/distribution.ts.
enum Distribution : uint32_t { kUniform, kNormal, kDistributions };

// A number z of the distribution becomes min(shift + scale · z, most). The three constants are first rounded to the
// type of the array.
struct Scaling {
  double shift, scale, most;
};

// Numbers are float32 or float64, the first dtypes.
constexpr uint32_t kNumberDtypes = 2;

}  // namespace dropout
