// Uniforms in [0, 1): float32 takes the 24 highest bits of a word, float64 all 32 and 21 bits of a second word.
constexpr uint32_t kLeadingStream = 17, kFollowingStream = 18;

static void uniforms_chunk(const Key& key, const Schedule& schedule, uint64_t first, size_t n, float* u) {
  uint32_t leading[kNumbers];
  words_chunk(key, schedule, kLeadingStream, first, n, leading);
  for (size_t i = 0; i < whole_steps(n); ++i) u[i] = float(int32_t(leading[i] >> 8)) * 0x1p-24f;
}

static void wide_uniforms_chunk(const Key& key, const Schedule& schedule, uint64_t first, size_t n, double* u) {
  uint32_t leading[kNumbers], following[kNumbers];
  words_chunk(key, schedule, kLeadingStream, first, n, leading);
  words_chunk(key, schedule, kFollowingStream, first, n, following);
  for (size_t i = 0; i < whole_steps(n); ++i) u[i] = (leading[i] * 0x1p21 + double(following[i] >> 11)) * 0x1p-53;
}
