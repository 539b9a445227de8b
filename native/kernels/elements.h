// The types of elements. float and double are computed as they are; float16 (IEEE 754 binary16) and bfloat16 (the upper
// half of a float) are computed in float.
//
// Scalar code uses the conversions here, and the vectors of every instruction set are tested against them. Narrowing
// rounds to nearest, ties to even. A NaN becomes quiet and keeps the upper bits of its payload, as on processors.
#pragma once

#include "kernels/memory.h"

namespace dropout {

INLINE uint32_t bits_of(float v) { return read<uint32_t>(&v); }
INLINE float float_of(uint32_t bits) { return read<float>(&bits); }

// Without their sign, the bits of floats order them by magnitude, with NaNs last.
constexpr uint32_t kMagnitude = 0x7FFFFFFF, kInfinity = 0x7F800000, kOneHalf = 0x3F000000;

struct Float16 {
  uint16_t bits;

  // A float has 13 more bits of fraction, and its exponent is greater by 112.
  static constexpr uint32_t kBias = 112u << 23;
  static constexpr uint32_t kLeastNormal = 113u << 23;  // 2^-14, as a float
  static constexpr uint32_t kInfinity16 = 0x7C00, kQuiet = 0x200;

  INLINE float widen() const {
    const uint32_t magnitude = uint32_t(bits & 0x7FFF) << 13, sign = uint32_t(bits & 0x8000) << 16;
    // Subnormal float16s count from 0 instead of 2^-14.
    const float subnormal = float_of(magnitude + kLeastNormal) - float_of(kLeastNormal);
    const uint32_t finite = magnitude < 1u << 23 ? bits_of(subnormal) : magnitude + kBias;
    return float_of(sign | (finite + (magnitude < kInfinity16 << 13 ? 0 : kBias)));
  }

  static INLINE Float16 narrow(float v) {
    const uint32_t bits = bits_of(v), magnitude = bits & kMagnitude;
    const uint32_t normal = (magnitude - kBias + 0xFFF + (magnitude >> 13 & 1)) >> 13;
    // Adding one half rounds to multiples of 2^-24, the least float16.
    const uint32_t subnormal = bits_of(float_of(magnitude) + 0.5f) - kOneHalf;
    const uint32_t number = magnitude < kLeastNormal ? subnormal : normal < kInfinity16 ? normal : kInfinity16;
    const uint32_t nan = kInfinity16 | kQuiet | (magnitude >> 13 & 0x3FF);
    return {uint16_t((bits >> 16 & 0x8000) | (magnitude > kInfinity ? nan : number))};
  }
};

struct Bfloat16 {
  uint16_t bits;

  // The quiet bit of a float. Without it, a NaN whose payload is cut off would become infinity.
  static constexpr uint32_t kQuiet = 0x400000;

  INLINE float widen() const { return float_of(uint32_t{bits} << 16); }

  static INLINE Bfloat16 narrow(float v) {
    const uint32_t bits = bits_of(v);
    const uint32_t rounded = bits + 0x7FFF + (bits >> 16 & 1);
    return {uint16_t(((bits & kMagnitude) > kInfinity ? bits | kQuiet : rounded) >> 16)};
  }
};

}  // namespace dropout
