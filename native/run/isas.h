// The instruction sets of this machine, and the one in use.
#pragma once

#include "kernels/kernels.h"

namespace dropout {

// The instruction sets that this machine can run, best first; the last one is "scalar".
struct Isas {
  const Kernels* list[3];
  size_t n;
};
const Isas& available_isas();

// The kernels of the instruction set that was set, or by default of the best.
const Kernels& active_kernels();

// Sets the instruction set of the whole process. The default counts only if none has been set. False if this machine
// has none of that name.
bool set_isa(const char* name);
bool set_default_isa(const char* name);

}  // namespace dropout
