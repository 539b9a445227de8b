// Whole calls, cut into parts for the threads: their results do not depend on the number of threads, nor on the
// floating-point mode of any.
#pragma once

#include "run/call.h"

namespace dropout {

// The arrays of a call, beginning at any byte; those that its operation does not have may be null. x, y and other have
// n elements, and y is x or other itself or does not overlap them, nor the words, the bias and the sums.
struct Arrays {
  const void *x, *other, *bias;
  void *y, *sums;
};

// Draws a mask whose every element is one array element's, and does the call's operation.
void run_drawn(const Call& call, const Arrays& arrays);

// The same with words at hand, which hold the bits of all mask elements that the layout has.
void run_given(const Call& call, const void* words, const Arrays& arrays);

// Draws n words. The call's index is that of the first word here, and its n is not read.
void run_draw(const Call& call, void* words, size_t n);

// Writes n words of the call's stream. The call's index is that of the first one, and its n is not read.
void run_words(const Call& call, void* words, size_t n);

// Writes the call's n numbers of its distribution from its index on; its dtype is below kNumberDtypes.
void run_numbers(const Call& call, void* y);

}  // namespace dropout
