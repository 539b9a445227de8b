// The fused kernel: applies one chunk while it draws the next.
//
//            the chunk before              the current chunk
//     ───────────────────────────┐┌──────────────────────────────────
//      applied ┊  n are pending  ││ drawn, a plane at a time …
//              ┊                 ││
//           cursor, next         ││
//
//     drawn    [last word before | words of a chunk | one more]   written by draw_chunk
//                                     ┊ shifted, so that bit 0 is the first element that was not applied
//     words    [                   words of a chunk | one more]   the words of the pending elements
//
// The first `head` elements of a call, up to a cache line of y, are applied one by one as soon as they are drawn. After
// some planes `words_at_once` words are applied, so that a chunk is done when the next one is drawn. A word that the
// end of a chunk cuts is applied with the next chunk: drawn[0] keeps the last word of the chunk before.
//
// `Applier` applies whole words of one operation: ApplyAny below, or ApplyFused of fused.inl. Its StoredCursor says
// whether Pending holds a cursor or refers to the caller's.
template <class Applier>
struct Pending {
  const Apply& apply;
  Applier apply_words;
  typename Applier::StoredCursor cursor;  // at the first element that was not applied
  Traffic traffic;
  size_t words_at_once;
  size_t head;           // elements before the first cache line of y that have not been drawn
  size_t n;              // pending elements
  uint32_t* words;       // room for the words of the pending elements
  const uint32_t* next;  // the first of these words

  // Adds `count` elements, whose bits begin at bit `bit` of `drawn`. Fewer than 32 older elements are still pending;
  // their bits are just before.
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

  static constexpr uint32_t kPlanesApart = Applier::kPlanesApart;

  INLINE void after_planes() {
    const size_t count = n / 32 < words_at_once ? n / 32 : words_at_once;
    apply_words(apply, next, count, cursor, traffic);
    next += count, n -= count * 32;
  }

  // Few words are left after the last plane: they are not worth a second copy of the inlined operation. In WebAssembly
  // the copy is small, and a call here would keep the cursor in memory, which slows fused kernels by up to 9 %.
  INLINE void apply_all_words() {
    const size_t count = n / 32;
#ifdef __wasm__
    apply_words(apply, next, count, cursor, traffic);
#else
    if (count == 0) return;
    Cursor at = cursor;
    apply.words(apply, next, count, at, traffic);
    cursor = at;
#endif
    next += count, n %= 32;
  }

  INLINE void apply_rest() { apply_now(next, 0, n); }

 private:
  INLINE void apply_now(const uint32_t* from, size_t bit, size_t count) {
    Cursor at = cursor;  // so that `cursor` has no address and can stay in registers
    apply_bits(apply, from, bit, count, at);
    cursor = at, n -= count;
  }
};

template <class Applier>
static void drop_range(const Mask& mask, uint64_t index, size_t n, const Apply& apply, const Applier& applier,
                       Cursor cursor, Traffic traffic) {
  if (n == 0) return;  // and the arrays may be null
  const Schedule schedule = make_schedule(mask.key);
  const uint32_t planes = planes_needed(mask.threshold);
  constexpr size_t kApart = Applier::kPlanesApart;
  const size_t times = kChunkWords / kStepWords * (planes > 0 ? (planes + kApart - 1) / kApart : 1);
  const size_t words_at_once = (kChunkWords + times - 1) / times;
  const size_t head = elements_before_line(cursor.y, n, apply.bytes, traffic);
  alignas(kCacheLine) uint32_t room[kCacheLine / sizeof(uint32_t) + kChunkWords + 1];
  uint32_t* const drawn = room + kCacheLine / sizeof(uint32_t) - 1;  // so that a chunk's words begin at a cache line
  uint32_t words[kChunkWords + 1];
  Pending<Applier> pending = {apply, applier, cursor, traffic, words_at_once, head, 0, words, words};
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

// Applies any operation, through its pointer. The cursor stays where the caller has it: a load from a fresh copy would
// wait for the streaming stores before it.
struct ApplyAny {
  using StoredCursor = Cursor&;
  static constexpr uint32_t kPlanesApart = 4;  // a call costs as much as applying a word

  INLINE void operator()(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic) const {
    if (n > 0) apply.words(apply, words, n, cursor, traffic);
  }
};

static void drop(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Cursor cursor, Traffic traffic) {
  drop_range(mask, index, n, apply, ApplyAny{}, cursor, traffic);
}
