// Draws the words of a mask, a chunk at a time.
struct NoWork {
  static constexpr uint32_t kPlanesApart = 1;
  INLINE void after_planes() {}
};

static void mask_words(const Mask& mask, uint64_t first, size_t n, void* out) {
  const Schedule schedule = make_schedule(mask.key);
  const uint32_t planes = planes_needed(mask.threshold);
  unsigned char* to = static_cast<unsigned char*>(out);
  uint32_t words[kChunkWords];
  NoWork no_work;
  while (n > 0) {
    const size_t begin = first % kChunkWords, count = n < kChunkWords - begin ? n : kChunkWords - begin;
    draw_chunk(mask, schedule, planes, (first - begin) * 32, begin, begin + count, words, &no_work);
    copy(to, words + begin, count * sizeof(uint32_t));
    first += count, n -= count, to += count * sizeof(uint32_t);
  }
}
