// The fused kernel: while a chunk's words are drawn, the chunk before it is applied.
//
//            the chunk before              the chunk at hand
//     ───────────────────────────┐┌──────────────────────────────────
//      applied ┊  n are pending  ││ drawn, a plane at a time …
//              ┊                 ││
//        arrays, next            ││
//
//     drawn    [last word before | words of a chunk | one more]   where draw_chunk leaves its words
//                                     ┊ shifted, so that bit 0 is the first element that was not applied
//     words    [                   words of a chunk | one more]   where the pending elements have theirs
//
// The first `head` elements of a call, up to a line of y, are applied one by one as soon as they are drawn. After each
// plane `words_per_plane` words are applied, so that a chunk's are done when the next chunk is drawn. A word that the
// end of the chunk cuts is applied with the next chunk; its bits are in the last word before that.
template <class Words>
struct Pending {
  const Apply& apply;
  Words apply_words;
  typename Words::Held arrays;  // from the first element on that was not applied
  Traffic traffic;
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
    for (size_t w = 0; w < (n + 31) / 32; ++w) words[w] = word_across(from[w], from[w + 1], shift);
    next = words;
  }

  INLINE void after_plane() { apply_some(words_per_plane); }
  INLINE void apply_all_words() { apply_some(n / 32); }
  INLINE void apply_rest() { apply_now(next, 0, n); }

 private:
  INLINE void apply_some(size_t count) {
    if (count > n / 32) count = n / 32;
    apply_words(apply, next, count, arrays, traffic);
    next += count, n -= count * 32;
  }

  INLINE void apply_now(const uint32_t* from, size_t bit, size_t count) {
    Arrays at = arrays;  // so that no one else has the address of what should stay in registers
    apply_bits(apply, from, bit, count, at);
    arrays = at, n -= count;
  }
};

template <class Words>
static void drop_range(const Mask& mask, uint64_t index, size_t n, const Apply& apply, const Words& words_of,
                       Arrays arrays, Traffic traffic) {
  if (n == 0) return;  // and arrays may be null
  const Schedule schedule = make_schedule(mask.key);
  const uint32_t planes = planes_needed(mask.threshold);
  const size_t planes_per_chunk = kChunkWords / kStepWords * (planes > 0 ? planes : 1);
  const size_t words_per_plane = (kChunkWords + planes_per_chunk - 1) / planes_per_chunk;
  const bool only_drawn = Words::kDraws && apply.elements == nullptr;  // words are handed out as they are
  const size_t head = only_drawn ? 0 : elements_before_line(arrays.y, n, apply.bytes, traffic);
  alignas(kLine) uint32_t room[kLine / sizeof(uint32_t) + kChunkWords + 1];
  uint32_t* const drawn = room + kLine / sizeof(uint32_t) - 1;  // so that a chunk's words begin at a line
  uint32_t words[kChunkWords + 1];
  Pending<Words> pending = {apply, words_of, arrays, traffic, words_per_plane, head, 0, words, words};
  while (n > 0) {
    const size_t begin = index % kChunk, count = n < kChunk - begin ? n : kChunk - begin;
    draw_chunk(mask, schedule, planes, index - begin, begin / 32, (begin + count + 31) / 32, drawn + 1, &pending);
    if (only_drawn) {
      words_of(apply, drawn + 1 + begin / 32, count / 32, arrays, traffic);
    } else {
      pending.apply_all_words();
      pending.take(drawn, 32 + begin, count);
    }
    drawn[0] = drawn[kChunkWords];
    index += count, n -= count;
  }
  pending.apply_all_words();
  pending.apply_rest();
}

// Every operation, by its function, which is given the one place in memory where the arrays are: a copy would be read
// while it is being written, and wait for all that is streamed before it.
struct Called {
  using Held = Arrays&;
  static constexpr bool kDraws = true;

  INLINE void operator()(const Apply& apply, const uint32_t* words, size_t n, Arrays& arrays, Traffic traffic) const {
    if (n > 0) apply.words(apply, words, n, arrays, traffic);
  }
};

static void drop(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Arrays arrays, Traffic traffic) {
  drop_range(mask, index, n, apply, Called{}, arrays, traffic);
}
