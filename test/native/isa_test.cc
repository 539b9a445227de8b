#include <doctest/doctest.h>

#include <string>

#include "cpu.h"
#include "run.h"

namespace dropout {
namespace {

std::string active_isa() { return active_kernels().isa; }

TEST_CASE("the best instruction set is the default and scalar the last resort") {
  const Isas isas = available_isas();
  REQUIRE(isas.n > 0);
  CHECK(active_isa() == isas.list[0]->isa);
  CHECK(isas.list[isas.n - 1] == &kScalar);
}

TEST_CASE("an instruction set of this machine can be chosen and no other") {
  const Isas isas = available_isas();
  for (size_t i = isas.n; i-- > 0;) {
    const std::string isa = isas.list[i]->isa;
    CHECK(choose_isa(isa.c_str()));
    CHECK(active_isa() == isa);
    for (const char* unknown : {"", "Scalar", "scalar ", "avx", "sve"}) {
      CHECK(!choose_isa(unknown));
      CHECK(active_isa() == isa);
    }
  }
}

TEST_CASE("the processor is read as the compiler's library reads it") {
#if defined(__x86_64__) && defined(__GNUC__)
  CHECK(cpu_has_avx2() == bool(__builtin_cpu_supports("avx2")));
  CHECK(cpu_has_fast_avx512() == (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                                  __builtin_cpu_supports("avx512vbmi2")));
#endif
  CHECK(cpu_cache_bytes() >= size_t{128} << 10);
  CHECK(cpu_cache_bytes() <= size_t{32} << 20);
}

}  // namespace
}  // namespace dropout
