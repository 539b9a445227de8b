// Which mask element an array element has, if array elements share mask elements.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace dropout {

// Array element e has mask element e / (shared · inner) · inner + e % inner.
struct Layout {
  size_t shared;  // how many times a run of `inner` mask elements is used before the next run begins
  size_t inner;

  size_t mask_element(size_t e) const { return e / (shared * inner) * inner + e % inner; }

  // How many mask elements the first n array elements have.
  size_t mask_elements(size_t n) const {
    const size_t group = shared * inner, rest = n % group;
    return n / group * inner + (rest < inner ? rest : inner);
  }
};

// Writes the bits of n array elements from element e on to `to`, which has room for whole words. The mask's bits begin
// at bit `first` of `words`, which may begin at any byte.
void expand(const Layout& layout, const void* words, size_t first, size_t e, size_t n, uint32_t* to);

}  // namespace dropout
