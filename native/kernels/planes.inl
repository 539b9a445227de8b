// Draws the digits of a chunk's elements, compares them with p and packs the result into words.

// A step draws one group in each lane.
constexpr size_t kStep = size_t{kLanes} * kGroup;
constexpr size_t kStepWords = kStep / 32;

// Without a tail, planes after the last 1 of T's digits decide nothing.
INLINE uint32_t planes_needed(const Threshold& threshold) {
  if (threshold.tail != 0) return kPlanes;
  uint32_t planes = kPlanes;
  while (planes > 0 && (threshold.digits >> (kPlanes - planes) & 1) == 0) --planes;
  return planes;
}

// Compares the digits with T, from the last plane to the first. If T's digit is one, an element is kept if its own
// digit is one and its later digits keep it. If T's digit is zero, either is enough. The digits of a tie all equal T's.
//
// `ties` is null if there is no tail. After every kPlanesApart planes `meanwhile` applies some words of the last chunk,
// so that memory and the multiplier work at the same time.
template <class Meanwhile>
INLINE void draw_step(const Mask& mask, const Schedule& schedule, uint64_t group, uint32_t planes, uint32_t* words,
                      uint32_t* ties, Meanwhile* meanwhile) {
  const Common common = common_to_planes(mask.key, schedule, group);
  Bits kept01 = ones(), kept23 = ones(), tie01 = ones(), tie23 = ones();
  for (uint32_t plane = planes; plane-- > 0;) {
    Bits digit01, digit23;
    draw_plane(common, schedule, plane, &digit01, &digit23);
    if (mask.threshold.digits >> (kPlanes - 1 - plane) & 1) {
      kept01 = both(kept01, digit01), kept23 = both(kept23, digit23);
      if (ties != nullptr) tie01 = both(tie01, digit01), tie23 = both(tie23, digit23);
    } else {
      kept01 = either(kept01, digit01), kept23 = either(kept23, digit23);
      if (ties != nullptr) tie01 = without(tie01, digit01), tie23 = without(tie23, digit23);
    }
    if (plane % Meanwhile::kPlanesApart == 0) meanwhile->after_planes();
  }
  unpack(kept01, kept23, words);
  if (ties != nullptr) unpack(tie01, tie23, ties);
}

// Draws the tails of the ties among the words [first, last), kLanes at a time, and drops those below L.
static void resolve_ties(const Mask& mask, const Schedule& schedule, uint64_t chunk, const uint32_t* ties, size_t first,
                         size_t last, uint32_t* words) {
  // Finds the pairs of words that have ties without a branch, because a branch would often be mispredicted.
  uint32_t pairs[kChunkWords / 2];
  size_t found = 0;
  for (size_t w = first; w < last; w += 2) {
    pairs[found] = uint32_t(w);
    found += read<uint64_t>(ties + w) != 0;
  }
  uint32_t tied[kChunk + kLanes];
  size_t n = 0;
  for (size_t t = 0; t < found; ++t) {
    for (uint64_t pair = read<uint64_t>(ties + pairs[t]); pair != 0; pair &= pair - 1) {
      tied[n++] = 32 * pairs[t] + lowest_bit(pair);
    }
  }
  for (size_t i = 0; i < kLanes; ++i) tied[n + i] = 0;

  const Word origin = splat(uint32_t(chunk)), word1 = splat(counter_high(mask.key, chunk));
  const Word draw = splat(mask.key.draw[0]), stream = splat(kTailStream);
  for (size_t t = 0; t < n; t += kLanes) {
    Bits words01, words23;
    philox_rounds({add(load(tied + t), origin), word1, draw, stream}, schedule, 0, &words01, &words23);
    uint32_t tails[kStepWords];
    unpack(words01, words23, tails);
    for (size_t i = 0; i < kLanes && t + i < n; ++i) {
      const uint32_t dropped = tails[4 * i] < mask.threshold.tail;
      words[tied[t + i] / 32] &= ~(dropped << tied[t + i] % 32);
    }
  }
}

// Draws the words [first, last) of the chunk that begins at element `chunk`. It also writes the other words of their
// steps, and may leave ties unresolved there.
template <class Meanwhile>
static void draw_chunk(const Mask& mask, const Schedule& schedule, uint32_t planes, uint64_t chunk, size_t first,
                       size_t last, uint32_t* words, Meanwhile* meanwhile) {
  if (planes == 0) {  // p is 0 or 1
    for (size_t w = first; w < last; ++w) words[w] = mask.threshold.digits == 0 ? ~uint32_t{0} : 0;
    return;
  }
  const bool has_tail = mask.threshold.tail != 0;
  uint32_t ties[kChunkWords];
  for (size_t w = first / kStepWords * kStepWords; w < last; w += kStepWords) {
    uint32_t* const step_ties = has_tail ? ties + w : nullptr;
    draw_step(mask, schedule, chunk / kGroup + w / 4, planes, words + w, step_ties, meanwhile);
  }
  if (has_tail) resolve_ties(mask, schedule, chunk, ties, first / 2 * 2, last, words);
}
