// How much processor time Linux's control groups, and so containers, leave a process.
#pragma once

#include <stdint.h>

namespace dropout {

// The least quota of processor time among the control groups (version 1 and 2) of the process, in whole processors; 0
// if there is none. It is rounded up, as in Go and the JVM, so that all of it can be used. `root` is put before /proc
// and the mount points: "" except in tests.
uint32_t cgroup_processors(const char* root);

}  // namespace dropout
