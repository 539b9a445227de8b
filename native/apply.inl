// Bits to values: what becomes of elements whose words are at hand, whoever drew or gave them.

// How far ahead of the elements at hand memory is asked for: less than a page, past which the processor's own fetching
// is thrown off.
constexpr size_t kAheadBytes = 3072;

// A line of the caches: from where y begins one, vectors are stored whole.
constexpr size_t kLine = 64;

// Below this many elements, those up to the first line of y cost more than aligned stores bring.
constexpr size_t kAligned = 1024;

// A kept element is multiplied, and a dropped one becomes +0, whatever it was.
template <class D>
struct Select {
  using Vectors = D;
  using Element = typename D::Element;

  typename D::Vector scales;
  typename D::Compute scale;

  explicit INLINE Select(const Values& values)
      : scales(D::splat(typename D::Compute(values.scale()))), scale(typename D::Compute(values.scale())) {}

  // For the vector whose bits are k·kWidth … of a word.
  INLINE typename D::Vector operator()(SelectWord word, int k, typename D::Vector x) const {
    return D::select(word, k, D::multiply(x, scales));
  }
  INLINE typename D::Compute operator()(bool kept, typename D::Compute x) const { return kept ? x * scale : 0; }
};

// The 32 bits from `bit` on. No word behind the last of them is read.
INLINE uint32_t word_at(const void* words, size_t bit) {
  const unsigned char* first = static_cast<const unsigned char*>(words) + bit / 32 * sizeof(uint32_t);
  const unsigned char* next = first + (bit % 32 != 0 ? sizeof(uint32_t) : 0);
  return read<uint32_t>(first) >> bit % 32 | read<uint32_t>(next) << 1 << (31 - bit % 32);
}

template <Traffic kTraffic, class Operation>
INLINE void apply_word(const Operation& operation, SelectWord word, const unsigned char* x, unsigned char* y) {
  using D = typename Operation::Vectors;
  constexpr size_t kVectorBytes = D::kWidth * sizeof(typename D::Element);
  if constexpr (kTraffic != kCached) {
    const char* soon = reinterpret_cast<const char*>(x) + kAheadBytes;
    for (size_t line = 0; line < 32 * sizeof(typename D::Element); line += kLine) PREFETCH(soon + line);
  }
  // Where vectors are single elements, eight are read before the first is written, so that compilers see vectors in
  // them: they cannot know that y does not overlap what is read next.
  constexpr int kAtOnce = D::kWidth == 1 ? 8 : 1;
  for (int first = 0; first < 32 / D::kWidth; first += kAtOnce) {
    typename D::Vector values[kAtOnce];
    for (int i = 0; i < kAtOnce; ++i) {
      values[i] = operation(word, first + i, D::load(x + (first + i) * kVectorBytes));
    }
    for (int i = 0; i < kAtOnce; ++i) {
      if constexpr (kTraffic == kStream) {
        D::stream(y + (first + i) * kVectorBytes, values[i]);
      } else {
        D::store(y + (first + i) * kVectorBytes, values[i]);
      }
    }
  }
}

// One by one, for those that fill no word.
template <class Operation>
INLINE void apply_elements(const Operation& operation, const void* words, size_t bit, size_t n, const unsigned char* x,
                           unsigned char* y) {
  using D = typename Operation::Vectors;
  using Element = typename Operation::Element;
  for (size_t i = 0; i < n; ++i, ++bit, x += sizeof(Element), y += sizeof(Element)) {
    const uint32_t word = read<uint32_t>(static_cast<const unsigned char*>(words) + bit / 32 * sizeof(uint32_t));
    write(y, D::narrow(operation((word >> bit % 32 & 1) != 0, D::widen(read<Element>(x)))));
  }
}

// The elements that come before the vectors of y are stored whole.
template <class Element, Traffic kTraffic>
INLINE size_t elements_before_line(const void* y, size_t n) {
  if (n < kAligned && kTraffic != kStream) return 0;
  const size_t before = (0 - reinterpret_cast<uintptr_t>(y)) % kLine / sizeof(Element);
  return before < n ? before : n;
}

template <Traffic kTraffic, class Operation>
static void apply_range(const Operation& operation, const void* words, size_t bit, size_t n, const unsigned char* x,
                        unsigned char* y) {
  using Element = typename Operation::Element;
  const size_t head = elements_before_line<Element, kTraffic>(y, n);
  apply_elements(operation, words, bit, head, x, y);
  x += head * sizeof(Element), y += head * sizeof(Element), bit += head, n -= head;
  for (; n >= 32; n -= 32, bit += 32, x += 32 * sizeof(Element), y += 32 * sizeof(Element)) {
    apply_word<kTraffic>(operation, word_at(words, bit), x, y);
  }
  apply_elements(operation, words, bit, n, x, y);
}

template <class Operation>
static void apply(const Values& values, const void* words, uint64_t index, size_t n, const void* x, void* y,
                  [[maybe_unused]] Traffic traffic) {
  if (n == 0) return;  // and x and y may be null
  const Operation operation(values);
  const unsigned char* from = static_cast<const unsigned char*>(x);
  unsigned char* to = static_cast<unsigned char*>(y);
  if constexpr (kStreams) {
    if (traffic == kStream) {
      apply_range<kStream>(operation, words, size_t(index), n, from, to);
      stream_fence();
      return;
    }
    if (traffic == kAhead) return apply_range<kAhead>(operation, words, size_t(index), n, from, to);
  }
  apply_range<kCached>(operation, words, size_t(index), n, from, to);
}
