// Applying masks, over the vector type of an instruction set and draw.inl.

// How far ahead of the elements at hand memory is asked for.
constexpr size_t kAhead = 4096;

// The elements of a chunk whose mask has been drawn: whole mask words, and some elements before and after them.
template <class F, Traffic kTraffic>
struct Drawn {
  using Element = typename F::Element;

  const Element* x;
  Element* y;
  typename F::Vector scale;
  Element factor;
  size_t words_per_share;
  const uint32_t* keep;  // of the first element's word
  size_t n;              // elements that are left

  // The next `count` elements; the first is bit `skip` of the first word, and those before a whole word are done at
  // once.
  INLINE void begin(const uint32_t* words, size_t skip, size_t count) {
    keep = words, n = count;
    if (skip > 0) some(*keep++ >> skip, 32 - skip < n ? 32 - skip : n);
  }

  INLINE void share() { whole(words_per_share); }

  // All that is left.
  INLINE void finish() {
    whole(n / 32);
    if (n > 0) some(*keep, n);
  }

 private:
  INLINE void whole(size_t words) {
    if (words > n / 32) words = n / 32;
    for (size_t w = 0; w < words; ++w, x += 32, y += 32) {
      if constexpr (kTraffic != kCached) {
        const char* ahead = reinterpret_cast<const char*>(x) + kAhead;
        for (size_t line = 0; line < 32 * sizeof(Element); line += 64) PREFETCH(ahead + line);
      }
      for (int k = 0; k < 32 / F::kWidth; ++k) {
        const auto kept = F::select(keep[w], k, F::multiply(F::load(x + k * F::kWidth), scale));
        if constexpr (kTraffic == kStream) {
          F::stream(y + k * F::kWidth, kept);
        } else {
          F::store(y + k * F::kWidth, kept);
        }
      }
    }
    keep += words, n -= words * 32;
  }

  INLINE void some(uint32_t bits, size_t count) {
    for (size_t i = 0; i < count; ++i) y[i] = bits >> i & 1 ? x[i] * factor : Element{0};
    x += count, y += count, n -= count;
  }
};

// While a chunk's mask is drawn, the chunk before it is applied.
template <class F, Traffic kTraffic>
static void apply_range(const Mask& mask, typename F::Element scale, uint64_t index, size_t n,
                        const typename F::Element* x, typename F::Element* y) {
  const Schedule schedule = make_schedule(mask);
  const uint32_t planes = planes_needed(mask);
  const size_t shares = kChunkWords / kStepWords * (planes > 0 ? planes : 1);
  uint32_t keep[2][kChunkWords];
  Drawn<F, kTraffic> drawn = {x, y, F::splat(scale), scale, (kChunkWords + shares - 1) / shares, keep[0], 0};
  for (size_t turn = 0; n > 0; turn ^= 1) {
    const size_t begin = index % kChunk, count = n < kChunk - begin ? n : kChunk - begin;
    draw_chunk(mask, schedule, planes, index - begin, begin / 32, (begin + count + 31) / 32, keep[turn], &drawn);
    drawn.finish();
    drawn.begin(keep[turn] + begin / 32, begin % 32, count);
    index += count, n -= count;
  }
  drawn.finish();
}

template <class F>
static void apply(const Mask& mask, double scale, uint64_t index, size_t n, const void* x, void* y,
                  [[maybe_unused]] Traffic traffic) {
  if (n == 0) return;  // and x and y may be null
  using Element = typename F::Element;
  const Element* from = static_cast<const Element*>(x);
  Element* to = static_cast<Element*>(y);
  if constexpr (kStreams) {
    const Element* first_word = to + (32 - index % 32) % 32;  // where whole vectors begin
    if (traffic == kStream && reinterpret_cast<uintptr_t>(first_word) % kStreamAlignment == 0) {
      apply_range<F, kStream>(mask, Element(scale), index, n, from, to);
      stream_fence();
      return;
    }
    if (traffic != kCached) return apply_range<F, kInPlace>(mask, Element(scale), index, n, from, to);
  }
  apply_range<F, kCached>(mask, Element(scale), index, n, from, to);
}
