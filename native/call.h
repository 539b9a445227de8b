// A call as TypeScript writes it into memory (src/engine/call.ts), so that no number passes through Node-API or a wasm
// argument.
#pragma once

#include "kernels.h"

namespace dropout {

struct Call {
  double p;
  uint32_t seed[2];   // every pair has its low word first
  uint32_t draw[2];   // the high word has 16 bits
  uint32_t digits;    // T of docs/mask.md, 0 … 256
  uint32_t tail;      // L of docs/mask.md
  uint32_t index[2];  // of the first mask element that the call uses; of the first word where words are drawn
  uint32_t n[2];      // elements
  uint32_t dtype;     // a row of DTYPES
  uint32_t op;        // a row of OPERATIONS

  Mask mask() const { return {{{seed[0], seed[1]}, {draw[0], draw[1]}}, {digits, tail}}; }
  Values values() const { return {p}; }
  uint64_t start() const { return uint64_t{index[1]} << 32 | index[0]; }
  uint64_t count() const { return uint64_t{n[1]} << 32 | n[0]; }
};

// A test of src/engine/call.ts reads these lines.
static_assert(offsetof(Call, p) == 0);
static_assert(offsetof(Call, seed) == 8);
static_assert(offsetof(Call, draw) == 16);
static_assert(offsetof(Call, digits) == 24);
static_assert(offsetof(Call, tail) == 28);
static_assert(offsetof(Call, index) == 32);
static_assert(offsetof(Call, n) == 40);
static_assert(offsetof(Call, dtype) == 48);
static_assert(offsetof(Call, op) == 52);
static_assert(sizeof(Call) == 56);

}  // namespace dropout
