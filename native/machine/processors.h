// How many threads of this process the system runs at once.
#pragma once

#include <stdint.h>

namespace dropout {

// The number of processors that the process may run on, or the quota of its control groups if that is less. `root` is
// that of cgroup_processors().
uint32_t usable_processors(const char* root = "");

}  // namespace dropout
