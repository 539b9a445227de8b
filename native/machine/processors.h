// How many threads of this process the system runs at once.
#pragma once

#include <stdint.h>

namespace dropout {

// As many as there are processors that the process may run on, or as its control groups' quota is where that is less.
// `root` is that of cgroup_processors().
uint32_t usable_processors(const char* root = "");

}  // namespace dropout
