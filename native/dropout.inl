// The fused kernel: while a chunk's words are drawn, the chunk before it is applied.
//
//            the chunk before              the chunk at hand
//     ───────────────────────────┐┌──────────────────────────────────
//      applied ┊  n are pending  ││ drawn, a plane at a time …
//              ┊                 ││
//           x, y, next           ││
//
//     drawn    [last word before | words of a chunk | one more]   where draw_chunk leaves its words
//                                     ┊ shifted, so that bit 0 is the first element that was not applied
//     words    [                   words of a chunk | one more]   where the pending elements have theirs
//
// The first `head` elements of a call, up to a line of y, are applied one by one as soon as they are drawn. After each
// plane `words_per_plane` words are applied, so that a chunk's are done when the next chunk is drawn. A word that the
// end of the chunk cuts is applied with the next chunk; its bits are in the last word before that.
template <class Operation, Traffic kTraffic>
struct Pending {
  using Element = typename Operation::Element;

  const unsigned char* x;  // the first element that was not applied, and its place
  unsigned char* y;
  Operation operation;
  size_t words_per_plane;
  size_t head;           // elements before the first line of y that have not been drawn
  size_t n;              // elements that are pending
  uint32_t* words;       // room for their words,
  const uint32_t* next;  // of which this is the first one left

  // Takes `count` elements more, whose words begin at a bit of `drawn`. Those that are left, fewer than 32, have the
  // bits before it.
  INLINE void take(const uint32_t* drawn, size_t bit, size_t count) {
    bit -= n, n += count;
    if (head > 0) {
      const size_t now = head < n ? head : n;
      apply_now(drawn, bit, now);
      head -= now, bit += now;
    }
    const uint32_t* from = drawn + bit / 32;
    const uint32_t shift = bit % 32;
    for (size_t w = 0; w < (n + 31) / 32; ++w) words[w] = from[w] >> shift | from[w + 1] << 1 << (31 - shift);
    next = words;
  }

  INLINE void after_plane() { apply_words(words_per_plane); }
  INLINE void apply_all_words() { apply_words(n / 32); }
  INLINE void apply_rest() { apply_now(next, 0, n); }

 private:
  INLINE void apply_words(size_t count) {
    if (count > n / 32) count = n / 32;
    for (size_t w = 0; w < count; ++w, x += 32 * sizeof(Element), y += 32 * sizeof(Element)) {
      apply_word<kTraffic>(operation, next[w], x, y);
    }
    next += count, n -= count * 32;
  }

  INLINE void apply_now(const uint32_t* from, size_t bit, size_t count) {
    apply_elements(operation, from, bit, count, x, y);
    x += count * sizeof(Element), y += count * sizeof(Element), n -= count;
  }
};

template <class Operation, Traffic kTraffic>
static void dropout_range(const Mask& mask, const Operation& operation, uint64_t index, size_t n,
                          const unsigned char* x, unsigned char* y) {
  const Schedule schedule = make_schedule(mask.key);
  const uint32_t planes = planes_needed(mask.threshold);
  const size_t planes_per_chunk = kChunkWords / kStepWords * (planes > 0 ? planes : 1);
  const size_t words_per_plane = (kChunkWords + planes_per_chunk - 1) / planes_per_chunk;
  const size_t head = elements_before_line<typename Operation::Element, kTraffic>(y, n);
  uint32_t drawn[1 + kChunkWords + 1];
  uint32_t words[kChunkWords + 1];
  Pending<Operation, kTraffic> pending = {x, y, operation, words_per_plane, head, 0, words, words};
  while (n > 0) {
    const size_t begin = index % kChunk, count = n < kChunk - begin ? n : kChunk - begin;
    draw_chunk(mask, schedule, planes, index - begin, begin / 32, (begin + count + 31) / 32, drawn + 1, &pending);
    pending.apply_all_words();
    pending.take(drawn, 32 + begin, count);
    drawn[0] = drawn[kChunkWords];
    index += count, n -= count;
  }
  pending.apply_all_words();
  pending.apply_rest();
}

template <class D>
static void dropout(const Mask& mask, const Values& values, uint64_t index, size_t n, const void* x, void* y,
                    [[maybe_unused]] Traffic traffic) {
  if (n == 0) return;  // and x and y may be null
  const Select<D> select(values);
  const unsigned char* from = static_cast<const unsigned char*>(x);
  unsigned char* to = static_cast<unsigned char*>(y);
  if constexpr (kStreams) {
    if (traffic == kStream) {
      dropout_range<Select<D>, kStream>(mask, select, index, n, from, to);
      stream_fence();
      return;
    }
    if (traffic == kAhead) return dropout_range<Select<D>, kAhead>(mask, select, index, n, from, to);
  }
  dropout_range<Select<D>, kCached>(mask, select, index, n, from, to);
}
