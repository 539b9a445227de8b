// PCG64 draws what numpy draws.
#include "kernels/pcg64.h"

#include <doctest/doctest.h>

#include <vector>

#include "buffer.h"

namespace dropout {
namespace {

// np.random.default_rng(42)
constexpr uint64_t kState[2] = {0xACBC7C9D68860AC8, 0xCEA44F6798798F2A};
constexpr uint64_t kIncrement[2] = {0x66CAF2E28D25ABFF, 0xFA505436C9A8416E};
constexpr double kNumbers[4] = {0x1.8c43f79a2db24p-1, 0x1.c16959869e47ep-2, 0x1.b79a2584ddb42p-1, 0x1.650d6c1c2c011p-1};

TEST_CASE("the numbers of numpy") {
  for (const size_t n : {0, 1, 4}) {
    uint64_t state[2] = {kState[0], kState[1]};
    Buffer out(n * sizeof(double), 3, kGuard);
    pcg64_doubles(state, kIncrement, n, out.data());
    for (size_t i = 0; i < n; ++i) {
      REQUIRE(read<double>(out.data() + i * sizeof(double)) == kNumbers[i]);
    }
    REQUIRE(out.intact());
  }
}

TEST_CASE("a piece continues where the last one ended") {
  uint64_t whole[2] = {~uint64_t{0}, ~uint64_t{0}}, pieces[2] = {whole[0], whole[1]};  // all carries
  std::vector<double> expected(100), numbers(100);
  pcg64_doubles(whole, kIncrement, 100, expected.data());
  for (size_t done = 0, n = 1; done < 100; done += n, n = done + n <= 100 ? n + 1 : 100 - done) {
    pcg64_doubles(pieces, kIncrement, n, numbers.data() + done);
  }
  REQUIRE(numbers == expected);
  REQUIRE(pieces[0] == whole[0]);
  REQUIRE(pieces[1] == whole[1]);
}

}  // namespace
}  // namespace dropout
