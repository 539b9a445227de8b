// One pool of threads for the whole process, whichever and however many of its Node environments use it.
#pragma once

#include <stdint.h>

namespace dropout {

constexpr uint32_t kMaxThreads = 256;

// Sets how many threads work on a call, the caller's own among them: 1 … kMaxThreads.
void set_threads(uint32_t n);

// set_threads(n), unless they have been set in this process. 0 stands for as many as the process may use.
void set_default_threads(uint32_t n);

// 1 until they are set.
uint32_t threads();

using Task = void (*)(void* context, uint32_t part);

// Runs task(context, part) for every part < parts (at most kMaxParts of ticket.h) and returns when all are done. The
// caller takes parts too, so that it never waits for a thread that has not woken up; where the pool is busy, it takes
// them all. Waking a parked thread costs the caller some ten microseconds, and the thread comes some fifty later: that
// happens for `large` jobs, and for those that follow each other closely. Threads that are still awake help with any.
void parallel(uint32_t parts, Task task, void* context, bool large);

}  // namespace dropout
