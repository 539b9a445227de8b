// Whole calls, cut into parts for the threads: their results do not depend on the number of threads, nor on the
// floating-point mode of any.
#pragma once

#include "call.h"

namespace dropout {

// The arrays have the call's n elements, beginning at any byte, and y is x itself or does not overlap it.
void run_dropout(const Call& call, const void* x, void* y);

// The words hold at least index + n bits, and y does not overlap them.
void run_apply(const Call& call, const void* words, const void* x, void* y);

// Draws n words. The call's index is that of the first word here, and its n is not read.
void run_draw(const Call& call, void* words, size_t n);

// Writes n words of the call's stream. The call's index is that of the first one, and its n is not read.
void run_words(const Call& call, void* words, size_t n);

// Writes the call's n numbers of its distribution from its index on; its dtype is below kNumberDtypes.
void run_numbers(const Call& call, void* y);

size_t element_bytes(Dtype dtype);

}  // namespace dropout
