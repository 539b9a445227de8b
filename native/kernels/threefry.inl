// Words of Threefry-2x32 with 20 rounds (Salmon et al., SC'11), for src/replay/. Compilers make vectors of the loop.

// Words that are encrypted side by side, because each round waits for the round before.
constexpr size_t kChains = 4;

struct ThreefryPairs {
  uint32_t x[kChains], y[kChains];

  INLINE void turn(uint32_t by) {
    for (size_t c = 0; c < kChains; ++c) x[c] += y[c], y[c] = turned(y[c], by) ^ x[c];
  }

  INLINE void mix(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { turn(a), turn(b), turn(c), turn(d); }

  INLINE void add(uint32_t a, uint32_t b) {
    for (size_t c = 0; c < kChains; ++c) x[c] += a, y[c] += b;
  }
};

static void threefry_words(const Key& key, uint64_t first, size_t n, void* out) {
  constexpr size_t kApart = 16;  // a multiple of every vector
  constexpr size_t kStep = kApart * kChains;
  const uint32_t key0 = key.seed[0], key1 = key.seed[1], key2 = key0 ^ key1 ^ kThreefryParity;
  unsigned char* const to = static_cast<unsigned char*>(out);
  uint32_t drawn[kStep];
  for (size_t done = 0; done < n; done += kStep) {
    const uint32_t counter = key1 + uint32_t(first + done);
    VECTORIZED for (uint32_t i = 0; i < kApart; ++i) {
      ThreefryPairs pairs;
      for (uint32_t c = 0; c < kChains; ++c) pairs.x[c] = key0, pairs.y[c] = counter + (c * kApart + i);
      pairs.mix(13, 15, 26, 6);
      pairs.add(key1, key2 + 1);
      pairs.mix(17, 29, 16, 24);
      pairs.add(key2, key0 + 2);
      pairs.mix(13, 15, 26, 6);
      pairs.add(key0, key1 + 3);
      pairs.mix(17, 29, 16, 24);
      pairs.add(key1, key2 + 4);
      pairs.mix(13, 15, 26, 6);
      pairs.add(key2, key0 + 5);
      for (size_t c = 0; c < kChains; ++c) drawn[c * kApart + i] = pairs.x[c] ^ pairs.y[c];
    }
    copy(to + done * sizeof(uint32_t), drawn, (n - done < kStep ? n - done : kStep) * sizeof(uint32_t));
  }
}
