// A 16-bit type as its standard defines it: a sign, kExponent bits of exponent and kFraction of fraction. The C
// library's functions of doubles are exact for all its numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/elements.h"
#include "kernels/memory.h"

namespace dropout {

template <class T, int kExponent, int kFraction>
struct Narrow {
  using Compute = float;
  static constexpr int kBias = (1 << (kExponent - 1)) - 1;
  static constexpr uint32_t kInfinityBits = ((1u << kExponent) - 1) << kFraction;

  static float widen(T v) {
    const uint32_t magnitude = v.bits & 0x7FFF, fraction = magnitude & ((1u << kFraction) - 1);
    const int exponent = int(magnitude >> kFraction);
    double number =
        std::ldexp(exponent == 0 ? fraction : fraction + (1 << kFraction), std::max(exponent, 1) - kBias - kFraction);
    if (magnitude >= kInfinityBits) {
      // The standard leaves payloads open: processors keep the upper bits.
      const uint32_t bits = 0x7F800000 | fraction << (23 - kFraction) | (fraction != 0 ? 0x400000 : 0);
      number = read<float>(&bits);
    }
    return std::copysign(float(number), v.bits >= 0x8000 ? -1.0f : 1.0f);
  }

  static T narrow(float v) {
    const uint16_t sign = std::signbit(v) ? 0x8000 : 0;
    if (std::isnan(v)) {
      const uint32_t payload = read<uint32_t>(&v) >> (23 - kFraction) & ((1u << kFraction) - 1);
      return {uint16_t(sign | kInfinityBits | payload | 1u << (kFraction - 1))};
    }
    const double magnitude = std::abs(double(v));
    if (std::isinf(v)) return {uint16_t(sign | kInfinityBits)};
    int exponent = magnitude == 0 ? 1 - kBias : std::max(std::ilogb(magnitude), 1 - kBias);
    double units = std::nearbyint(std::ldexp(magnitude, kFraction - exponent));  // ties to even
    // The bits count up through all exponents, from the least subnormal to infinity.
    const double bits = std::ldexp(double(exponent + kBias - 1), kFraction) + units;
    return {uint16_t(sign | uint32_t(std::min(bits, double(kInfinityBits))))};
  }
};

template <class T>
struct Standard;
template <>
struct Standard<Float16> : Narrow<Float16, 5, 10> {};
template <>
struct Standard<Bfloat16> : Narrow<Bfloat16, 8, 7> {};

}  // namespace dropout
