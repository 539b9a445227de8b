#include "run/layout.h"

#include <algorithm>

#include "kernels/memory.h"

namespace dropout {
namespace {

// Up to 32 bits from `bit` on. No word after the last of them is read.
uint32_t bits_at(const unsigned char* words, size_t bit, size_t n) {
  const unsigned char* word = words + bit / 32 * sizeof(uint32_t);
  const size_t shift = bit % 32;
  uint32_t bits = read<uint32_t>(word) >> shift;
  if (shift + n > 32) bits |= read<uint32_t>(word + sizeof(uint32_t)) << (32 - shift);
  return n < 32 ? bits & ((uint32_t{1} << n) - 1) : bits;
}

// Appends bits to words; the words are 0 from bit `at` on.
struct Appender {
  uint32_t* words;
  size_t at;

  void append(uint32_t bits, size_t n) {
    words[at / 32] |= bits << at % 32;
    if (at % 32 + n > 32) words[at / 32 + 1] |= bits >> (32 - at % 32);
    at += n;
  }

  // Appends n ones.
  void ones(size_t n) {
    while (n > 0) {
      const size_t count = std::min(n, 32 - at % 32);
      append(count < 32 ? (uint32_t{1} << count) - 1 : ~uint32_t{0}, count);
      n -= count;
    }
  }
};

}  // namespace

void expand(const Layout& layout, const void* words, size_t first, size_t e, size_t n, uint32_t* to) {
  const unsigned char* from = static_cast<const unsigned char*>(words);
  std::fill(to, to + (n + 31) / 32, 0);
  Appender out = {to, 0};
  size_t element = layout.mask_element(e), inner = e % layout.inner, shared = e / layout.inner % layout.shared;
  while (n > 0) {
    if (layout.inner == 1) {
      const size_t count = std::min(layout.shared - shared, n);
      if (bit_at(from, first + element)) {
        out.ones(count);
      } else {
        out.at += count;
      }
      shared = 0, ++element, n -= count;
      continue;
    }
    size_t count = std::min(layout.inner - inner, n);
    n -= count, inner += count;
    for (size_t bit = first + element; count > 0;) {
      const size_t some = std::min<size_t>(count, 32);
      out.append(bits_at(from, bit, some), some);
      bit += some, element += some, count -= some;
    }
    if (inner == layout.inner) {
      inner = 0;
      if (++shared < layout.shared) {
        element -= layout.inner;
      } else {
        shared = 0;
      }
    }
  }
}

}  // namespace dropout
