// Only processors that the process may use are counted.
#include "machine/processors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace dropout {
namespace {

TEST_CASE("a process may use a processor, and no more than there are") {
  CHECK(usable_processors() >= 1);
  CHECK(usable_processors() <= std::max(std::thread::hardware_concurrency(), 1u));
}

#ifdef __linux__

TEST_CASE("a process may use the processors that it is bound to") {
  cpu_set_t before, one;
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  CPU_ZERO(&one);
  int cpu = 0;
  while (!CPU_ISSET(cpu, &before)) ++cpu;
  CPU_SET(cpu, &one);
  REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  CHECK(usable_processors() == 1);
  sched_setaffinity(0, sizeof before, &before);
}

#endif

}  // namespace
}  // namespace dropout
