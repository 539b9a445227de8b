// A call, as src/engine/struct-call.ts writes it into memory. Its numbers are not passed as arguments, because each
// that crosses Node-API costs 15 ns.
#pragma once

#include "kernels/distribution.h"
#include "kernels/mask.h"
#include "run/layout.h"

namespace dropout {

struct Call {
  double p;          // the number that the rule computes constants from
  double index;      // of the first mask element; of the first word or number, if those are drawn
  double n;          // elements
  uint32_t seed[2];  // the low word first
  uint32_t draw[2];  // the low word first; the high word has 16 bits
  uint32_t digits;   // T of docs/mask.md, 0 … 256
  uint32_t tail;     // L of docs/mask.md
  uint32_t dtype;    // a row of DTYPES
  uint32_t op;       // a row of OPERATIONS
  uint32_t rule;     // of enum Rule
  uint32_t drawn;    // 1 if bits are drawn, 0 if they are given
  double shared;     // of struct Layout; 1 if each element has its own mask element
  double inner;      // of struct Layout
  double tile;       // elements of the bias, or of one block of sums
  double block;      // elements of x that are summed into one tile
  double shift;      // of struct Scaling, like the next two
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
