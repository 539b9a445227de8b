// Which instruction sets this machine has, and the one in use.
#pragma once

#include "kernels/kernels.h"

namespace dropout {

// The instruction sets that this machine can run, best first; the last one is "scalar".
struct Isas {
  const Kernels* list[3];
  size_t n;
};
const Isas& available_isas();

// The kernels of the instruction set in use: the one that was set, or else the best.
const Kernels& active_kernels();

// Uses an instruction set from now on, in the whole process; the default one counts only where none has been set.
// False where this machine has none of that name.
bool set_isa(const char* name);
bool set_default_isa(const char* name);

}  // namespace dropout
