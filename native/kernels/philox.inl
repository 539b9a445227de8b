// Philox4x32-10 over vectors: kLanes neighbouring blocks at a time.

struct RoundKey {
  Word key0, key1;
};

// The key of every round. One schedule serves a call.
struct Schedule {
  RoundKey round[kRounds];
  Word lane;  // the number of each lane
};

// Not inlined: a compiler that knows that both halves of a Word are equal loads them into a register first. As memory
// operands they save 14 of 164 instructions per plane on AVX2.
NOINLINE static Schedule make_schedule(const Key& key) {
  Schedule schedule;
  for (uint32_t r = 0; r < kRounds; ++r) {
    schedule.round[r] = {splat(key.seed[0] + r * kWeyl0), splat(key.seed[1] + r * kWeyl1)};
  }
  uint32_t lanes[kLanes];
  for (uint32_t i = 0; i < kLanes; ++i) lanes[i] = i;
  schedule.lane = load(lanes);
  return schedule;
}

struct Counter {
  Word word0, word1, word2, word3;
};

// Rounds `first` to 9. The last one leaves its words packed.
INLINE void philox_rounds(Counter c, const Schedule& schedule, int first, Bits* words01, Bits* words23) {
  for (int r = first; r < kRounds - 1; ++r) {
    const RoundKey& key = schedule.round[r];
    const Product product0 = multiply(c.word0, kMultiplier0), product1 = multiply(c.word2, kMultiplier1);
    c = {exclusive_or(exclusive_or(c.word1, key.key0), high(product1)), low(product1),
         exclusive_or(exclusive_or(c.word3, key.key1), high(product0)), low(product0)};
  }
  const RoundKey& key = schedule.round[kRounds - 1];
  *words01 = pack(multiply(c.word2, kMultiplier1), exclusive_or(c.word1, key.key0));
  *words23 = pack(multiply(c.word0, kMultiplier0), exclusive_or(c.word3, key.key1));
}

// Half of rounds 1 to 3 of the blocks (n, high, draw, plane) does not depend on the plane. It is computed once for all
// planes of a step. Each part is named after the round and the counter word that it goes into.
struct Common {
  Word round1_word2, round2_word0, round3_word0, round3_word1, round3_word2;
};

INLINE Common common_to_planes(const Key& key, const Schedule& schedule, uint64_t group) {
  const uint64_t product1 = uint64_t{kMultiplier1} * key.draw[0];
  const uint32_t word0 = uint32_t(product1 >> 32) ^ counter_high(key, group) ^ key.seed[0];
  const uint64_t product0 = uint64_t{kMultiplier0} * word0;
  const uint32_t key0 = key.seed[0] + kWeyl0, key1 = key.seed[1] + kWeyl1;

  const Product of_n = multiply(add(schedule.lane, splat(uint32_t(group))), kMultiplier0);
  const Product of_word2 = multiply(exclusive_or(low(of_n), splat(uint32_t(product0 >> 32) ^ key1)), kMultiplier1);
  return {exclusive_or(high(of_n), schedule.round[0].key1), splat(uint32_t(product1) ^ key0),
          exclusive_or(high(of_word2), schedule.round[2].key0), low(of_word2),
          splat(uint32_t(product0) ^ (key1 + kWeyl1))};
}

INLINE void draw_plane(const Common& common, const Schedule& schedule, uint32_t plane, Bits* words01, Bits* words23) {
  const Product product1 = multiply(exclusive_or(common.round1_word2, splat(plane)), kMultiplier1);
  const Product product0 = multiply(exclusive_or(high(product1), common.round2_word0), kMultiplier0);
  philox_rounds({exclusive_or(common.round3_word0, low(product1)), common.round3_word1,
                 exclusive_or(common.round3_word2, high(product0)), low(product0)},
                schedule, 3, words01, words23);
}
