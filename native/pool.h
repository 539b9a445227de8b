// One pool of threads for the whole process, whichever and however many of its Node environments use it.
#pragma once

#include <stdint.h>

namespace dropout {

constexpr uint32_t kMaxThreads = 256;

// Threads that work on a call, the caller's own among them: 1 … kMaxThreads. 1 until they are set; start_threads sets
// them only if nobody has.
void set_threads(uint32_t n);
void start_threads(uint32_t n);
uint32_t threads();

using Task = void (*)(void* context, uint32_t part);

// Runs task(context, part) for every part < parts (at most 65,535) and returns when all are done. The caller takes
// parts too, so that it never waits for a thread that has not woken up; where the pool is busy, it takes them all.
// Waking a parked thread costs the caller some ten microseconds, and the thread comes some fifty later: that happens
// for `large` jobs, and for those that follow each other closely. Threads that are still awake help with any.
void parallel(uint32_t parts, Task task, void* context, bool large);

}  // namespace dropout
