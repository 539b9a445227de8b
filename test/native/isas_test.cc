// The best instruction set is in use, unless a different one is set that this machine has.
#include "run/isas.h"

#include <doctest/doctest.h>

#include <string>

namespace dropout {
namespace {

std::string active_isa() { return active_kernels().isa; }

// This case runs first, in a process that has set nothing.
TEST_CASE("the best instruction set is in use, then the first default, then what is set") {
  const Isas& isas = available_isas();
  REQUIRE(isas.n > 0);
  CHECK(isas.list[isas.n - 1] == &kScalar);
  CHECK(active_isa() == isas.list[0]->isa);

  CHECK(!set_default_isa("none"));
  CHECK(active_isa() == isas.list[0]->isa);
  CHECK(set_default_isa("scalar"));
  CHECK(active_isa() == "scalar");
  CHECK(set_default_isa(isas.list[0]->isa));
  CHECK(active_isa() == "scalar");

  CHECK(set_isa(isas.list[0]->isa));
  CHECK(active_isa() == isas.list[0]->isa);
  CHECK(set_default_isa("scalar"));
  CHECK(active_isa() == isas.list[0]->isa);
}

TEST_CASE("an instruction set of this machine can be set and no other") {
  const Isas& isas = available_isas();
  for (size_t i = isas.n; i-- > 0;) {
    const std::string isa = isas.list[i]->isa;
    CHECK(set_isa(isa.c_str()));
    CHECK(active_isa() == isa);
    for (const char* unknown : {"", "Scalar", "scalar ", "avx", "sve"}) {
      CHECK(!set_isa(unknown));
      CHECK(active_isa() == isa);
    }
  }
}

}  // namespace
}  // namespace dropout
