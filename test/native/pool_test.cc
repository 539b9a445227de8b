#include "pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#ifdef __linux__
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#endif
#ifndef _WIN32
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace dropout {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Reads and writes plain memory: ThreadSanitizer sees a race wherever the pool does not order parts and their job.
class Job {
 public:
  explicit Job(uint32_t parts, microseconds length = microseconds{0}) : in_(parts), out_(parts), length_(length) {}

  // True when every part ran exactly once before parallel() returned.
  bool run(uint32_t value) {
    std::fill(in_.begin(), in_.end(), value);
    std::fill(out_.begin(), out_.end(), 0);
    parallel(uint32_t(in_.size()), run_part, this, true);
    return in_ == out_;
  }

 private:
  static void run_part(void* context, uint32_t part) {
    Job& job = *static_cast<Job*>(context);
    if (job.length_ > microseconds{0}) std::this_thread::sleep_for(job.length_);
    job.out_.at(part) += job.in_[part];
  }

  std::vector<uint32_t> in_, out_;
  microseconds length_;
};

// Its parts wait for each other, so that they end early only where each has a thread.
class Meeting {
 public:
  explicit Meeting(uint32_t parts) : parts_(parts) {}

  bool run() {
    parallel(parts_, run_part, this, true);
    return met_;
  }

 private:
  static void run_part(void* context, uint32_t) {
    Meeting& meeting = *static_cast<Meeting*>(context);
    ++meeting.arrived_;
    while (meeting.arrived_ < meeting.parts_) {
      if (steady_clock::now() > meeting.deadline_) meeting.met_ = false;
      if (!meeting.met_) return;
      std::this_thread::yield();
    }
  }

  const uint32_t parts_;
  const steady_clock::time_point deadline_ = steady_clock::now() + std::chrono::seconds{10};
  std::atomic<uint32_t> arrived_{0};
  std::atomic<bool> met_{true};
};

// Threads park a little after a job's end: pauses of about that length, so that jobs come before, while and after. The
// first case: it has one such thread, and none beside it whose parking leads to a wake-up anyway.
TEST_CASE("no job is missed by a thread that is about to park") {
  set_threads(2);
  for (int i = 0; i < 3000; ++i) {
    const auto resume = steady_clock::now() + microseconds{10} + std::chrono::nanoseconds{10 * i};
    while (steady_clock::now() < resume) {
    }
    REQUIRE(Meeting(2).run());
  }
}

// Before the cases that start more threads, which would hide that one is missing.
TEST_CASE("as many threads as were asked for work at once") {
  for (const uint32_t n_threads : {2, 5, 3, 8}) {
    set_threads(n_threads);
    CAPTURE(n_threads);
    for (int i = 0; i < 20; ++i) {
      REQUIRE(Meeting(n_threads).run());
      if (i % 2 == 0) std::this_thread::sleep_for(milliseconds{1});
    }
  }
}

TEST_CASE("every part runs exactly once") {
  for (const uint32_t n_threads : {1, 2, 3, 8, 16, 2}) {
    set_threads(n_threads);
    CHECK(threads() == n_threads);
    CAPTURE(n_threads);
    for (uint32_t parts = 0; parts < 70; ++parts) {
      Job job(parts);
      for (uint32_t value = 1; value <= 20; ++value) REQUIRE(job.run(value));
    }
    CHECK(Job(1000).run(1));
    CHECK(Job(65535).run(1));
  }
}

TEST_CASE("parallel returns after the last part has ended") {
  for (const uint32_t n_threads : {2, 4}) {
    set_threads(n_threads);
    for (uint32_t parts = 2; parts < 10; ++parts) {
      Job job(parts, microseconds{200});
      for (uint32_t value = 1; value <= 5; ++value) REQUIRE(job.run(value));
    }
  }
}

TEST_CASE("jobs run after the threads have parked") {
  set_threads(3);
  for (uint32_t value = 1; value <= 100; ++value) {
    std::this_thread::sleep_for(milliseconds{1});
    REQUIRE(Job(value % 7).run(value));
  }
}

TEST_CASE("one thread runs every part on its caller") {
  set_threads(1);
  std::vector<std::thread::id> ids(20);
  parallel(
      20, [](void* ids, uint32_t part) { static_cast<std::thread::id*>(ids)[part] = std::this_thread::get_id(); },
      ids.data(), true);
  CHECK(std::count(ids.begin(), ids.end(), std::this_thread::get_id()) == 20);
}

// The threads that take parts of a job while there are enough of them for all that could come.
std::set<std::thread::id> workers(uint32_t parts) {
  std::vector<std::thread::id> ids(parts);
  parallel(
      parts,
      [](void* ids, uint32_t part) {
        std::this_thread::sleep_for(microseconds{50});
        static_cast<std::thread::id*>(ids)[part] = std::this_thread::get_id();
      },
      ids.data(), true);
  return {ids.begin(), ids.end()};
}

TEST_CASE("no more threads work than were asked for") {
  for (const uint32_t n_threads : {2, 3}) {
    for (int i = 0; i < 100; ++i) {
      set_threads(5);
      REQUIRE(Meeting(5).run());
      set_threads(n_threads);
      REQUIRE(workers(16).size() <= n_threads);
    }
  }
}

TEST_CASE("threads are set by default once") {
  set_threads(3);
  set_default_threads(2);
  CHECK(threads() == 3);
  set_default_threads(0);
  CHECK(threads() == 3);
  set_threads(0);
  CHECK(threads() == 1);
  set_threads(100000);
  CHECK(threads() == kMaxThreads);
}

// Each finds its lines in its own core's caches the next time.
TEST_CASE("the caller takes parts from the front, the others from the back") {
  set_threads(2);
  bool shared = false;  // in some of the jobs; when it is late, the thread gets nothing
  for (int i = 0; i < 200; ++i) {
    std::vector<std::thread::id> ids(16);
    parallel(
        16,
        [](void* ids, uint32_t part) {
          std::this_thread::sleep_for(microseconds{20});
          static_cast<std::thread::id*>(ids)[part] = std::this_thread::get_id();
        },
        ids.data(), true);
    const auto callers_end =
        std::find_if(ids.begin(), ids.end(), [](auto id) { return id != std::this_thread::get_id(); });
    REQUIRE(callers_end != ids.begin());
    REQUIRE(std::count(callers_end, ids.end(), std::this_thread::get_id()) == 0);
    shared |= callers_end != ids.end();
  }
  CHECK(shared);
}

TEST_CASE("a part may call parallel") {
  set_threads(4);
  std::atomic<uint32_t> right{0};
  parallel(
      20,
      [](void* right, uint32_t part) { *static_cast<std::atomic<uint32_t>*>(right) += Job(part % 5).run(part + 1); },
      &right, true);
  CHECK(right == 20);
}

// More threads than processors, so that the system stops some of them between any two steps while jobs come and go.
TEST_CASE("a thread that was held up does not disturb the jobs that follow") {
  set_threads(12);
  Job jobs[] = {Job(2), Job(2), Job(2)};
  for (uint32_t value = 1; value <= 30000; ++value) REQUIRE(jobs[value % 3].run(value));
}

TEST_CASE("many callers at once while the number of threads changes") {
  constexpr uint32_t kJobs = 400;
  std::atomic<uint32_t> right{0}, finished{0};
  std::vector<std::thread> callers;
  for (uint32_t caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (uint32_t value = 1; value <= kJobs; ++value) right += Job((caller + value) % 41).run(value);
      ++finished;
    });
  }
  for (uint32_t n_threads = 1; finished < callers.size(); n_threads = n_threads % 24 + 1) {
    set_threads(n_threads);
    std::this_thread::sleep_for(microseconds{50});
  }
  for (std::thread& caller : callers) caller.join();
  CHECK(right == 4 * kJobs);
}

#ifdef __linux__

// How often each of the pool's threads has gone to sleep, by its number in the system.
std::map<std::string, std::string> sleeps() {
  std::map<std::string, std::string> sleeps;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name, line;
    std::getline(std::ifstream(task.path() / "comm"), name);
    if (name != "native-dropout") continue;
    std::ifstream status(task.path() / "status");
    while (std::getline(status, line)) {
      if (line.rfind("voluntary_ctxt_switches", 0) == 0) sleeps[task.path().filename()] = line;
    }
  }
  return sleeps;
}

// The same, when all of them sleep.
std::map<std::string, std::string> sleeps_at_rest() {
  for (auto before = sleeps();;) {
    std::this_thread::sleep_for(milliseconds{20});
    const auto after = sleeps();
    if (after == before) return after;
    before = after;
  }
}

TEST_CASE("a job wakes no more threads than it has parts for") {
  set_threads(64);
  REQUIRE(Meeting(64).run());
  for (const uint32_t parts : {2, 16, 64}) {
    const auto before = sleeps_at_rest();
    REQUIRE(before.size() >= 63);
    REQUIRE(Meeting(parts).run());
    const auto after = sleeps_at_rest();
    CAPTURE(parts);
    CHECK(std::count_if(after.begin(), after.end(),
                        [&](auto& sleep) { return sleep.second != before.at(sleep.first); }) == parts - 1);
  }
}

#endif

#ifndef _WIN32

// ThreadSanitizer and the emulator that runs the tests for arm64 cannot start threads in a forked child.
#if defined(__SANITIZE_THREAD__) || defined(EMULATED)
constexpr bool kNoThreadsInChildren = true;
#elif defined(__has_feature)
constexpr bool kNoThreadsInChildren = __has_feature(thread_sanitizer);
#else
constexpr bool kNoThreadsInChildren = false;
#endif

// True when the child ends by itself and finds its work done.
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

TEST_CASE("a forked child has a pool of its own" * doctest::skip(kNoThreadsInChildren)) {
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

TEST_CASE("a child forked during a job has a pool of its own" * doctest::skip(kNoThreadsInChildren)) {
  set_threads(4);
  REQUIRE(Meeting(4).run());
  // No thread begins and nothing is allocated while children are forked: they may find locks of a sanitizer taken.
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

#endif

}  // namespace
}  // namespace dropout
