// What Linux's control groups, and so containers, leave a process of the processors.
#pragma once

#include <stdint.h>

namespace dropout {

// The least quota of processor time among the control groups (version 1 and 2) that the process is in, in whole
// processors; 0 where there is none. It is rounded up, as Go and the JVM do, so that all of it can be used. `root` is
// what stands before /proc and the groups' mount points: "" but for tests.
uint32_t cgroup_processors(const char* root);

}  // namespace dropout
