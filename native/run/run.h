// Runs whole calls, cut into parts for the threads. Results depend on neither the number of threads nor the
// floating-point mode of the caller.
#pragma once

#include "run/call.h"

namespace dropout {

// The arrays of a call. They may begin at any byte; arrays that the operation does not have may be null. x, y and other
// have n elements. y is x or other itself or does not overlap them. It overlaps no other array.
struct Arrays {
  const void *x, *other, *bias;
  void *y, *sums;
};

// Draws a mask, with a mask element for each array element, and applies the call's operation.
void run_drawn(const Call& call, const Arrays& arrays);

// The same by given words, which hold the bits of all mask elements of the layout.
void run_given(const Call& call, const void* words, const Arrays& arrays);

// Applies the call's operation, which reads a bias and no other array, and keeps all elements. The bias of element e is
// number `index` + e of the call's distribution.
void run_random(const Call& call, const void* x, void* y);

// Draws n words of the mask from word `index` of the call on. The call's n is not read.
void run_draw(const Call& call, void* words, size_t n);

// Draws n words of the call's stream from word `index` of the call on. The call's n is not read.
void run_words(const Call& call, void* words, size_t n);

// Draws n words of Threefry from counter `index` of the call on, without threads. The call's n is not read.
void run_threefry(const Call& call, void* words, size_t n);

// Makes the call's n normal numbers of as many words, without threads (kernels/box_muller.inl). The mean is `shift`,
// the standard deviation `scale`.
void run_box_muller(const Call& call, const void* words, void* y);

// Draws the call's n float64 of PCG64, without threads (kernels/pcg64.h).
void run_pcg64(const Call& call, void* state, const void* increment, void* y);

// Draws the call's n numbers of its distribution from number `index` on. The dtype is below kNumberDtypes.
void run_numbers(const Call& call, void* y);

}  // namespace dropout
