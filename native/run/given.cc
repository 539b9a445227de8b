#include "run/given.h"

#include "kernels/memory.h"

namespace dropout {
namespace {

constexpr size_t kChunkWords = 128;

// The n words that begin at a bit. No word behind the last of them is read.
void words_from(const unsigned char* words, size_t bit, size_t n, uint32_t* to) {
  const unsigned char* from = words + bit / 32 * sizeof(uint32_t);
  const uint32_t shift = bit % 32;
  if (shift == 0) return copy(to, from, n * sizeof(uint32_t));
  for (size_t w = 0; w < n; ++w, from += sizeof(uint32_t)) {
    to[w] = word_across(read<uint32_t>(from), read<uint32_t>(from + sizeof(uint32_t)), shift);
  }
}

void copy_words(const Apply&, const uint32_t* words, size_t n, Arrays& arrays, Traffic) {
  copy(arrays.y, words, n * sizeof(uint32_t));
  arrays.y += n * sizeof(uint32_t);
}

}  // namespace

void draw_words(const Kernels& kernels, const Mask& mask, uint64_t first, size_t n, void* words) {
  const Apply apply = {{}, nullptr, copy_words, 0, kOperations};
  const Arrays arrays = {nullptr, nullptr, nullptr, static_cast<unsigned char*>(words), nullptr, 0, 0};
  kernels.drop(mask, first * 32, n * 32, apply, arrays, kCached);
}

void apply_bits(const Apply& apply, const void* words, size_t bit, size_t n, Arrays& arrays) {
  const unsigned char* from = static_cast<const unsigned char*>(words);
  while (n > 0) {
    const size_t count = n < 32 - bit % 32 ? n : 32 - bit % 32;
    apply.elements(apply, read<uint32_t>(from + bit / 32 * sizeof(uint32_t)) >> bit % 32, count, arrays);
    bit += count, n -= count;
  }
}

void apply_given(const Apply& apply, const void* given, uint64_t first, size_t n, Arrays& arrays, Traffic traffic) {
  if (n == 0) return;  // and arrays may be null
  const unsigned char* from = static_cast<const unsigned char*>(given);
  const size_t head = elements_before_line(arrays.y, n, apply.bytes, traffic);
  size_t bit = size_t(first);
  apply_bits(apply, from, bit, head, arrays);
  bit += head, n -= head;
  if (bit % 32 == 0 && reinterpret_cast<uintptr_t>(from) % alignof(uint32_t) == 0) {  // as they are
    const void* words = from + bit / 32 * sizeof(uint32_t);
    if (n >= 32) apply.words(apply, static_cast<const uint32_t*>(words), n / 32, arrays, traffic);
    bit += n / 32 * 32, n %= 32;
  }
  alignas(kLine) uint32_t words[kChunkWords];
  while (n >= 32) {
    const size_t count = n / 32 < kChunkWords ? n / 32 : kChunkWords;
    words_from(from, bit, count, words);
    apply.words(apply, words, count, arrays, traffic);
    bit += 32 * count, n -= 32 * count;
  }
  apply_bits(apply, from, bit, n, arrays);
}

}  // namespace dropout
