// A call as TypeScript writes it into memory (src/engine/call.ts), so that no number passes as an argument.
#pragma once

#include "kernels.h"

namespace dropout {

struct Call {
  double p;
  double index;      // of the first mask element that the call uses; of the first word where words are drawn
  double n;          // elements; integers below 2^53, as index
  uint32_t seed[2];  // every pair has its low word first
  uint32_t draw[2];  // the high word has 16 bits
  uint32_t digits;   // T of docs/mask.md, 0 … 256
  uint32_t tail;     // L of docs/mask.md
  uint32_t dtype;    // a row of DTYPES
  uint32_t op;       // a row of OPERATIONS

  double shift;  // these three are of `struct Scaling`
  double scale;
  double most;
  uint32_t stream;
  uint32_t distribution;

  Mask mask() const { return {{{seed[0], seed[1]}, {draw[0], draw[1]}}, {digits, tail}}; }
  Values values() const { return {p}; }
  Scaling scaling() const { return {shift, scale, most}; }
  uint64_t first() const { return uint64_t(int64_t(index)); }
  uint64_t count() const { return uint64_t(int64_t(n)); }
};

// test/call.test.ts reads these lines.
static_assert(offsetof(Call, p) == 0);
static_assert(offsetof(Call, index) == 8);
static_assert(offsetof(Call, n) == 16);
static_assert(offsetof(Call, seed) == 24);
static_assert(offsetof(Call, draw) == 32);
static_assert(offsetof(Call, digits) == 40);
static_assert(offsetof(Call, tail) == 44);
static_assert(offsetof(Call, dtype) == 48);
static_assert(offsetof(Call, op) == 52);
static_assert(offsetof(Call, shift) == 56);
static_assert(offsetof(Call, scale) == 64);
static_assert(offsetof(Call, most) == 72);
static_assert(offsetof(Call, stream) == 80);
static_assert(offsetof(Call, distribution) == 84);
static_assert(sizeof(Call) == 88);

}  // namespace dropout
