// Does one kind of work on one thread, so many times, for callgrind to count: what, p, times.
#include <stdlib.h>
#include <string.h>

#include "reference.h"
#include "run.h"
#include "stream.h"

using namespace dropout;

namespace {

constexpr size_t kCallElements = 65536;
float x[kCallElements], y[kCallElements];
uint32_t words[kCallElements / 32];

}  // namespace

int main(int, char** arguments) {
  const char* what = arguments[1];
  const double p = atof(arguments[2]);
  const Mask mask = make_mask({42, 0}, p);
  for (size_t i = 0; i < kCallElements; ++i) x[i] = 1;
  for (int times = atoi(arguments[3]); times > 0; --times) {
    if (strcmp(what, "forward") == 0) run_apply({mask, 1 / (1 - p), 0, kCallElements, kFloat32, x, y});
    if (strcmp(what, "bits") == 0) run_bits({mask, 0, kCallElements / 32, words});
    if (strcmp(what, "copy") == 0) copies().list[copies().n - 1].float32(x, y, kCallElements, 1);
  }
}
