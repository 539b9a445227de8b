// Words of a stream, and numbers made of them. Word i of a stream is word i % 4 of block i / 4. Uniform number i
// is made of word i of one or two streams. Normal numbers are made in pairs, of the two words at their places.

// Numbers are drawn and scaled in whole steps. A step is a multiple of every vector, so that no loop has a remainder.
constexpr size_t kNumbersStep = 64;

// Numbers that are drawn at a time. They stay in the first-level cache.
constexpr size_t kNumbers = 1024;

INLINE size_t whole_steps(size_t n) { return (n + kNumbersStep - 1) / kNumbersStep * kNumbersStep; }

// Draws n words from `first` on, a multiple of a step. n is rounded up to whole steps.
NOINLINE static void words_chunk(const Key& key, const Schedule& schedule, uint32_t stream, uint64_t first, size_t n,
                                 uint32_t* words) {
  ROLLED for (size_t i = 0; i < whole_steps(n); i += size_t{4} * kLanes) {
    Bits words01, words23;
    draw_plane(common_to_planes(key, schedule, (first + i) / 4), schedule, stream, &words01, &words23);
    unpack(words01, words23, words + i);
  }
}

// The part of a call that is drawn next: `count` elements, after `skip` others of their step.
struct Piece {
  size_t skip, count;

  Piece(uint64_t first, size_t n) : skip(first % kNumbersStep), count(n < kNumbers - skip ? n : kNumbers - skip) {}
};

// Calls draw(first, n, elements), which writes elements as words_chunk does, for each piece.
template <class T, class Draw>
INLINE void draw_pieces(uint64_t first, size_t n, void* out, const Draw& draw) {
  unsigned char* to = static_cast<unsigned char*>(out);
  T drawn[kNumbers];
  while (n > 0) {
    const Piece piece(first, n);
    draw(first - piece.skip, piece.skip + piece.count, drawn);
    copy(to, drawn + piece.skip, piece.count * sizeof(T));
    first += piece.count, n -= piece.count, to += piece.count * sizeof(T);
  }
}

struct DrawWords {
  const Key& key;
  const Schedule schedule;
  uint32_t stream;

  INLINE void operator()(uint64_t first, size_t n, uint32_t* words) const {
    words_chunk(key, schedule, stream, first, n, words);
  }
};

static void stream_words(const Key& key, uint32_t stream, uint64_t first, size_t n, void* out) {
  draw_pieces<uint32_t>(first, n, out, DrawWords{key, make_schedule(key), stream});
}

// Writes numbers of a distribution as words_chunk writes words.
template <class T>
using NumbersChunk = void (*)(const Key& key, const Schedule& schedule, uint64_t first, size_t n, T* numbers);

template <class T>
struct DrawNumbers {
  const Key& key;
  const Schedule schedule;
  NumbersChunk<T> chunk;
  T shift, scale, most;

  INLINE void operator()(uint64_t first, size_t n, T* numbers) const {
    chunk(key, schedule, first, n, numbers);
    for (size_t i = 0; i < whole_steps(n); ++i) {
      const T y = shift + scale * numbers[i];
      numbers[i] = y < most ? y : most;
    }
  }
};

template <class T>
NOINLINE static void numbers_by(NumbersChunk<T> chunk, const Key& key, const Scaling& scaling, uint64_t first, size_t n,
                                void* out) {
  draw_pieces<T>(first, n, out,
                 DrawNumbers<T>{key, make_schedule(key), chunk, T(scaling.shift), T(scaling.scale), T(scaling.most)});
}

template <class T, NumbersChunk<T> kNumbersChunk>
static void numbers(const Key& key, const Scaling& scaling, uint64_t first, size_t n, void* out) {
  numbers_by<T>(kNumbersChunk, key, scaling, first, n, out);
}
