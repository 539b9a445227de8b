// Does one kind of work on one thread, so many times, for callgrind to count: what, p, times.
#include <stdlib.h>
#include <string.h>

#include <cmath>

#include "pool.h"
#include "run.h"
#include "stream.h"

using namespace dropout;

namespace {

constexpr size_t kElements = 65536;
float x[kElements], y[kElements];
uint32_t words[kElements / 32];

}  // namespace

int main(int, char** arguments) {
  const char* what = arguments[1];
  const double p = atof(arguments[2]);
  const uint64_t digits = uint64_t(std::llround(p * 1099511627776.0));
  const Mask mask = {{42, 0}, {0, 0}, uint32_t(digits >> 32), uint32_t(digits)};
  for (size_t i = 0; i < kElements; ++i) x[i] = 1;
  for (int times = atoi(arguments[3]); times > 0; --times) {
    if (strcmp(what, "forward") == 0) run_apply({mask, 1 / (1 - p), 0, kElements, kFloat32, x, y});
    if (strcmp(what, "bits") == 0) run_bits({mask, 0, kElements / 32, words});
    if (strcmp(what, "copy") == 0) copies().list[copies().n - 1].body(x, y, kElements, 1);
  }
}
