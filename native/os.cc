#include "os.h"

#ifdef _WIN32

namespace dropout {
namespace {

DWORD WINAPI enter(LPVOID body) {
  reinterpret_cast<void (*)()>(body)();
  return 0;
}

}  // namespace

bool start_thread(void (*body)()) {
  HANDLE thread = CreateThread(nullptr, 0, enter, reinterpret_cast<LPVOID>(body), 0, nullptr);
  if (thread == nullptr) return false;
  CloseHandle(thread);
  return true;
}

void pin_library() {
  HMODULE module;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<LPCWSTR>(&pin_library), &module);
}

void expect_writes(void*, size_t) {}

int64_t now_nanoseconds() {
  LARGE_INTEGER ticks, per_second;
  QueryPerformanceCounter(&ticks);
  QueryPerformanceFrequency(&per_second);
  const int64_t second = 1'000'000'000;
  return ticks.QuadPart / per_second.QuadPart * second +
         ticks.QuadPart % per_second.QuadPart * second / per_second.QuadPart;
}

}  // namespace dropout

#else
#include <dlfcn.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

namespace dropout {
namespace {

void* enter(void* body) {
  reinterpret_cast<void (*)()>(body)();
  return nullptr;
}

}  // namespace

bool start_thread(void (*body)()) {
  pthread_t thread;
  if (pthread_create(&thread, nullptr, enter, reinterpret_cast<void*>(body)) != 0) return false;
  pthread_detach(thread);
  return true;
}

void pin_library() {
  Dl_info here;
  if (dladdr(reinterpret_cast<void*>(&pin_library), &here) != 0) {
    dlopen(here.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
  }
}

#ifdef MADV_HUGEPAGE
void expect_writes(void* start, size_t bytes) {
  const uintptr_t page = uintptr_t(sysconf(_SC_PAGESIZE)), first = reinterpret_cast<uintptr_t>(start);
  const uintptr_t begin = (first + page - 1) / page * page, end = (first + bytes) / page * page;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}
#else
void expect_writes(void*, size_t) {}
#endif

int64_t now_nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace dropout
#endif
