// Whole calls: which kernels run them, on how many threads, and past the caches or not.
#pragma once

#include "kernels.h"

namespace dropout {

// The instruction sets that this machine can run, best first; the last is "scalar".
struct Isas {
  const Kernels* list[3];
  size_t n;
};
Isas available_isas();

// The one in use: the best, unless a lower one was chosen. False where this machine does not have it.
const Kernels& active_kernels();
bool choose_isa(const char* name);

struct ApplyCall {
  Mask mask;
  double scale;
  uint64_t index;
  size_t n;
  Dtype dtype;
  const void* x;
  void* y;
};
void run_apply(const ApplyCall& call);

struct BitsCall {
  Mask mask;
  uint64_t first;
  size_t n;
  uint32_t* bits;
};
void run_bits(const BitsCall& call);

size_t element_bytes(Dtype dtype);

}  // namespace dropout
