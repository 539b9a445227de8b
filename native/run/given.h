// Operations by the bits of words, whoever drew or gave them; compiled once, for every processor.
#pragma once

#include "kernels/kernels.h"

namespace dropout {

// A line of the caches: from where y begins one, vectors are stored whole.
constexpr size_t kLine = 64;

// Below this many elements, those up to the first line of y cost more than aligned stores bring.
constexpr size_t kAligned = 1024;

// The elements that come before the vectors of y are stored whole.
inline size_t elements_before_line(const void* y, size_t n, size_t bytes, Traffic traffic) {
  if (n < kAligned && traffic != kStream) return 0;
  const size_t before = (0 - reinterpret_cast<uintptr_t>(y)) % kLine / bytes;
  return before < n ? before : n;
}

// Bit b of words[w] becomes 1 where element 32 (first + w) + b is kept, for w < n. They may begin at any byte.
void draw_words(const Kernels& kernels, const Mask& mask, uint64_t first, size_t n, void* words);

// Does an operation to n elements one by one, which are kept where the bits from `bit` on are set. The words may begin
// at any byte.
void apply_bits(const Apply& apply, const void* words, size_t bit, size_t n, Arrays& arrays);

// The same, by vectors.
void apply_given(const Apply& apply, const void* words, uint64_t bit, size_t n, Arrays& arrays, Traffic traffic);

}  // namespace dropout
