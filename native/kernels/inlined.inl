// The fused kernel of what most calls are: it has no calls of functions within, which would take 3 to 8 % of the time
// where arrays are in the caches.
template <class D>
struct Inlined {
  using Held = Arrays;  // in registers
  static constexpr bool kDraws = false;

  ConstantsOf<D> c;

  INLINE void operator()(const Apply&, const uint32_t* words, size_t n, Arrays& arrays, Traffic traffic) const {
    if (traffic == kCached) return run<kCached>(words, n, arrays);
    if constexpr (kStreams) {
      if (traffic == kStream) return run<kStream>(words, n, arrays);
      run<kAhead>(words, n, arrays);
    }
  }

 private:
  template <Traffic kTraffic>
  INLINE void run(const uint32_t* words, size_t n, Arrays& arrays) const {
    for (size_t w = 0; w < n; ++w) apply_word<D, Select>(c, words[w], arrays, kTraffic);
  }
};

template <class D>
static void drop_select(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Arrays arrays,
                        Traffic traffic) {
  drop_range(mask, index, n, apply, Inlined<D>{ConstantsOf<D>(apply.constants)}, arrays, traffic);
}
