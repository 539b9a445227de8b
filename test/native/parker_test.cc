// A thread sleeps until it is woken, and never misses a wake-up.
#include "machine/parker.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace dropout {
namespace {

// True if the function returns within ten seconds. If not, its thread is left alone.
bool returns(void (*function)()) {
  static std::atomic<bool> returned;
  returned = false;
  std::thread([function] {
    function();
    returned = true;
  }).detach();
  for (int i = 0; i < 10000 && !returned; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  return returned;
}

TEST_CASE("a thread does not sleep if there is a reason not to") {
  static Parker parker;
  REQUIRE(returns([] { parker.park_unless([] { return true; }); }));
  CHECK_FALSE(parker.asleep());
}

// Otherwise, a reason that comes between the look for it and the sleep would wake nobody.
TEST_CASE("a thread says that it sleeps before it looks for a reason") {
  static Parker parker;
  REQUIRE(returns([] { parker.park_unless([] { return parker.asleep(); }); }));
}

TEST_CASE("a thread sleeps until it is woken, and may sleep again") {
  static Parker parker;
  static std::atomic<int> woken{0};
  parker.unpark();  // wakes nobody, and has no effect on the next sleep
  std::thread sleeper([] {
    for (int i = 0; i < 3; ++i) {
      parker.park_unless([] { return false; });
      ++woken;
    }
  });
  for (int i = 0; i < 3; ++i) {
    while (!parker.asleep()) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
    CHECK(woken == i);
    parker.unpark();
    while (woken == i) std::this_thread::yield();
  }
  sleeper.join();
}

}  // namespace
}  // namespace dropout
