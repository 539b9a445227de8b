// The kernels of every instruction set that this binary holds, one table each.
#pragma once

#include "mask.h"
#include "rows.h"

namespace dropout {

#define DTYPE_CODE(code, vectors, element, with) code,
#define OPERATION_CODE(code, operation) code,
enum Dtype : uint32_t { DTYPES(DTYPE_CODE, _) kDtypes };
enum Operation : uint32_t { OPERATIONS(OPERATION_CODE) kOperations };
#undef DTYPE_CODE
#undef OPERATION_CODE

// What becomes of elements. Every operation makes its constants of p, so p is all that the engines exchange.
struct Values {
  double p;

  double scale() const { return 1 / (1 - p); }  // of kept elements, so that their mean stays
};

// How arrays pass through the caches. kCached: nothing is asked for, as the
// output fits into them or the processor's own fetching keeps up. kAhead: the input is asked for ahead of its
// use, and the output goes through the caches. kStream: the input is asked for ahead, and the output is written past
// the caches; only an output that begins at a multiple of its element's size can be.
enum Traffic { kCached, kAhead, kStream };

// Arrays may begin at any byte. y is x itself or does not overlap it; no element is touched where n is 0.

// y[i] = dropped(mask, index + i) ? 0 : x[i] * scale, for i < n.
using Dropout = void (*)(const Mask& mask, const Values& values, uint64_t index, size_t n, const void* x, void* y,
                         Traffic traffic);

// Bit b of words[w] is set where element 32 (first + w) + b is kept, for w < n.
using Draw = void (*)(const Mask& mask, uint64_t first, size_t n, void* words);

// y[i] = what the operation makes of x[i], which is kept where bit index + i of the words is set, for i < n.
using Apply = void (*)(const Values& values, const void* words, uint64_t index, size_t n, const void* x, void* y,
                       Traffic traffic);

// words[i] = word first + i of the stream, for i < n.
using Words = void (*)(const Key& key, uint32_t stream, uint64_t first, size_t n, void* words);

enum Distribution : uint32_t { kUniform, kNormal, kDistributions };

// What becomes of a number of the distribution: shift + scale · number, but no more than `most`; each is rounded to the
// type of the array first.
struct Scaling {
  double shift, scale, most;
};

// y[i] = what becomes of number first + i of the distribution, for i < n.
using Numbers = void (*)(const Key& key, const Scaling& scaling, uint64_t first, size_t n, void* y);

// Numbers are float32 or float64, the first dtypes.
constexpr uint32_t kNumberDtypes = 2;

struct Kernels {
  const char* isa;
  Dropout dropout[kDtypes];
  Draw draw;
  Apply apply[kOperations][kDtypes];
  Words words;
  Numbers numbers[kDistributions][kNumberDtypes];
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
