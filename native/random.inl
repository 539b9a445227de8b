// Words of a stream as numbers: word i of a stream is word i % 4 of block i / 4, and number i of a distribution is made
// of the words at its place.

// The blocks of all lanes are drawn in one step.
constexpr size_t kNumbersStep = size_t{4} * kLanes;

// Numbers that are drawn at a time, so that their words stay in the nearest cache.
constexpr size_t kNumbers = 1024;

// Words from `first` on, which begins a step; n is rounded up to whole steps.
NOINLINE static void words_chunk(const Key& key, const Schedule& schedule, uint32_t stream, uint64_t first, size_t n,
                                 uint32_t* words) {
  for (size_t i = 0; i < n; i += kNumbersStep) {
    Bits words01, words23;
    draw_plane(common_to_planes(key, schedule, (first + i) / 4), schedule, stream, &words01, &words23);
    unpack(words01, words23, words + i);
  }
}

// The part of a call that is drawn next: `count` numbers, which stand behind `skip` others of their step.
struct Piece {
  size_t skip, count;

  Piece(uint64_t first, size_t n) : skip(first % kNumbersStep), count(n < kNumbers - skip ? n : kNumbers - skip) {}
};

static void words(const Key& key, uint32_t stream, uint64_t first, size_t n, void* out) {
  const Schedule schedule = make_schedule(key);
  unsigned char* to = static_cast<unsigned char*>(out);
  uint32_t drawn[kNumbers];
  while (n > 0) {
    const Piece piece(first, n);
    words_chunk(key, schedule, stream, first - piece.skip, piece.skip + piece.count, drawn);
    for (size_t i = 0; i < piece.count; ++i) write(to + i * sizeof(uint32_t), drawn[piece.skip + i]);
    first += piece.count, n -= piece.count, to += piece.count * sizeof(uint32_t);
  }
}

// Source::chunk writes numbers as words_chunk writes words.
template <class T, class Source>
static void numbers(const Key& key, const Scaling& scaling, uint64_t first, size_t n, void* out) {
  const Schedule schedule = make_schedule(key);
  const T shift = T(scaling.shift), scale = T(scaling.scale), most = T(scaling.most);
  unsigned char* to = static_cast<unsigned char*>(out);
  typename Source::Number drawn[kNumbers];
  while (n > 0) {
    const Piece piece(first, n);
    Source::chunk(key, schedule, first - piece.skip, piece.skip + piece.count, drawn);
    for (size_t i = 0; i < piece.count; ++i) {
      const T y = shift + scale * T(drawn[piece.skip + i]);
      write(to + i * sizeof(T), y < most ? y : most);
    }
    first += piece.count, n -= piece.count, to += piece.count * sizeof(T);
  }
}
