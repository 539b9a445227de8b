#include "kernels/values.h"

#include "kernels/memory.h"

namespace dropout {
namespace {

// α′ = λ·α of SELU, with the digits of torch.nn.AlphaDropout.
constexpr double kAlpha = 1.7580993408473766;

}  // namespace

Constants constants_of(Rule rule, double p) {
  if (rule == kInverted) return {1 / (1 - p), 0, 0};
  if (rule == kGiven) return {p, 0, 0};
  if (rule == kExpected) return {1 - p, p, 0};
  if (p == 1) return {0, 0, 0};
  const double scale = 1 / square_root((kAlpha * kAlpha * p + 1) * (1 - p));
  const double shift = kAlpha * scale * p;
  return {scale, shift, shift - kAlpha * scale};
}

}  // namespace dropout
