// A forked child has its own pool.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

namespace dropout {
namespace {

// True if the child ends by itself and its job was done.
bool in_child(bool (*work)()) {
  const pid_t child = fork();
  if (child == 0) _exit(work() ? 0 : 1);
  int status = 0;
  for (const auto deadline = steady_clock::now() + std::chrono::seconds{20}; waitpid(child, &status, WNOHANG) == 0;) {
    if (steady_clock::now() > deadline) kill(child, SIGKILL);
    std::this_thread::sleep_for(milliseconds{1});
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a forked child has a pool of its own") {
  set_threads(4);
  REQUIRE(Meeting(4).run());
  CHECK(in_child([] { return threads() == 4 && Meeting(4).run() && Job(100).run(1); }));
  CHECK(in_child([] {
    set_threads(8);
    return Meeting(8).run();
  }));
  CHECK(in_child([] { return Meeting(4).run() && in_child([] { return Meeting(4).run(); }); }));
  CHECK(Meeting(4).run());
}

TEST_CASE("a child forked during a job has a pool of its own") {
  set_threads(4);
  REQUIRE(Meeting(4).run());
  // While children are forked, no thread starts and nothing is allocated: a child would inherit a sanitizer's taken
  // locks.
  std::atomic<bool> begun{false}, forked{false};
  std::thread caller([&] {
    Job job(50, microseconds{20});
    for (uint32_t value = 1; !forked; ++value, begun = true) job.run(value);
  });
  while (!begun) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) CHECK(in_child([] { return Meeting(4).run(); }));
  forked = true;
  caller.join();
}

}  // namespace
}  // namespace dropout
