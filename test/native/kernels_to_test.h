#pragma once

#include <vector>

#include "kernels/kernels.h"

namespace dropout {

// Those of this machine, and AVX-512 as an emulation, so that it is tested where the machine does not have it.
std::vector<const Kernels*> kernels_to_test();

}  // namespace dropout
