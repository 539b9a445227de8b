// Applying an operation to array elements that share mask elements; compiled once, for every processor.
#pragma once

#include "kernels/apply.h"
#include "run/layout.h"

namespace dropout {

// Applies an operation to n elements from element e of the array on. The mask's bits begin at bit `first` of the words,
// which may begin at any byte. If the operation ignores the value of dropped elements, long runs of them are not read.
void apply_shared(const Apply& apply, const Layout& layout, const void* words, size_t first, size_t e, size_t n,
                  Cursor& cursor, Traffic traffic, bool ignores);

}  // namespace dropout
