// Calls to test with, and their results by the specification, one element at a time.
#pragma once

#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/apply.h"
#include "narrow.h"
#include "run/call.h"

namespace dropout {

constexpr uint64_t kMaskElements = uint64_t{1} << 48;

// With and without a tail, from no plane to all eight, and the least and the greatest p that round to neither 0 nor 1.
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
                      OperationCode op = kSelect) {
  const Mask mask = make_mask(key, p);
  Call call = {};
  call.p = p, call.index = double(index), call.n = double(n);
  for (int i = 0; i < 2; ++i) call.seed[i] = mask.key.seed[i], call.draw[i] = mask.key.draw[i];
  call.digits = mask.threshold.digits, call.tail = mask.threshold.tail;
  call.dtype = dtype, call.op = op, call.rule = kInverted, call.drawn = 1;
  call.shared = 1, call.inner = 1, call.tile = 1, call.block = 1;
  return call;
}

// Starts of n elements: in and between words, groups and chunks, and around the wrap of each counter word. Elements
// pass 2^32 in the middle of a span; the numbers of groups do at element 2^39.
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
          kMaskElements - n};
}

// A byte for each element: 1 if it is kept.
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

// The type that elements are computed in, and the conversions to and from it.
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

// NaNs, infinities, zeros, subnormals and extremes.
template <class T>
std::vector<T> specials() {
  using Limits = std::numeric_limits<T>;
  return {Limits::quiet_NaN(),
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
}

inline std::vector<uint16_t> special_patterns(uint16_t infinity) {
  const uint16_t positive[] = {uint16_t(infinity + 1), 0x7FFF, infinity, 0, 1, uint16_t(infinity - 1)};
  std::vector<uint16_t> all;
  for (const uint16_t bits : positive) all.insert(all.end(), {bits, uint16_t(0x8000 | bits)});
  return all;
}
template <>
inline std::vector<Float16> specials<Float16>() {
  std::vector<Float16> all;
  for (const uint16_t bits : special_patterns(Float16::kInfinity16)) all.push_back({bits});
  return all;
}
template <>
inline std::vector<Bfloat16> specials<Bfloat16>() {
  std::vector<Bfloat16> all;
  for (const uint16_t bits : special_patterns(0x7F80)) all.push_back({bits});
  return all;
}

// For a 16-bit type, every bit pattern, in an order that mixes numbers of every kind.
template <class T>
T input(size_t i) {
  if constexpr (sizeof(T) == 2) {
    return {uint16_t(i * 40503)};
  } else {
    return (T(i % 1009) - 500) / 3;
  }
}

// Numbers of every kind. Every other stretch of 64 repeats one special number, so that whole vectors have it.
template <class T>
std::vector<T> inputs(size_t n) {
  const std::vector<T> special = specials<T>();
  std::vector<T> x(n);
  for (size_t i = 0; i < n; ++i) {
    if (i / 64 % 2 != 0) {
      x[i] = special[i / 128 % special.size()];
    } else {
      x[i] = i % 3 == 0 ? special[i / 3 % special.size()] : input<T>(i);
    }
  }
  return x;
}

// Numbers whose sums are finite.
template <class T>
std::vector<T> ordinary(size_t n) {
  std::vector<T> x(n);
  for (size_t i = 0; i < n; ++i) {
    using Compute = typename Arithmetic<T>::Compute;
    x[i] = Arithmetic<T>::narrow(i / 64 % 4 == 3 ? -Compute{0} : Compute(i % 1009) / 3 - Compute(160));
  }
  return x;
}

// The result of an operation on an element, in the type that it is computed in (src/core/operation.ts).
template <class T>
T reference(OperationCode op, T scale, T shift, T dropped, bool kept, T x, T other, T bias) {
  const T sum = x + bias;
  switch (op) {
    case kSelect:
    case kSelectSum:
      return kept ? x * scale : T{0};
    case kAffine: {
      const T scaled = x * scale;
      return kept ? scaled + shift : dropped;
    }
    case kBias:
      return kept ? sum * scale : T{0};
    case kAdd: {
      const T scaled = sum * scale;
      return other + (kept ? scaled : T{0});
    }
    case kRelu:
      return !kept || sum <= 0 ? T{0} : sum * scale;
    case kChoose:
      return kept ? x : other;
    case kReject:
      return kept ? T{0} : x * scale;
    case kMix: {
      const T first = x * scale, second = other * shift;
      return first + second;
    }
    case kReluGradient:
      return other <= 0 ? T{0} : x * scale;
    case kMultiply:
      return x * bias;
    case kDivide:
      return kept ? x / scale : T{0};
    case kOperations:
      break;
  }
  abort();
}

inline bool has_other(OperationCode op) { return op == kAdd || op == kChoose || op == kMix || op == kReluGradient; }
inline bool has_bias(OperationCode op) { return op == kBias || op == kAdd || op == kRelu || op == kMultiply; }
inline bool has_sums(OperationCode op) { return op == kSelectSum || op == kReluGradient; }

// An operation on n elements and its expected result.
template <class T>
struct Work {
  using Compute = typename Arithmetic<T>::Compute;

  OperationCode op;
  Dtype dtype;
  Constants constants;
  size_t tile;
  std::vector<T> x, other;
  std::vector<Compute> bias;  // a tile, and a copy of its first places
  std::vector<T> expected;
  std::vector<Compute> wide;  // before it is rounded to T

  // Which of two NaNs a sum becomes is left open. So one operand of each sum is ordinary.
  Work(OperationCode operation, Dtype type, Rule rule, double p, const std::vector<uint8_t>& kept, size_t places)
      : Work(operation, type, rule, p, kept, has_sums(operation) ? ordinary<T>(kept.size()) : inputs<T>(kept.size()),
             places) {}

  Work(OperationCode operation, Dtype type, Rule rule, double p, const std::vector<uint8_t>& kept, std::vector<T> given,
       size_t places = 1024)
      : op(operation),
        dtype(type),
        constants(constants_of(rule, p)),
        tile(places),
        x(std::move(given)),
        bias(places + kLeastTile) {
    const size_t n = kept.size();
    other = op == kAdd || op == kMix ? ordinary<T>(n) : inputs<T>(n);
    std::reverse(other.begin(), other.end());
    for (size_t i = 0; i < bias.size(); ++i) {  // half of them are -0, so that a sum of zeros may be -0
      const size_t place = i % tile;
      bias[i] = place % 2 == 0 ? -Compute{0} : Compute(place * 7 % 1013) / 300 - 1;
    }
    for (size_t i = 0; i < n; ++i) {
      const auto widen = Arithmetic<T>::widen;
      wide.push_back(reference(op, Compute(constants.scale), Compute(constants.shift), Compute(constants.dropped),
                               kept[i] != 0, widen(x[i]), widen(other[i]), bias[i % tile]));
      expected.push_back(Arithmetic<T>::narrow(wide[i]));
    }
  }

  // The sums of n elements from `begin` on, place by place.
  std::vector<Compute> sums(size_t begin, size_t n) const {
    std::vector<Compute> sums(tile);
    for (size_t i = begin; i < begin + n; ++i) sums[i % tile] += wide[i];
    return sums;
  }
};

}  // namespace dropout
