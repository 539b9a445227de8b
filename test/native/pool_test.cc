// Every part of a job runs exactly once, for any threads, callers and changes of their number.
#include "machine/pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include "jobs.h"

#ifdef __linux__
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#endif

namespace dropout {
namespace {

// Threads park a little after the end of a job. The pauses are about as long, so that jobs come before, while and after
// a thread parks. This case runs first: with more threads, the parking of another would cause a wake-up anyway.
TEST_CASE("no job is missed by a thread that is about to park") {
  set_threads(2);
  for (int i = 0; i < 3000; ++i) {
    const auto resume = steady_clock::now() + microseconds{10} + std::chrono::nanoseconds{10 * i};
    while (steady_clock::now() < resume) {
    }
    REQUIRE(Meeting(2).run());
  }
}

// Before the cases that start more threads: these would hide a missing one.
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

// The threads that run the parts of a job with enough parts for every thread.
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

// The next time, each finds its end of the array in the caches of its core.
TEST_CASE("the caller takes parts from the front, the others from the back") {
  set_threads(2);
  bool shared = false;  // in some jobs: a thread that is late gets no part
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

// With more threads than processors, the system stops some of them between any two steps.
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

// How often each thread of the pool has gone to sleep, by its id.
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

// The same, once all of them sleep.
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

}  // namespace
}  // namespace dropout
