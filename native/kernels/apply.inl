// Applies the operations of operations.h to vectors, by the words of a mask.

// How far ahead of the current elements to prefetch. A page or more would disturb hardware prefetching.
constexpr size_t kAheadBytes = 3072;

template <class D>
constexpr bool kIsNarrow = sizeof(typename D::Element) == 2;

template <class D>
struct ConstantsOf {
  typename D::Vector scale, shift, dropped;
  explicit INLINE ConstantsOf(const Constants& c)
      : scale(splat(c.scale)), shift(splat(c.shift)), dropped(splat(c.dropped)) {}
  static INLINE typename D::Vector splat(double v) { return D::splat(typename D::Compute(v)); }
};

// Applies an operation to one vector, whose bits begin at bit k·kWidth of the word.
#define VECTOR_OPERATION(Name, formula)                                                                 \
  template <class D>                                                                                    \
  struct Name {                                                                                         \
    static constexpr unsigned kReads = element::Name<float>::kReads;                                    \
    using Vector = typename D::Vector;                                                                  \
    static INLINE Vector of([[maybe_unused]] const ConstantsOf<D>& c, [[maybe_unused]] SelectWord word, \
                            [[maybe_unused]] int k, Vector x, [[maybe_unused]] Vector other,            \
                            [[maybe_unused]] Vector bias) {                                             \
      return formula;                                                                                   \
    }                                                                                                   \
  };

VECTOR_OPERATION(Select, D::select(word, k, D::multiply(x, c.scale)))
VECTOR_OPERATION(Affine, D::merge(word, k, D::add(D::multiply(x, c.scale), c.shift), c.dropped))
VECTOR_OPERATION(Bias, D::select(word, k, D::multiply(D::add(x, bias), c.scale)))
VECTOR_OPERATION(Add, D::add(other, D::select(word, k, D::multiply(D::add(x, bias), c.scale))))
VECTOR_OPERATION(Relu, D::select(word, k, D::multiply(D::positive(D::add(x, bias), D::add(x, bias)), c.scale)))
VECTOR_OPERATION(Choose, D::merge(word, k, x, other))
VECTOR_OPERATION(Reject, D::merge(word, k, D::splat(0), D::multiply(x, c.scale)))
VECTOR_OPERATION(Mix, D::add(D::multiply(x, c.scale), D::multiply(other, c.shift)))
VECTOR_OPERATION(SelectSum, D::select(word, k, D::multiply(x, c.scale)))
VECTOR_OPERATION(ReluGradient, D::positive(other, D::multiply(x, c.scale)))
VECTOR_OPERATION(Multiply, D::multiply(x, bias))
VECTOR_OPERATION(Divide, D::select(word, k, D::divide(x, c.scale)))
#undef VECTOR_OPERATION

// Writes one vector, or two that make one vector of 16-bit elements.
template <class D, class... Vectors>
INLINE void put(unsigned char* y, [[maybe_unused]] Traffic traffic, Vectors... vectors) {
  if constexpr (kStreams) {
    if (streams(traffic)) return D::stream(y, vectors...);
  }
  D::store(y, vectors...);
}

// Adds to the sums across the end of a tile. Not inlined, because that happens once in a tile.
template <class Compute>
NOINLINE static void add_up_around(unsigned char* tile, size_t n, size_t place, const Compute* values) {
  for (size_t i = 0; i < 32; ++i, place = place + 1 == n ? 0 : place + 1) {
    unsigned char* sum = tile + place * sizeof(Compute);
    write(sum, read<Compute>(sum) + values[i]);
  }
}

// Adds the 32 results of a word to the sums of their places.
template <class Wide>
INLINE void add_up(const typename Wide::Vector* values, const Cursor& cursor) {
  using Compute = typename Wide::Compute;
  constexpr int kVectors = 32 / Wide::kWidth;
  constexpr size_t kVectorBytes = Wide::kWidth * sizeof(Compute);
  if (cursor.place + 32 <= cursor.tile) {
    unsigned char* sums = cursor.sums + cursor.place * sizeof(Compute);
    for (int k = 0; k < kVectors; ++k, sums += kVectorBytes) {
      Wide::store(sums, Wide::add(Wide::load(sums), values[k]));
    }
  } else {
    Compute single[32];
    for (int k = 0; k < kVectors; ++k) Wide::store(single + k * Wide::kWidth, values[k]);
    add_up_around(cursor.sums, cursor.tile, cursor.place, single);
  }
}

template <class D, template <class> class Operation>
INLINE void apply_word(const ConstantsOf<D>& c, SelectWord word, Cursor& cursor, Traffic traffic) {
  using Compute = typename D::Compute;
  using Wide = typename D::Wide;  // vectors of the type that D computes in
  constexpr unsigned kReads = Operation<D>::kReads;
  constexpr size_t kBytes = 32 * sizeof(typename D::Element), kVectorBytes = D::kWidth * sizeof(typename D::Element);
  constexpr int kVectors = 32 / D::kWidth;
  if ((traffic & kAhead) != 0) {
    for (size_t line = 0; line < kBytes; line += 64) {
      PREFETCH(reinterpret_cast<const char*>(cursor.x) + kAheadBytes + line);
      if constexpr ((kReads & kOther) != 0) {
        PREFETCH(reinterpret_cast<const char*>(cursor.other) + kAheadBytes + line);
      }
    }
  }
  [[maybe_unused]] typename D::Vector values[kVectors];
  for (int k = 0; k < kVectors; ++k) {
    typename D::Vector other{}, bias{};
    if constexpr ((kReads & kOther) != 0) other = D::load(cursor.other + k * kVectorBytes);
    if constexpr ((kReads & kBiases) != 0) {
      bias = Wide::load(cursor.bias + (cursor.place + k * D::kWidth) * sizeof(Compute));
    }
    const typename D::Vector value = Operation<D>::of(c, word, k, D::load(cursor.x + k * kVectorBytes), other, bias);
    if constexpr ((kReads & kSums) != 0 || kIsNarrow<D>) values[k] = value;
    if constexpr (!kIsNarrow<D>) {
      put<D>(cursor.y + k * kVectorBytes, traffic, value);
    } else if (k % 2 != 0) {
      put<D>(cursor.y + (k - 1) * kVectorBytes, traffic, values[k - 1], value);
    }
  }
  if constexpr ((kReads & kSums) != 0) add_up<Wide>(values, cursor);
  cursor.x += kBytes, cursor.y += kBytes;
  if constexpr ((kReads & kOther) != 0) cursor.other += kBytes;
  if constexpr ((kReads & (kBiases | kSums)) != 0) {
    cursor.place += 32;
    if (cursor.place >= cursor.tile) cursor.place -= cursor.tile;
  }
}

template <class D, template <class> class Operation>
static void apply_vectors(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic) {
  const ConstantsOf<D> c(apply.constants);
  Cursor at = cursor;  // a local copy stays in registers
  for (size_t w = 0; w < n; ++w) apply_word<D, Operation>(c, words[w], at, unknown(traffic));
  cursor = at;
}

// Words of 16-bit elements to widen at a time.
constexpr size_t kWideWords = 8;

template <class D>
INLINE void widen_words(const unsigned char* from, size_t n, float* to) {
  for (size_t i = 0; i < 32 * n; i += D::kWidth) F32::store(to + i, D::load(from + i * sizeof(typename D::Element)));
}

#define VECTORS_OF(code, Operation) apply_vectors<F32, Operation>,
constexpr ApplyWords kFloat32Words[kOperations] = {OPERATIONS(VECTORS_OF)};
#undef VECTORS_OF

// Applies the operation on float32 to 16-bit elements, which are widened first, a piece at a time.
template <class D>
static void apply_widened(const Apply& apply, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic) {
  const bool reads_other = (kReads[apply.op] & kOther) != 0;
  float x[32 * kWideWords], other[32 * kWideWords], y[32 * kWideWords];
  const F32::Vector one = F32::splat(unknown(1.0f));  // x · 1 is x, but it makes a signaling NaN quiet
  Cursor piece = cursor;
  while (n > 0) {
    const size_t count = n < kWideWords ? n : kWideWords, bytes = 32 * count * sizeof(typename D::Element);
    widen_words<D>(cursor.x, count, x);
    if (reads_other) widen_words<D>(cursor.other, count, other);
    piece.x = reinterpret_cast<const unsigned char*>(x), piece.other = reinterpret_cast<const unsigned char*>(other);
    piece.y = reinterpret_cast<unsigned char*>(y);
    kFloat32Words[apply.op](apply, words, count, piece, kCached);
    for (size_t i = 0; i < 32 * count; i += 2 * D::kWidth) {
      put<D>(cursor.y + i * sizeof(typename D::Element), traffic, F32::multiply(F32::load(y + i), one),
             F32::multiply(F32::load(y + i + D::kWidth), one));
    }
    cursor.x += bytes, cursor.y += bytes;
    if (reads_other) cursor.other += bytes;
    words += count, n -= count;
  }
  cursor.place = piece.place;
}

// Whether an operation loads and stores 16-bit vectors itself. For Select, which most calls use, this is faster.
template <template <class> class Operation>
constexpr bool kNarrowVectors = false;
template <>
constexpr bool kNarrowVectors<Select> = true;

template <class D, template <class> class Operation>
constexpr ApplyWords words_of() {
  if constexpr (kIsNarrow<D> && !kNarrowVectors<Operation>) {
    return apply_widened<D>;
  } else {
    return apply_vectors<D, Operation>;
  }
}
