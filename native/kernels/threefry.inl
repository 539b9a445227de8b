// Words of Threefry-2x32 with 20 rounds (Salmon et al., SC'11), for src/replay/. Compilers make vectors of the loop.

// Words that are drawn at a time: a multiple of every vector.
constexpr size_t kThreefryStep = 64;

struct ThreefryPair {
  uint32_t x, y;

  INLINE void mix(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
    x += y, y = turned(y, a) ^ x;
    x += y, y = turned(y, b) ^ x;
    x += y, y = turned(y, c) ^ x;
    x += y, y = turned(y, d) ^ x;
  }

  INLINE void add(uint32_t a, uint32_t b) { x += a, y += b; }
};

static void threefry_words(const Key& key, uint64_t first, size_t n, void* out) {
  const uint32_t key0 = key.seed[0], key1 = key.seed[1], key2 = key0 ^ key1 ^ kThreefryParity;
  unsigned char* const to = static_cast<unsigned char*>(out);
  uint32_t drawn[kThreefryStep];
  for (size_t done = 0; done < n; done += kThreefryStep) {
    const uint32_t counter = uint32_t(first + done);
    VECTORIZED for (uint32_t i = 0; i < kThreefryStep; ++i) {
      ThreefryPair pair = {key0, key1 + (counter + i)};
      pair.mix(13, 15, 26, 6);
      pair.add(key1, key2 + 1);
      pair.mix(17, 29, 16, 24);
      pair.add(key2, key0 + 2);
      pair.mix(13, 15, 26, 6);
      pair.add(key0, key1 + 3);
      pair.mix(17, 29, 16, 24);
      pair.add(key1, key2 + 4);
      pair.mix(13, 15, 26, 6);
      pair.add(key2, key0 + 5);
      drawn[i] = pair.x ^ pair.y;
    }
    copy(to + done * sizeof(uint32_t), drawn, (n - done < kThreefryStep ? n - done : kThreefryStep) * sizeof(uint32_t));
  }
}
