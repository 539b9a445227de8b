// The kernels of every instruction set that this binary holds, one table each.
#pragma once

#include "kernels/elements.h"
#include "kernels/mask.h"
#include "kernels/rows.h"
#include "kernels/values.h"

namespace dropout {

#define DTYPE_CODE(code, vectors, element, with) code,
#define OPERATION_CODE(code, operation) code,
enum Dtype : uint32_t { DTYPES(DTYPE_CODE, _) kDtypes };
enum OperationCode : uint32_t { OPERATIONS(OPERATION_CODE) kOperations };
#undef DTYPE_CODE
#undef OPERATION_CODE

// Words end within the next tile at most.
constexpr size_t kLeastTile = 32;

// How arrays pass through the caches. kCached: nothing is asked for, as the
// output fits into them or the processor's own fetching keeps up. kAhead: the input is asked for ahead of its
// use, and the output goes through the caches. kStream: the input is asked for ahead, and the output is written past
// the caches; only an output that begins at a multiple of its element's size can be.
enum Traffic { kCached, kAhead, kStream };

// The arrays of a call from the element at hand on; those that its operation does not have are null. They may begin at
// any byte. y is x or other itself or does not overlap them. The bias and the sums, of the type that the dtype computes
// in, repeat along x: each of the next elements has the next place among `tile`. Where they begin anew within the
// elements at hand, there are kLeastTile places or more, and behind those of the bias the first kLeastTile again.
struct Arrays {
  const unsigned char *x, *other, *bias;
  unsigned char *y, *sums;
  size_t place, tile;
};

// Do an operation to the elements at hand, n up to 32, which are kept where the bits of `word` are set from its lowest
// on, or to 32 n of them, which have n words; and move on behind them.
struct Apply;
using ApplyElements = void (*)(const Apply& apply, uint32_t word, size_t n, Arrays& arrays);
using ApplyWords = void (*)(const Apply& apply, const uint32_t* words, size_t n, Arrays& arrays, Traffic traffic);

// An operation on a dtype, ready to run.
struct Apply {
  Constants constants;
  ApplyElements elements;  // null where words are all that there is
  ApplyWords words;
  size_t bytes;  // of an element
  uint32_t op;
};

// Does an operation to n elements, the first of which has mask element `index`. Where something was streamed, the
// caller has a fence to come.
using Drop = void (*)(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Arrays arrays, Traffic traffic);

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
  Drop drop;
  Drop drop_select_float32;  // the same, for what most calls are
  ApplyWords apply[kOperations][kDtypes];
  Words words;
  Numbers numbers[kDistributions][kNumberDtypes];
};

// The same for all instruction sets.
extern const ApplyElements kElements[kOperations][kDtypes];
extern const size_t kElementBytes[kDtypes];
extern const unsigned kReads[kOperations];  // what operations read beside x: operations.h

// The bytes of the type that a dtype computes in.
inline size_t compute_bytes(uint32_t dtype) {
  return kElementBytes[dtype] > sizeof(float) ? sizeof(double) : sizeof(float);
}

inline Apply apply_of(const Kernels& kernels, uint32_t op, uint32_t dtype, const Constants& constants) {
  return {constants, kElements[op][dtype], kernels.apply[op][dtype], kElementBytes[dtype], op};
}

inline Drop drop_of(const Kernels& kernels, uint32_t op, uint32_t dtype) {
  return op == kSelect && dtype == kFloat32 ? kernels.drop_select_float32 : kernels.drop;
}

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
