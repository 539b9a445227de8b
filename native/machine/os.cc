#include "machine/os.h"

#ifdef _WIN32

namespace dropout {
namespace {

// SetThreadDescription exists since Windows 10, version 1607.
void name_thread() {
  using SetDescription = HRESULT(WINAPI*)(HANDLE, PCWSTR);
  const FARPROC function = GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "SetThreadDescription");
  if (function == nullptr) return;
  reinterpret_cast<SetDescription>(reinterpret_cast<void*>(function))(GetCurrentThread(), L"native-dropout");
}

DWORD WINAPI enter(LPVOID body) {
  name_thread();
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

void after_fork_in_child(void (*)()) {}

void pin_library() {
  HMODULE module;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<LPCWSTR>(&pin_library), &module);
}

void* find_loaded(const char*, const char*) { return nullptr; }

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
#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
// One binary runs on glibc and on musl. glibc exports only the first function on every processor, musl only the second.
extern "C" int __register_atfork(void (*)(), void (*)(), void (*in_child)(), void* library) __attribute__((weak));
#pragma weak pthread_atfork
extern "C" void* __dso_handle __attribute__((visibility("hidden")));
#endif

namespace dropout {
namespace {

// Not blocked: a blocked fault ends the process without running its crash handler.
constexpr int kFaults[] = {SIGBUS, SIGFPE, SIGILL, SIGSEGV};

void name_thread() {
#ifdef __APPLE__
  pthread_setname_np("native-dropout");
#else
  pthread_setname_np(pthread_self(), "native-dropout");
#endif
}

void* enter(void* body) {
  name_thread();
  reinterpret_cast<void (*)()>(body)();
  return nullptr;
}

}  // namespace

bool start_thread(void (*body)()) {
  sigset_t all, before;
  sigfillset(&all);
  for (const int fault : kFaults) sigdelset(&all, fault);
  pthread_sigmask(SIG_SETMASK, &all, &before);  // the new thread inherits the mask
  pthread_t thread;
  const bool started = pthread_create(&thread, nullptr, enter, reinterpret_cast<void*>(body)) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (started) pthread_detach(thread);
  return started;
}

#ifdef __linux__
void after_fork_in_child(void (*function)()) {
  if (__register_atfork != nullptr) {
    __register_atfork(nullptr, nullptr, function, &__dso_handle);
  } else {
    pthread_atfork(nullptr, nullptr, function);
  }
}
#else
void after_fork_in_child(void (*function)()) { pthread_atfork(nullptr, nullptr, function); }
#endif

void pin_library() {
  Dl_info here;
  if (dladdr(reinterpret_cast<void*>(&pin_library), &here) != 0) {
    dlopen(here.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
  }
}

void* find_loaded(const char* library, const char* function) {
  void* const handle = dlopen(library, RTLD_NOW | RTLD_NOLOAD);
  if (handle == nullptr) return nullptr;
  void* const found = dlsym(handle, function);
  dlclose(handle);  // it was loaded before, and stays
  return found;
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
