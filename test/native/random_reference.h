// The random numbers of docs/mask.md, one at a time, in the default floating-point mode.
#pragma once

#include <string.h>

#include <cmath>

#include "reference.h"

namespace dropout {

inline uint32_t random_word(const Key& key, uint32_t stream, uint64_t i) {
  return random_block(key, stream, i / 4).word[i % 4];
}

template <class T>
T uniform(const Key& key, uint64_t i) {
  const uint32_t leading = random_word(key, 17, i), following = random_word(key, 18, i);
  if (sizeof(T) == sizeof(float)) return T(std::ldexp(leading >> 8, -24));
  return T(std::ldexp(double((uint64_t{leading} << 21) + (following >> 11)), -53));
}

// Horner's rule. The coefficient of the highest power comes first.
template <size_t kCoefficients>
float polynomial(const float (&coefficients)[kCoefficients], float x) {
  float sum = coefficients[0];
  for (size_t i = 1; i < kCoefficients; ++i) {
    const float product = sum * x;
    sum = product + coefficients[i];
  }
  return sum;
}

template <class T>
T normal(const Key& key, uint64_t i) {
  const float kL[] = {-0.1744472f, 0.28733692f,  -0.29904532f, 0.33124787f, -0.39913666f,
                      0.5000415f,  -0.66668373f, 0.99999976f,  -2};
  const float kS[] = {-0.000035950452f, 0.002490001f, -0.080745436f, 0.7853982f};
  const float kC[] = {-0.00031872783f, 0.015849683f, -0.30842417f, 0.99999994f};
  const uint32_t v = random_word(key, 16, i / 2 * 2), w = random_word(key, 16, i / 2 * 2 + 1);

  const float u = float(v >> 1) * 0x1p-31f + 0x1p-32f;
  uint32_t bits;
  memcpy(&bits, &u, sizeof bits);
  const uint32_t k = (0x3FB504F3 - bits) >> 23;
  const float t = std::ldexp(u, int(k)) - 1;
  const float from_k = float(k) * 1.3862944f, from_t = polynomial(kL, t) * t;
  const float r = std::sqrt(from_k + from_t);

  const float a = float(int32_t(w << 2)) * 0x1p-31f;
  const float sine = polynomial(kS, a * a) * a, cosine = polynomial(kC, a * a);
  const float s = sine * r, c = ((w >> 31) == 1 ? -cosine : cosine) * r;
  return T((w >> 30 & 1) == i % 2 ? c : s);
}

template <class T>
T scaled(const Scaling& scaling, T number) {
  const T product = T(scaling.scale) * number, y = T(scaling.shift) + product;
  return y < T(scaling.most) ? y : T(scaling.most);
}

}  // namespace dropout
