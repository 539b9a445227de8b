// Applying an operation by given words; compiled once, for every processor.
#pragma once

#include "kernels/apply.h"

namespace dropout {

// Applies an operation to n elements, whose bits begin at bit `bit` of the words. The words may begin at any byte.
void apply_given(const Apply& apply, const void* words, uint64_t bit, size_t n, Cursor& cursor, Traffic traffic);

}  // namespace dropout
