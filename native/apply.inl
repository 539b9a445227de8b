// Applying masks, over the vector type of an instruction set and draw.inl.

// How far ahead of the elements at hand memory is asked for: less than a page, past which the processor's own fetching
// is thrown off.
constexpr size_t kAhead = 3072;

// A line of the caches: from where y begins one, vectors are stored whole.
constexpr size_t kLine = 64;

// Below this many elements, those up to the first line of y cost more than aligned stores bring.
constexpr size_t kAligned = 1024;

// The elements whose mask has been drawn.
template <class F, Traffic kTraffic>
struct Drawn {
  using Element = typename F::Element;

  const Element* x;
  Element* y;
  typename F::Vector scale;
  Element factor;
  size_t words_per_share;
  size_t head;           // elements before the first line of y
  size_t n;              // elements that are left
  uint32_t* words;       // their mask,
  const uint32_t* keep;  // and as much of it as is left

  // `count` elements more, whose mask begins at a bit of `bits`; that of those left, fewer than 32, ends there.
  INLINE void begin(const uint32_t* bits, size_t bit, size_t count) {
    bit -= n, n += count;
    if (head > 0) {
      const size_t now = head < n ? head : n;
      some(bits, bit, now);
      head -= now, bit += now;
    }
    const uint32_t* from = bits + bit / 32;
    const uint32_t shift = bit % 32;
    for (size_t w = 0; w < (n + 31) / 32; ++w) words[w] = from[w] >> shift | from[w + 1] << 1 << (31 - shift);
    keep = words;
  }

  INLINE void share() { whole(words_per_share); }
  INLINE void whole() { whole(n / 32); }
  INLINE void rest() { some(keep, 0, n); }

 private:
  INLINE void whole(size_t count) {
    if (count > n / 32) count = n / 32;
    for (size_t w = 0; w < count; ++w, x += 32, y += 32) {
      if constexpr (kTraffic != kCached) {
        const char* soon = reinterpret_cast<const char*>(x) + kAhead;
        for (size_t line = 0; line < 32 * sizeof(Element); line += kLine) PREFETCH(soon + line);
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
    keep += count, n -= count * 32;
  }

  INLINE void some(const uint32_t* bits, size_t bit, size_t count) {
    for (size_t i = 0; i < count; ++i, ++bit) y[i] = bits[bit / 32] >> bit % 32 & 1 ? x[i] * factor : Element{0};
    x += count, y += count, n -= count;
  }
};

// While a chunk's mask is drawn, the chunk before it is applied.
template <class F, Traffic kTraffic>
static void apply_range(const Mask& mask, typename F::Element scale, uint64_t index, size_t n,
                        const typename F::Element* x, typename F::Element* y) {
  using Element = typename F::Element;
  const Schedule schedule = make_schedule(mask);
  const uint32_t planes = planes_needed(mask);
  const size_t shares = kChunkWords / kStepWords * (planes > 0 ? planes : 1);
  const size_t before_line = (0 - reinterpret_cast<uintptr_t>(y)) % kLine / sizeof(Element);
  const size_t head = n < kAligned && kTraffic != kStream ? 0 : before_line;
  uint32_t bits[1 + kChunkWords + 1];  // with the last word of the chunk before, and one that is read in vain
  uint32_t words[kChunkWords + 1];
  Drawn<F, kTraffic> drawn = {x, y, F::splat(scale), scale, (kChunkWords + shares - 1) / shares, head, 0, words, words};
  while (n > 0) {
    const size_t begin = index % kChunk, count = n < kChunk - begin ? n : kChunk - begin;
    draw_chunk(mask, schedule, planes, index - begin, begin / 32, (begin + count + 31) / 32, bits + 1, &drawn);
    drawn.whole();
    drawn.begin(bits, 32 + begin, count);
    bits[0] = bits[kChunkWords];
    index += count, n -= count;
  }
  drawn.whole();
  drawn.rest();
}

template <class F>
static void apply(const Mask& mask, double scale, uint64_t index, size_t n, const void* x, void* y,
                  [[maybe_unused]] Traffic traffic) {
  if (n == 0) return;  // and x and y may be null
  using Element = typename F::Element;
  const Element* from = static_cast<const Element*>(x);
  Element* to = static_cast<Element*>(y);
  if constexpr (kStreams) {
    if (traffic == kStream) {
      apply_range<F, kStream>(mask, Element(scale), index, n, from, to);
      stream_fence();
      return;
    }
    if (traffic == kInPlace) return apply_range<F, kInPlace>(mask, Element(scale), index, n, from, to);
  }
  apply_range<F, kCached>(mask, Element(scale), index, n, from, to);
}
