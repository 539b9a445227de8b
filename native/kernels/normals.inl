// Standard normals by Box and Muller (1958): two words make the polar coordinates of a point, whose Cartesian
// coordinates are independent normals. Every operation rounds the same everywhere, and compilers vectorize the loop.
// docs/mask.md has the minimax polynomials.
constexpr uint32_t kNormalStream = 16;

// sqrt(-2 ln u) of u = (⌊w / 2⌋ + 1/2) / 2^31. Written as u = m / 2^k with m in [sqrt(1/2), sqrt(2)], no digits cancel.
INLINE float radius(uint32_t word) {
  constexpr uint32_t kSqrt2 = 0x3FB504F3;  // the bits of sqrt(2)
  constexpr float kTwoLn2 = 0x1.62e43p0f;
  const float u = float(int32_t(word >> 1)) * 0x1p-31f + 0x1p-32f;
  const uint32_t bits = read<uint32_t>(&u);
  const uint32_t k = (kSqrt2 - bits) >> 23;
  const uint32_t scaled = bits + (k << 23);
  const float t = read<float>(&scaled) - 1;
  float p = -0x1.654492p-3f;  // p(t) is -2 ln(1 + t) / t
  p = p * t + 0x1.263ba6p-2f;
  p = p * t - 0x1.3238fp-2f;
  p = p * t + 0x1.5332a4p-2f;
  p = p * t - 0x1.98b748p-2f;
  p = p * t + 0x1.00057p-1f;
  p = p * t - 0x1.555792p-1f;
  p = p * t + 0x1.fffff8p-1f;
  p = p * t - 2;
  return square_root(float(int32_t(k)) * kTwoLn2 + p * t);
}

// Bits 0 … 29 are an angle within a quarter turn around 0, bit 30 swaps the coordinates, and bit 31 is the sign of the
// greater one.
INLINE void normal_pair(uint32_t word0, uint32_t word1, float* z) {
  const float t = float(int32_t(word1 << 2)) * 0x1p-31f;
  const float t2 = t * t;
  float sine = -0x1.2d9302p-15f;  // of t·π/4
  sine = sine * t2 + 0x1.465e92p-9f;
  sine = sine * t2 - 0x1.4abbbap-4f;
  sine = (sine * t2 + 0x1.921fb6p-1f) * t;
  float cosine = -0x1.4e35dap-12f;
  cosine = cosine * t2 + 0x1.03ae64p-6f;
  cosine = cosine * t2 - 0x1.3bd38cp-2f;
  cosine = cosine * t2 + 0x1.fffffep-1f;
  const float r = radius(word0);
  const float greater = (int32_t(word1) < 0 ? -cosine : cosine) * r, less = sine * r;
  const bool swap = (word1 >> 30 & 1) != 0;
  z[0] = swap ? less : greater;
  z[1] = swap ? greater : less;
}

NOINLINE static void normals_chunk(const Key& key, const Schedule& schedule, uint64_t first, size_t n, float* z) {
  uint32_t words[kNumbers];
  words_chunk(key, schedule, kNormalStream, first, n, words);
  for (size_t i = 0; i < whole_steps(n); i += 2) normal_pair(words[i], words[i + 1], z + i);
}

static void wide_normals_chunk(const Key& key, const Schedule& schedule, uint64_t first, size_t n, double* z) {
  float drawn[kNumbers];
  normals_chunk(key, schedule, first, n, drawn);
  for (size_t i = 0; i < whole_steps(n); ++i) z[i] = drawn[i];
}
