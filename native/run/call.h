// A call as TypeScript writes it into memory (src/engine/struct-call.ts), so that no number passes as an argument.
#pragma once

#include "kernels/distribution.h"
#include "kernels/mask.h"
#include "run/layout.h"

namespace dropout {

struct Call {
  double p;          // what the rule makes constants of
  double index;      // of the first mask element that the call uses; of the first word where words are drawn
  double n;          // elements; integers below 2^53, as index
  uint32_t seed[2];  // every pair has its low word first
  uint32_t draw[2];  // the high word has 16 bits
  uint32_t digits;   // T of docs/mask.md, 0 … 256
  uint32_t tail;     // L of docs/mask.md
  uint32_t dtype;    // a row of DTYPES
  uint32_t op;       // a row of OPERATIONS
  uint32_t rule;     // that makes constants of p
  uint32_t drawn;    // 1 where bits are drawn, 0 where they are given
  double shared;     // of the layout (layout.h), as inner; 1 where each element has its own
  double inner;
  double tile;   // elements of the bias or of a block's sums
  double block;  // elements of x that have sums of their own

  double shift;  // these three are of `struct Scaling`
  double scale;
  double most;
  uint32_t stream;
  uint32_t distribution;

  Mask mask() const { return {{{seed[0], seed[1]}, {draw[0], draw[1]}}, {digits, tail}}; }
  Layout layout() const { return {size_t(shared), size_t(inner)}; }
  Scaling scaling() const { return {shift, scale, most}; }
  uint64_t first() const { return uint64_t(int64_t(index)); }
  uint64_t count() const { return uint64_t(int64_t(n)); }
};

// test/engines/struct-call.test.ts reads these lines.
static_assert(offsetof(Call, p) == 0);
static_assert(offsetof(Call, index) == 8);
static_assert(offsetof(Call, n) == 16);
static_assert(offsetof(Call, seed) == 24);
static_assert(offsetof(Call, draw) == 32);
static_assert(offsetof(Call, digits) == 40);
static_assert(offsetof(Call, tail) == 44);
static_assert(offsetof(Call, dtype) == 48);
static_assert(offsetof(Call, op) == 52);
static_assert(offsetof(Call, rule) == 56);
static_assert(offsetof(Call, drawn) == 60);
static_assert(offsetof(Call, shared) == 64);
static_assert(offsetof(Call, inner) == 72);
static_assert(offsetof(Call, tile) == 80);
static_assert(offsetof(Call, block) == 88);
static_assert(offsetof(Call, shift) == 96);
static_assert(offsetof(Call, scale) == 104);
static_assert(offsetof(Call, most) == 112);
static_assert(offsetof(Call, stream) == 120);
static_assert(offsetof(Call, distribution) == 124);
static_assert(sizeof(Call) == 128);

}  // namespace dropout
