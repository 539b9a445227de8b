// What the addon needs of the operating system. std::thread, std::condition_variable and std::chrono would tie the
// binary to a C++ library (edge/heap.cc), and the first throws if no thread can start.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <pthread.h>
#include <sched.h>
#endif
#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#elif defined(_M_ARM64)
#include <intrin.h>
#endif

namespace dropout {

class Monitor {
 public:
#ifdef _WIN32
  void lock() { AcquireSRWLockExclusive(&lock_); }
  void unlock() { ReleaseSRWLockExclusive(&lock_); }
  void wait() { SleepConditionVariableSRW(&condition_, &lock_, INFINITE, 0); }
  void notify() { WakeConditionVariable(&condition_); }

 private:
  SRWLOCK lock_ = SRWLOCK_INIT;
  CONDITION_VARIABLE condition_ = CONDITION_VARIABLE_INIT;
#else
  void lock() { pthread_mutex_lock(&lock_); }
  void unlock() { pthread_mutex_unlock(&lock_); }
  void wait() { pthread_cond_wait(&condition_, &lock_); }
  void notify() { pthread_cond_signal(&condition_); }

 private:
  pthread_mutex_t lock_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition_ = PTHREAD_COND_INITIALIZER;
#endif
};

// Starts a detached thread; false if the system refuses one. Its name is native-dropout. It blocks all signals but
// those of its own faults, so that other threads handle the process's signals.
bool start_thread(void (*body)());

// Runs the function in every forked child from now on, before fork() returns there.
void after_fork_in_child(void (*function)());

// Keeps this library mapped until the process ends, because parked threads are in its code.
void pin_library();

// A function of a library that the process has loaded already; null if there is no such library or function. `library`
// is the library's own name on Linux. On Windows it finds nothing.
void* find_loaded(const char* library, const char* function);

// Asks for large pages under memory that is about to be written for the first time: the writer then faults once for
// 2 MiB instead of once for 4 KiB. The system may refuse, and nothing changes.
void expect_writes(void* start, size_t bytes);

// The time of a monotonic clock.
int64_t now_nanoseconds();

// Gives this core to another thread, if one waits for it.
inline void yield_thread() {
#ifdef _WIN32
  SwitchToThread();
#else
  sched_yield();
#endif
}

// Tells the processor that this thread waits in a loop.
inline void relax() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#elif defined(_M_ARM64)
  __yield();
#endif
}

}  // namespace dropout
