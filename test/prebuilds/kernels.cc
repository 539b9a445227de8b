// Compares the kernels with their definitions. It needs only the C library, for systems without a Node.js to run.
#include <stdio.h>

#include "machine/pool.h"
#include "random_reference.h"
#include "run/isas.h"
#include "run/run.h"

namespace {

using namespace dropout;

constexpr size_t kMost = 200'003, kTile = 1001;
float x[kMost], other[kMost], bias[kTile + kLeastTile], y[kMost], z[kMost];
uint32_t words[kMost / 32 + 2];

bool right(double p, uint64_t index, size_t n) {
  const SeedDraw key = {uint64_t{7} << 32 | 42, uint64_t{1} << 32 | 3};
  const Mask mask = make_mask(key, p);
  const size_t begin = index % 32, n_words = (begin + n + 31) / 32;
  run_drawn(make_call(key, p, index, n), {x, nullptr, nullptr, y, nullptr});
  run_draw(make_call(key, p, index / 32, 0), words, n_words);
  Call given = make_call(key, p, begin, n);
  given.drawn = 0;
  run_given(given, words, {x, nullptr, nullptr, z, nullptr});
  for (size_t i = 0; i < n; ++i) {
    const bool keep = !dropped(mask, index + i);
    if ((words[(begin + i) / 32] >> (begin + i) % 32 & 1) != keep) return false;
    const float expected = keep ? x[i] * float(1 / (1 - p)) : 0;
    if (y[i] != expected || z[i] != expected) return false;
  }
  return true;
}

bool right_operation(OperationCode op, uint64_t index, size_t n) {
  Call call = make_call({42, 1}, 0.3, index, n, kFloat32, op);
  call.rule = kAlphaKeeping, call.tile = double(kTile), call.block = double(kTile * (kMost / kTile + 1));
  float sums[kTile] = {}, expected_sums[kTile] = {};
  run_drawn(call,
            {x, has_other(op) ? other : nullptr, has_bias(op) ? bias : nullptr, y, has_sums(op) ? sums : nullptr});
  const Constants c = constants_of(kAlphaKeeping, call.p);
  for (size_t i = 0; i < n; ++i) {
    const bool keep = !dropped(call.mask(), index + i);
    const float value =
        reference(op, float(c.scale), float(c.shift), float(c.dropped), keep, x[i], other[i], bias[i % kTile]);
    if (y[i] != value) return false;
    expected_sums[i % kTile] += value;
  }
  for (size_t i = 0; i < kTile; ++i) {
    if (sums[i] != (has_sums(op) ? expected_sums[i] : 0)) return false;
  }
  return true;
}

bool right_numbers(uint64_t first, size_t n) {
  Call call = make_call({uint64_t{7} << 32 | 42, uint64_t{1} << 32 | 3}, 0, first, n);
  call.shift = -0.3, call.scale = 1.7, call.most = 1.3;
  const Key key = call.mask().key;
  call.distribution = kUniform;
  run_numbers(call, y);
  call.distribution = kNormal;
  run_numbers(call, z);
  for (size_t i = 0; i < n; ++i) {
    if (y[i] != scaled(call.scaling(), uniform<float>(key, first + i))) return false;
    if (z[i] != scaled(call.scaling(), normal<float>(key, first + i))) return false;
  }
  return true;
}

}  // namespace

int main() {
  for (size_t i = 0; i < kMost; ++i) x[i] = float(i % 1000) - 500.5f, other[i] = float(i % 777) - 400;
  for (size_t i = 0; i < kTile + kLeastTile; ++i) bias[i] = float(i % kTile % 99) - 50;
  int passed = 0, failed = 0;
  const Isas& isas = available_isas();
  for (size_t k = 0; k < isas.n; ++k) {
    set_isa(isas.list[k]->isa);
    for (const uint32_t n_threads : {1, 3}) {
      set_threads(n_threads);
      for (const size_t n : {size_t{1}, size_t{129}, size_t{4097}, kMost}) {
        const bool ok = right_numbers((uint64_t{1} << 34) - 77, n);
        ++(ok ? passed : failed);
        if (!ok) printf("failed: %s, %u threads, %zu random numbers\n", isas.list[k]->isa, n_threads, n);
      }
      for (uint32_t op = 0; op < kOperations; ++op) {
        const bool ok = right_operation(OperationCode(op), 12345, 70001);
        ++(ok ? passed : failed);
        if (!ok) printf("failed: %s, %u threads, operation %u\n", isas.list[k]->isa, n_threads, op);
      }
      for (const double p : {0.1, 0.25, 0.5, 1e-3}) {
        for (const size_t n : {size_t{1}, size_t{129}, size_t{4097}, kMost}) {
          for (const uint64_t index : {uint64_t{0}, (uint64_t{1} << 32) - 77}) {
            const bool ok = right(p, index, n);
            ++(ok ? passed : failed);
            if (!ok) printf("failed: %s, %u threads, p = %g, n = %zu\n", isas.list[k]->isa, n_threads, p, n);
          }
        }
      }
    }
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
