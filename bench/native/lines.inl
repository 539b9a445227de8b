// Copies, scales and adds by the vector type F of an instruction set (native/kernels/isa), and stores whole lines of y.
// Elements outside of whole lines go one by one. stream.cc includes this file in the set's namespace and target region.

// kStore stores through the caches, the others past them. kAsked also prefetches x, because the processor's own
// prefetches end at a page. kPages prefetches the whole next page before it reads a page.
enum Way { kStore, kStream, kAsked, kPages };

template <class F, Kind kKind, Way kWay>
INLINE void line(const typename F::Element* x, const typename F::Element* r, typename F::Element* y,
                 typename F::Vector s) {
  for (size_t k = 0; k < kLine / sizeof(*x); k += F::kWidth) {
    typename F::Vector result = F::load(x + k);
    if (kKind == kScale) result = F::multiply(result, s);
    if (kKind == kAdd) result = F::add(result, F::load(r + k));
    if (kWay == kStore) {
      F::store(y + k, result);
    } else {
      F::stream(y + k, result);
    }
  }
}

template <Kind kKind, class Element>
INLINE Element single(Element x, Element other) {
  return kKind == kScale ? x * other : kKind == kAdd ? x + other : x;
}

template <class F, Kind kKind, Way kWay>
void lines(const void* from, const void* other, void* to, size_t n, double factor) {
  using Element = typename F::Element;
  constexpr size_t kElements = kLine / sizeof(Element), kPageElements = kPage / sizeof(Element);
  const Element *x = static_cast<const Element*>(from), *r = static_cast<const Element*>(other);
  Element* y = static_cast<Element*>(to);
  const Element one = Element(factor);
  const typename F::Vector s = F::splat(one);
  const size_t to_line = (0 - reinterpret_cast<uintptr_t>(y)) % kLine / sizeof(Element);
  const size_t head = to_line < n ? to_line : n, end = head + (n - head) / kElements * kElements;
  for (size_t i = 0; i < head; ++i) y[i] = single<kKind>(x[i], kKind == kAdd ? r[i] : one);
  for (size_t i = head; i < end;) {
    const size_t stop = end - i < kPageElements ? end : i + kPageElements;
    const char* next_page = reinterpret_cast<const char*>(x + i) + kPage;
    for (size_t at = 0; kWay == kPages && at < kPage; at += kLine) PREFETCH(next_page + at);
    for (; i < stop; i += kElements) {
      if (kWay == kAsked) PREFETCH(reinterpret_cast<const char*>(x + i) + kAhead);
      if (kWay == kAsked && kKind == kAdd) PREFETCH(reinterpret_cast<const char*>(r + i) + kAhead);
      line<F, kKind, kWay>(x + i, kKind == kAdd ? r + i : nullptr, y + i, s);
    }
  }
  if (kWay != kStore) dropout::stream_fence();
  for (size_t i = end; i < n; ++i) y[i] = single<kKind>(x[i], kKind == kAdd ? r[i] : one);
}

template <Kind kKind, Way kWay>
constexpr Variant variant(const char* name) {
  return {name, lines<F32, kKind, kWay>, lines<F64, kKind, kWay>};
}
