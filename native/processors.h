// How many threads of this process the system runs at once.
#pragma once

#include <stdint.h>

namespace dropout {

// The processors that the process may run on, or its control groups' quota of processor time where that is less. At
// least 1.
uint32_t usable_processors();

// The least quota among the control groups (version 1 and 2) that the process is in, in whole processors, rounded up as
// Go and the JVM do, so that all of the quota can be used; 0 where there is none. `root` is what stands before /proc
// and the control groups' mount points: "" but for tests.
uint32_t cgroup_processors(const char* root);

}  // namespace dropout
