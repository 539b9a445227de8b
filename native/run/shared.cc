#include "run/shared.h"

#include <algorithm>

#include "kernels/chunk.h"
#include "kernels/memory.h"
#include "run/fill.h"
#include "run/given.h"

namespace dropout {
namespace {

// Longer runs are applied one by one; shorter runs are written out as words, a chunk at a time.
constexpr size_t kLongRun = 1024;

// The words of a chunk.
struct ChunkWords {
  uint32_t word[kChunkWords];
};

constexpr ChunkWords all(uint32_t word) {
  ChunkWords all = {};
  for (uint32_t& one : all.word) one = word;
  return all;
}

constexpr ChunkWords kAllKept = all(~uint32_t{0}), kAllDropped = all(0);

// Applies an operation to n elements that share one mask element.
void apply_run(const Apply& apply, bool kept, size_t n, Cursor& cursor, Traffic traffic) {
  const uint32_t* words = kept ? kAllKept.word : kAllDropped.word;
  const size_t head = elements_before_line(cursor.y, n, apply.bytes, traffic);
  apply_bits(apply, words, 0, head, cursor);
  n -= head;
  for (size_t left = n / 32; left > 0;) {
    const size_t count = std::min(left, kChunkWords);
    apply.words(apply, words, count, cursor, traffic);
    left -= count;
  }
  apply_bits(apply, words, 0, n % 32, cursor);
}

// The result of a dropped element, for an operation that ignores its value.
void value_of_dropped(const Apply& apply, unsigned char (&pattern)[kPattern]) {
  const unsigned char zeros[kPattern] = {};
  Cursor cursor = {zeros, nullptr, nullptr, pattern, nullptr, 0, 0};
  apply_bits(apply, kAllDropped.word, 0, kPattern / apply.bytes, cursor);
}

void apply_long_runs(const Apply& apply, const Layout& layout, const unsigned char* words, size_t first, size_t e,
                     size_t n, Cursor& cursor, Traffic traffic, bool ignores) {
  unsigned char dropped[kPattern];
  if (ignores) value_of_dropped(apply, dropped);
  while (n > 0) {
    const size_t bit = first + e / layout.shared, count = std::min(layout.shared - e % layout.shared, n);
    const bool kept = bit_at(words, bit);
    if (kept || !ignores) {
      apply_run(apply, kept, count, cursor, traffic);
    } else {
      fill(cursor.y, count * apply.bytes, dropped, streams(traffic));
      cursor.x += count * apply.bytes, cursor.y += count * apply.bytes;
    }
    e += count, n -= count;
  }
}

}  // namespace

void apply_shared(const Apply& apply, const Layout& layout, const void* given, size_t first, size_t e, size_t n,
                  Cursor& cursor, Traffic traffic, bool ignores) {
  const unsigned char* words = static_cast<const unsigned char*>(given);
  if (layout.inner == 1 && layout.shared >= kLongRun) {
    return apply_long_runs(apply, layout, words, first, e, n, cursor, traffic, ignores);
  }
  const size_t group = layout.shared * layout.inner;  // elements that use the same run of the mask
  uint32_t expanded[kChunkWords];
  while (n > 0) {
    const size_t head = elements_before_line(cursor.y, n, apply.bytes, traffic);  // so that what follows is aligned
    size_t count = std::min(n, head > 0 ? head : kChunk), times = 1;
    if (layout.inner >= kLongRun) {
      count = std::min(layout.inner - e % layout.inner, n);
      apply_given(apply, words, first + layout.mask_element(e), count, cursor, traffic);
    } else {
      const size_t alike = std::min(group - e % group, n), whole = kChunk / layout.inner * layout.inner;
      if (head == 0 && alike >= 2 * whole) count = whole, times = alike / whole;
      expand(layout, words, first, e, count, expanded);
      for (size_t i = 0; i < times; ++i) apply_given(apply, expanded, 0, count, cursor, traffic);
    }
    e += count * times, n -= count * times;
  }
}

}  // namespace dropout
