// Calls to test with, and what the specification makes of them, one element at a time.
#pragma once

#include <stdlib.h>

#include <cmath>
#include <limits>
#include <vector>

#include "call.h"
#include "narrow.h"

namespace dropout {

constexpr uint64_t kElements = uint64_t{1} << 48;

// With and without a tail, from no plane to all eight, and the least and the greatest that round to neither 0 nor 1.
constexpr double kProbabilities[] = {0, 1, 0.5, 0.25, 0.6875, 0.1, 0.3, 1e-3, 0.999, 1.0 / 256, 0x1p-40, 1 - 0x1p-40};

struct SeedDraw {
  uint64_t seed, draw;
};
constexpr SeedDraw kKeys[] = {
    {0, 0}, {42, 1}, {16045690984503111693u, 7}, {1, (uint64_t{1} << 32) + 1}, {~uint64_t{0}, (uint64_t{1} << 48) - 1}};
constexpr size_t kKeyCount = sizeof kKeys / sizeof *kKeys;

inline Mask make_mask(SeedDraw key, double p) {
  const uint64_t digits = uint64_t(std::llround(std::ldexp(p, 40)));
  return {{{uint32_t(key.seed), uint32_t(key.seed >> 32)}, {uint32_t(key.draw), uint32_t(key.draw >> 32)}},
          {uint32_t(digits >> 32), uint32_t(digits)}};
}

inline Call make_call(SeedDraw key, double p, uint64_t index, uint64_t n, Dtype dtype = kFloat32,
                      Operation op = kSelect) {
  const Mask mask = make_mask(key, p);
  return {p,
          double(index),
          double(n),
          {mask.key.seed[0], mask.key.seed[1]},
          {mask.key.draw[0], mask.key.draw[1]},
          mask.threshold.digits,
          mask.threshold.tail,
          dtype,
          op,
          0,
          0,
          0,
          0,
          kUniform};
}

// Where n elements may start: in and between words, groups and chunks, and where each counter word wraps. The elements'
// numbers pass 2^32 in the middle of such a span, their groups' numbers at 2^39.
inline std::vector<uint64_t> starts(size_t n) {
  const uint64_t element_wrap = uint64_t{1} << 32, group_wrap = uint64_t{1} << 39;
  return {0,
          1,
          31,
          33,
          100,
          4095,
          4096,
          element_wrap - 5000,
          element_wrap - 1,
          element_wrap,
          group_wrap - 5000,
          group_wrap - 1,
          group_wrap,
          kElements - n};
}

// One byte an element: 1 where it is kept.
inline std::vector<uint8_t> kept(const Mask& mask, uint64_t index, size_t n) {
  std::vector<uint8_t> kept(n);
  for (size_t i = 0; i < n; ++i) kept[i] = !dropped(mask, index + i);
  return kept;
}

// The same, packed; element 0 has bit `index` % 32 of the first word.
inline std::vector<uint32_t> packed(const std::vector<uint8_t>& kept, uint64_t index) {
  const size_t begin = index % 32;
  std::vector<uint32_t> words((begin + kept.size() + 31) / 32);
  for (size_t i = 0; i < kept.size(); ++i) words[(begin + i) / 32] |= uint32_t{kept[i]} << (begin + i) % 32;
  return words;
}

// What elements of a type are calculated in, and the way there and back.
template <class T>
struct Arithmetic {
  using Compute = T;
  static T widen(T v) { return v; }
  static T narrow(T v) { return v; }
};
template <>
struct Arithmetic<Float16> : Standard<Float16> {};
template <>
struct Arithmetic<Bfloat16> : Standard<Bfloat16> {};

// What an operation makes of an element, in the default floating-point mode.
template <class T>
T reference(Operation op, const Values& values, bool kept, T x) {
  using Compute = typename Arithmetic<T>::Compute;
  switch (op) {
    case kSelect:
      return Arithmetic<T>::narrow(kept ? Arithmetic<T>::widen(x) * Compute(1 / (1 - values.p)) : 0);
    case kOperations:
      break;
  }
  abort();
}

template <class T>
std::vector<T> references(Operation op, const Values& values, const std::vector<uint8_t>& kept,
                          const std::vector<T>& x) {
  std::vector<T> y(kept.size());
  for (size_t i = 0; i < y.size(); ++i) y[i] = reference(op, values, kept[i] != 0, x[i]);
  return y;
}

// Numbers of every kind, NaNs, infinities, zeros and subnormals among them.
template <class T>
std::vector<T> inputs(size_t n) {
  using Limits = std::numeric_limits<T>;
  const T specials[] = {Limits::quiet_NaN(),
                        -Limits::quiet_NaN(),
                        Limits::signaling_NaN(),
                        Limits::infinity(),
                        -Limits::infinity(),
                        0,
                        -T{0},
                        Limits::denorm_min(),
                        -Limits::denorm_min(),
                        Limits::min() / 3,
                        Limits::max(),
                        Limits::lowest()};
  std::vector<T> x(n);
  for (size_t i = 0; i < n; ++i) x[i] = i % 3 == 0 ? specials[i / 3 % 12] : (T(i % 1009) - 500) / 3;
  return x;
}

// Of a 16-bit type every bit pattern, in an order that puts numbers of every kind beside each other.
template <class T>
std::vector<T> patterns(size_t n) {
  std::vector<T> x(n);
  for (size_t i = 0; i < n; ++i) x[i].bits = uint16_t(i * 40503);
  return x;
}
template <>
inline std::vector<Float16> inputs<Float16>(size_t n) {
  return patterns<Float16>(n);
}
template <>
inline std::vector<Bfloat16> inputs<Bfloat16>(size_t n) {
  return patterns<Bfloat16>(n);
}

}  // namespace dropout
