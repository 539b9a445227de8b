// The kernels of every instruction set that this binary holds, one table each.
#pragma once

#include "kernels/apply.h"
#include "kernels/distribution.h"
#include "kernels/mask.h"

namespace dropout {

// Draws the mask of n elements, the first of which is mask element `index`, and applies an operation to them. If
// `traffic` streams, the caller ends with a stream_fence().
using Drop = void (*)(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Cursor cursor, Traffic traffic);

// Bit b of words[w] = 1 if mask element 32 (first + w) + b is kept, for w < n. The words may begin at any byte.
using MaskWords = void (*)(const Mask& mask, uint64_t first, size_t n, void* words);

// words[i] = word first + i of the stream, for i < n.
using StreamWords = void (*)(const Key& key, uint32_t stream, uint64_t first, size_t n, void* words);

// words[i] = word first + i of Threefry (threefry.h), for i < n.
using ThreefryWords = void (*)(const Key& key, uint64_t first, size_t n, void* words);

// Makes n normal numbers of as many words (box_muller.inl). Those after the last whole block of 16 are left out. y and
// the words do not overlap.
using BoxMuller = void (*)(const void* words, size_t n, float mean, float std, void* y);

// y[i] = number first + i of a distribution, scaled, for i < n.
using Numbers = void (*)(const Key& key, const Scaling& scaling, uint64_t first, size_t n, void* y);

struct Kernels {
  const char* isa;
  Drop drop[kOperations][kDtypes];
  ApplyWords apply[kOperations][kDtypes];
  MaskWords mask_words;
  StreamWords stream_words;
  Numbers numbers[kDistributions][kNumberDtypes];
#ifndef __wasm__                           // src/replay/ has a different module
  ThreefryWords threefry_words = nullptr;  // every table has these
  BoxMuller box_muller = nullptr;
#endif
};

inline Apply apply_of(const Kernels& kernels, uint32_t op, uint32_t dtype, const Constants& constants) {
  return {constants, kElements[op][dtype], kernels.apply[op][dtype], kElementBytes[dtype], op};
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
