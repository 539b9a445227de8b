// A call as TypeScript writes it (src/engine/call.ts): a few words in memory that both sides see, so that no number has
// to pass the edge as an argument.
#pragma once

#include "mask.h"

namespace dropout {

struct Call {
  double scale;
  Mask mask;
  uint32_t index[2];  // of the first element or mask word; low word first
  uint32_t dtype;

  uint64_t start() const { return uint64_t{index[1]} << 32 | index[0]; }
};
static_assert(sizeof(Call) == 48, "src/engine/call.ts counts on this layout");

}  // namespace dropout
