// The fused kernel of select, the operation of most calls. It is inlined into drop_range: calling it through a pointer
// would take 3 to 8 % longer if arrays are in the caches.
template <class D>
struct ApplySelect {
  using StoredCursor = Cursor;  // in registers

  ConstantsOf<D> c;

  INLINE void operator()(const Apply&, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic) const {
    if (traffic == kCached) return run<kCached>(words, n, cursor);
    if constexpr (kStreams) {
      if (traffic == kStream) return run<kStream>(words, n, cursor);
      run<kAhead>(words, n, cursor);
    }
  }

 private:
  template <Traffic kTraffic>
  INLINE void run(const uint32_t* words, size_t n, Cursor& cursor) const {
    for (size_t w = 0; w < n; ++w) apply_word<D, Select>(c, words[w], cursor, kTraffic);
  }
};

template <class D>
static void drop_select(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Cursor cursor,
                        Traffic traffic) {
  drop_range(mask, index, n, apply, ApplySelect<D>{ConstantsOf<D>(apply.constants)}, cursor, traffic);
}
