#include "run/given.h"

#include "kernels/chunk.h"
#include "kernels/memory.h"

namespace dropout {
namespace {

// Copies 32 n bits, from any bit on, to n words. Reads no word beyond the last bit.
void words_from(const unsigned char* words, size_t bit, size_t n, uint32_t* to) {
  const unsigned char* from = words + bit / 32 * sizeof(uint32_t);
  const uint32_t shift = bit % 32;
  if (shift == 0) return copy(to, from, n * sizeof(uint32_t));
  for (size_t w = 0; w < n; ++w, from += sizeof(uint32_t)) {
    to[w] = word_across(read<uint32_t>(from), read<uint32_t>(from + sizeof(uint32_t)), shift);
  }
}

}  // namespace

void apply_given(const Apply& apply, const void* given, uint64_t first, size_t n, Cursor& cursor, Traffic traffic) {
  if (n == 0) return;  // and the arrays may be null
  const unsigned char* from = static_cast<const unsigned char*>(given);
  const size_t head = elements_before_line(cursor.y, n, apply.bytes, traffic);
  size_t bit = size_t(first);
  apply_bits(apply, from, bit, head, cursor);
  bit += head, n -= head;
  if (bit % 32 == 0 && reinterpret_cast<uintptr_t>(from) % alignof(uint32_t) == 0) {  // no need to copy the words
    const void* words = from + bit / 32 * sizeof(uint32_t);
    if (n >= 32) apply.words(apply, static_cast<const uint32_t*>(words), n / 32, cursor, traffic);
    bit += n / 32 * 32, n %= 32;
  }
  alignas(kCacheLine) uint32_t words[kChunkWords];
  while (n >= 32) {
    const size_t count = n / 32 < kChunkWords ? n / 32 : kChunkWords;
    words_from(from, bit, count, words);
    apply.words(apply, words, count, cursor, traffic);
    bit += 32 * count, n -= 32 * count;
  }
  apply_bits(apply, from, bit, n, cursor);
}

}  // namespace dropout
