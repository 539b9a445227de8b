// Applying an operation to elements, by the bits of a mask. This is compiled once, for every processor; kernels.h has
// the vectors of each instruction set.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernels/rows.h"
#include "kernels/values.h"

namespace dropout {

constexpr size_t kCacheLine = 64;  // bytes

// How arrays pass through the caches.
enum Traffic : unsigned {
  kCached = 0,  // through the caches, without prefetch
  kAhead = 1,   // prefetch the input
  kStream = 2,  // write the output past the caches. y begins at a multiple of its element's size
  kStreamAhead = kStream | kAhead
};
constexpr bool streams(Traffic traffic) { return (traffic & kStream) != 0; }

// What an operation reads besides x, and whether it adds its results up.
enum Reads : unsigned { kNothing = 0, kOther = 1, kBiases = 2, kSums = 4 };

// The next element of every array of a call. Arrays that the operation does not have are null. They may begin at any
// byte. y is x or other itself or does not overlap them.
//
// The bias and the sums have the type that the dtype computes in and repeat along x, every `tile` elements; `place` is
// the place of the next element in the tile. If a call goes beyond the end of a tile, the tile has at least kLeastTile
// places, and the bias is followed by a copy of its first kLeastTile places.
struct Cursor {
  const unsigned char *x, *other, *bias;
  unsigned char *y, *sums;
  size_t place, tile;
};

// Enough places for a word of the mask to cross the end of a tile once at most.
constexpr size_t kLeastTile = 32;

struct Apply;

// Applies an operation to the next n ≤ 32 elements and moves on. Element i is kept if bit i of `word` is set.
using ApplyElements = void (*)(const Apply& apply, uint32_t word, size_t n, Cursor& cursor);

// The same for the next 32 n elements, whose bits are n words.
using ApplyWords = void (*)(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic);

// An operation on a dtype, ready to run.
struct Apply {
  Constants constants;
  ApplyElements elements;
  ApplyWords words;
  size_t bytes;  // of an element
  uint32_t op;
};

extern const ApplyElements kElements[kOperations][kDtypes];
extern const size_t kElementBytes[kDtypes];
extern const unsigned kReads[kOperations];

// The dtype that a dtype computes in.
constexpr uint32_t compute_dtype(uint32_t dtype) { return dtype == kFloat64 ? kFloat64 : kFloat32; }

// Bytes of the type that a dtype computes in.
inline size_t compute_bytes(uint32_t dtype) { return kElementBytes[compute_dtype(dtype)]; }

// Fewer elements than this are not worth aligning.
constexpr size_t kAligned = 1024;

// How many elements to apply one by one before y reaches a cache line, so that no vector is stored across two lines.
inline size_t elements_before_line(const void* y, size_t n, size_t bytes, Traffic traffic) {
  if (n < kAligned && !streams(traffic)) return 0;
  const size_t before = (0 - reinterpret_cast<uintptr_t>(y)) % kCacheLine / bytes;
  return before < n ? before : n;
}

// Applies an operation to n elements one by one, by the bits from `bit` on. The words may begin at any byte.
void apply_bits(const Apply& apply, const void* words, size_t bit, size_t n, Cursor& cursor);

}  // namespace dropout
