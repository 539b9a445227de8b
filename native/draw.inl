// Drawing masks, written once over the vector type of an instruction set. kernels.cc includes this file and apply.inl
// after isa/*.h, inside that set's namespace and target region, so that nothing compiled here is shared with another
// instruction set.
//
// What a vector type gives, for kLanes groups (of 128 elements) at a time:
//   Word      32 bits of every group; load(p) reads kLanes words into an order of lanes of its own, splat(w) repeats
//             one; exclusive_or, add
//   Product   multiply(Word, m), 64 bits of every group; high(Product) and low(Product) are Words again
//   Bits      pack(Product p, Word w): low(p) and high(p) ^ w of every group, dense; for both, either, without only
//   unpack    (Bits words01, Bits words23, uint32_t* p) writes the four words of group after group
//   F32, F64  kWidth elements, stored through the caches or, where kStreams, past them to a whole vector's place;
//             select(bits, k, v) zeroes those of v whose bit among k·kWidth … of bits is clear

// A chunk's mask (4,096 elements, 512 bytes) stays in the nearest cache between drawing and applying it. Chunks are
// aligned, so that all blocks of one share the high word of their counters.
constexpr size_t kChunk = 4096;
constexpr size_t kChunkWords = kChunk / 32;
constexpr size_t kStep = size_t{kLanes} * kGroup;
constexpr size_t kStepWords = kStep / 32;

struct RoundKey {
  Word key0, key1;
};

// The round keys, once a call.
struct Schedule {
  RoundKey round[kRounds];
  Word lane;
};

// Not inlined: a compiler that sees that the halves of a Word are equal loads them into a register first, where they
// should be memory operands (14 of 164 instructions a plane on AVX2).
NOINLINE static Schedule make_schedule(const Mask& mask) {
  Schedule schedule;
  for (uint32_t r = 0; r < kRounds; ++r) {
    schedule.round[r] = {splat(mask.seed[0] + r * kWeyl0), splat(mask.seed[1] + r * kWeyl1)};
  }
  uint32_t lanes[kLanes];
  for (uint32_t i = 0; i < kLanes; ++i) lanes[i] = i;
  schedule.lane = load(lanes);
  return schedule;
}

struct Counter {
  Word word0, word1, word2, word3;
};

// Philox rounds `first` to 9; the last one leaves its words packed.
INLINE void finish(Counter c, const Schedule& schedule, int first, Bits* words01, Bits* words23) {
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

// What the blocks (n, high, draw, plane) of one step have in common: half of rounds 1 to 3 depends on n alone, or on
// nothing, and is computed once for all planes. Named after the round and the counter word that each part goes into.
struct Shared {
  Word round1_word2, round2_word0, round3_word0, round3_word1, round3_word2;
};

INLINE Shared share(const Mask& mask, const Schedule& schedule, uint64_t group) {
  const uint64_t product1 = uint64_t{kMultiplier1} * mask.draw[0];
  const uint32_t word0 = uint32_t(product1 >> 32) ^ counter_high(mask, group) ^ mask.seed[0];
  const uint64_t product0 = uint64_t{kMultiplier0} * word0;
  const uint32_t key0 = mask.seed[0] + kWeyl0, key1 = mask.seed[1] + kWeyl1;

  const Product of_n = multiply(add(schedule.lane, splat(uint32_t(group))), kMultiplier0);
  const Product of_word2 = multiply(exclusive_or(low(of_n), splat(uint32_t(product0 >> 32) ^ key1)), kMultiplier1);
  return {exclusive_or(high(of_n), schedule.round[0].key1), splat(uint32_t(product1) ^ key0),
          exclusive_or(high(of_word2), schedule.round[2].key0), low(of_word2),
          splat(uint32_t(product0) ^ (key1 + kWeyl1))};
}

INLINE void draw_plane(const Shared& shared, const Schedule& schedule, uint32_t plane, Bits* words01, Bits* words23) {
  const Product product1 = multiply(exclusive_or(shared.round1_word2, splat(plane)), kMultiplier1);
  const Product product0 = multiply(exclusive_or(high(product1), shared.round2_word0), kMultiplier0);
  finish({exclusive_or(shared.round3_word0, low(product1)), shared.round3_word1,
          exclusive_or(shared.round3_word2, high(product0)), low(product0)},
         schedule, 3, words01, words23);
}

// Planes below the last one digit of T decide nothing when there is no tail.
INLINE uint32_t planes_needed(const Mask& mask) {
  if (mask.tail != 0) return kPlanes;
  uint32_t planes = kPlanes;
  while (planes > 0 && (mask.threshold >> (kPlanes - planes) & 1) == 0) --planes;
  return planes;
}

// Compares the digits with T from the last plane to the first: a one in T keeps where the digit is one and what follows
// is kept; a zero keeps where the digit is one or what follows is kept. Ties are the elements whose digits all equal
// T's.
//
// After each plane a share of `meanwhile` is done: memory works while the multiplier does, and the other way round.
template <bool kTies, class Work>
INLINE void draw_step(const Mask& mask, const Schedule& schedule, uint64_t group, uint32_t planes, uint32_t* keep,
                      uint32_t* ties, Work* meanwhile) {
  const Shared shared = share(mask, schedule, group);
  Bits keep01 = ones(), keep23 = ones(), tie01 = ones(), tie23 = ones();
  for (uint32_t plane = planes; plane-- > 0;) {
    Bits digit01, digit23;
    draw_plane(shared, schedule, plane, &digit01, &digit23);
    if (mask.threshold >> (kPlanes - 1 - plane) & 1) {
      keep01 = both(keep01, digit01), keep23 = both(keep23, digit23);
      if constexpr (kTies) tie01 = both(tie01, digit01), tie23 = both(tie23, digit23);
    } else {
      keep01 = either(keep01, digit01), keep23 = either(keep23, digit23);
      if constexpr (kTies) tie01 = without(tie01, digit01), tie23 = without(tie23, digit23);
    }
    meanwhile->share();
  }
  unpack(keep01, keep23, keep);
  if constexpr (kTies) unpack(tie01, tie23, ties);
}

// Draws the tails of the ties in a chunk, kLanes at a time, and drops those below L.
static void resolve_ties(const Mask& mask, const Schedule& schedule, uint64_t chunk, const uint32_t* ties, size_t first,
                         size_t last, uint32_t* keep) {
  // Without a branch, as which words have ties is anybody's guess: the pairs of words that have any.
  uint64_t pairs[kChunkWords / 2];
  uint32_t origins[kChunkWords / 2];
  size_t found = 0;
  for (size_t w = first; w < last; w += 2) {
    pairs[found] = ties[w] | uint64_t{ties[w + 1]} << 32;
    origins[found] = uint32_t(w * 32);
    found += pairs[found] != 0;
  }
  uint32_t tied[kChunk + kLanes];
  size_t n = 0;
  for (size_t t = 0; t < found; ++t) {
    for (uint64_t bits = pairs[t]; bits != 0; bits &= bits - 1) tied[n++] = origins[t] + lowest_bit(bits);
  }
  for (size_t i = 0; i < kLanes; ++i) tied[n + i] = 0;

  const Word origin = splat(uint32_t(chunk)), word1 = splat(counter_high(mask, chunk));
  const Word draw = splat(mask.draw[0]), stream = splat(kTailStream);
  for (size_t t = 0; t < n; t += kLanes) {
    Bits words01, words23;
    finish({add(load(tied + t), origin), word1, draw, stream}, schedule, 0, &words01, &words23);
    uint32_t tails[kStepWords];
    unpack(words01, words23, tails);
    for (size_t i = 0; i < kLanes && t + i < n; ++i) {
      const uint32_t drop = tails[4 * i] < mask.tail;
      keep[tied[t + i] / 32] &= ~(drop << tied[t + i] % 32);
    }
  }
}

// Writes the words [first, last) of a chunk's mask, and those that share a step with them.
template <class Work>
static void draw_chunk(const Mask& mask, const Schedule& schedule, uint32_t planes, uint64_t chunk, size_t first,
                       size_t last, uint32_t* keep, Work* meanwhile) {
  first = first / kStepWords * kStepWords;
  last = (last + kStepWords - 1) / kStepWords * kStepWords;
  if (planes == 0) {  // p is 0 or 1
    for (size_t w = first; w < last; ++w) keep[w] = mask.threshold == 0 ? ~uint32_t{0} : 0;
  } else if (mask.tail == 0) {
    for (size_t w = first; w < last; w += kStepWords) {
      draw_step<false>(mask, schedule, chunk / kGroup + w / 4, planes, keep + w, nullptr, meanwhile);
    }
  } else {
    uint32_t ties[kChunkWords];
    for (size_t w = first; w < last; w += kStepWords) {
      draw_step<true>(mask, schedule, chunk / kGroup + w / 4, planes, keep + w, ties + w, meanwhile);
    }
    resolve_ties(mask, schedule, chunk, ties, first, last, keep);
  }
}

struct Nothing {
  INLINE void share() {}
};

static void bits(const Mask& mask, uint64_t first, size_t n, uint32_t* out) {
  const Schedule schedule = make_schedule(mask);
  const uint32_t planes = planes_needed(mask);
  uint32_t keep[kChunkWords];
  Nothing nothing;
  while (n > 0) {
    const size_t begin = first % kChunkWords, count = n < kChunkWords - begin ? n : kChunkWords - begin;
    draw_chunk(mask, schedule, planes, (first - begin) * 32, begin, begin + count, keep, &nothing);
    for (size_t w = 0; w < count; ++w) out[w] = keep[begin + w];
    first += count, n -= count, out += count;
  }
}
