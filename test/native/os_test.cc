// The functions of os.h do what the pool needs of the operating system.
#include "machine/os.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <initializer_list>
#include <thread>

#ifndef _WIN32
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace dropout {
namespace {

void wait_for(const std::atomic<bool>& flag) {
  while (!flag) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

TEST_CASE("time passes in nanoseconds") {
  const int64_t before = now_nanoseconds();
  std::this_thread::sleep_for(std::chrono::milliseconds{5});
  const int64_t passed = now_nanoseconds() - before;
  CHECK(passed >= 5'000'000);
  CHECK(passed < 60'000'000'000);
}

#ifndef _WIN32

constexpr int kSignals[] = {SIGHUP, SIGINT, SIGTERM, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM, SIGPROF, SIGPIPE, SIGWINCH};

sigset_t signal_mask() {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  return mask;
}

TEST_CASE("a thread takes no signals but those of its own faults") {
  static sigset_t mask;
  static std::atomic<bool> done{false};
  REQUIRE(start_thread([] {
    mask = signal_mask();
    done = true;
  }));
  wait_for(done);
  const sigset_t callers = signal_mask();
  for (const int signal : kSignals) {
    CAPTURE(signal);
    CHECK(sigismember(&mask, signal) == 1);
    CHECK(sigismember(&callers, signal) == 0);
  }
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) CHECK(sigismember(&mask, fault) == 0);
}

TEST_CASE("a thread has the name of the package") {
  static char name[16];
  static std::atomic<bool> done{false};
  REQUIRE(start_thread([] {
    pthread_getname_np(pthread_self(), name, sizeof name);
    done = true;
  }));
  wait_for(done);
  CHECK(strcmp(name, "native-dropout") == 0);
}

TEST_CASE("a function for forked children runs in them alone") {
  static int runs = 0;
  after_fork_in_child([] { ++runs; });
  const pid_t child = fork();
  if (child == 0) _exit(runs);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 1);
  CHECK(runs == 0);
}

#endif

}  // namespace
}  // namespace dropout
