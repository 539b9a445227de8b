// The kernels of every instruction set that this binary holds, one table each.
#pragma once

#include "mask.h"

namespace dropout {

// In the order of the codes in src/dtype.ts.
enum Dtype : uint32_t { kFloat32, kFloat64, kDtypes };

// How arrays pass through the caches: kCached, an output that fits into them; kStream, one that doesn't and is written
// past them, while the input is asked for ahead of its use; kInPlace, an input that is asked for ahead and then is the
// output.
enum Traffic { kCached, kInPlace, kStream };

// y[i] = dropped(mask, index + i) ? 0 : x[i] * scale, for i < n; y is x itself or does not overlap it.
using Apply = void (*)(const Mask& mask, double scale, uint64_t index, size_t n, const void* x, void* y,
                       Traffic traffic);

// Bit b of bits[w] is set where element 32 (first + w) + b is kept, for w < n.
using Bits = void (*)(const Mask& mask, uint64_t first, size_t n, uint32_t* bits);

struct Kernels {
  const char* isa;
  Apply apply[kDtypes];
  Bits bits;
};

extern const Kernels kScalar;
#if defined(__x86_64__) || defined(_M_X64)
extern const Kernels kAvx2;
extern const Kernels kAvx512;
#elif defined(__aarch64__) || defined(_M_ARM64)
extern const Kernels kNeon;
#elif defined(__wasm_simd128__)
extern const Kernels kSimd128;
#endif

}  // namespace dropout
