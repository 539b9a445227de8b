#pragma once

#include <vector>

#include "kernels/kernels.h"

namespace dropout {

// The kernels of this machine, and an emulation of AVX-512 for machines without it.
std::vector<const Kernels*> kernels_to_test();

}  // namespace dropout
