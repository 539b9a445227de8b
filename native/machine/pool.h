// One pool of threads for the whole process: all its Node.js environments share it.
#pragma once

#include <stdint.h>

namespace dropout {

constexpr uint32_t kMaxThreads = 256;

// Sets how many threads work on a call, including the caller: 1 … kMaxThreads.
void set_threads(uint32_t n);

// set_threads(n), unless threads have been set in this process. 0 means usable_processors().
void set_default_threads(uint32_t n);

// 1 until it is set.
uint32_t threads();

using Task = void (*)(void* context, uint32_t part);

// Runs task(context, part) for every part < parts (at most kMaxParts of ticket.h) and returns when all are done. The
// caller runs parts too, so it never waits for a thread that has not woken up. If the pool is busy, it runs them all.
//
// Waking a parked thread costs the caller some ten microseconds, and the thread comes some fifty later. So parked
// threads are woken only for `large` jobs, and for jobs that follow each other closely. Threads that are still awake
// help with any job.
void parallel(uint32_t parts, Task task, void* context, bool large);

}  // namespace dropout
