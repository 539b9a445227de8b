// PCG64, the bit generator of numpy's default_rng(): PCG XSL RR 128/64 (O'Neill, HMC-CS-2014-0905, 2014).
#pragma once

#include "kernels/memory.h"
#include "kernels/target.h"

namespace dropout {

constexpr uint64_t kPcgLow = 0x4385DF649FCCF645, kPcgHigh = 0x2360ED051FC65DA4;  // the multiplier

INLINE double unit_double(uint64_t digits) { return double(int64_t(digits)) * 0x1p-53; }

struct Pcg64 {
  uint64_t low, high;            // the state
  uint64_t low_step, high_step;  // the increment

  // Moves on, and returns a number of 64 bits.
  INLINE uint64_t next() {
    // The terms that are known first are added first, so that a step waits for one product only.
    const uint64_t rest = multiply_high(low, kPcgLow) + low * kPcgHigh + high_step;
    low = low * kPcgLow + low_step;
    high = high * kPcgLow + (rest + (low < low_step));
    const uint64_t mixed = high ^ low, turn = high >> 58;
    return mixed >> turn | mixed << (-turn & 63);
  }

  // In [0, 1), of the highest 53 bits of a number.
  INLINE double next_double() { return unit_double(next() >> 11); }
};

// Writes n float64 in [0, 1), and moves the state on. State and increment have two numbers each, the low one first.
inline void pcg64_doubles(void* state, const void* increment, size_t n, void* out) {
  unsigned char *const to = static_cast<unsigned char*>(out), *const high = static_cast<unsigned char*>(state) + 8;
  Pcg64 pcg = {read<uint64_t>(state), read<uint64_t>(high), read<uint64_t>(increment),
               read<uint64_t>(static_cast<const unsigned char*>(increment) + 8)};
  for (size_t i = 0; i < n; ++i) write(to + i * sizeof(double), pcg.next_double());
  write(state, pcg.low), write(high, pcg.high);
}

}  // namespace dropout
