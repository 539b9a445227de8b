// Runs one kind of work on one thread, for callgrind to count. Arguments: kind, p, number of times.
#include <stdlib.h>
#include <string.h>

#include "reference.h"
#include "run/run.h"
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
  const Call call = make_call({42, 0}, p, 0, kCallElements);
  Call given = call;
  given.drawn = 0;
  const Arrays arrays = {x, nullptr, nullptr, y, nullptr};
  for (size_t i = 0; i < kCallElements; ++i) x[i] = 1;
  for (int times = atoi(arguments[3]); times > 0; --times) {
    if (strcmp(what, "dropout") == 0) run_drawn(call, arrays);
    if (strcmp(what, "given") == 0) run_given(given, words, arrays);
    if (strcmp(what, "draw") == 0) run_draw(call, words, kCallElements / 32);
    if (strcmp(what, "copy") == 0) copies().list[copies().n - 1].float32(x, nullptr, y, kCallElements, 1);
  }
}
