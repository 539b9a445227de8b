// Normal numbers as PyTorch makes them of words on processors with AVX2, for src/replay/: blocks of 16 by Box and
// Muller in float32, with the logarithm, the sine and the cosine of Cephes. A Way computes a · b + c, rounded once: by
// fused(), or by exact() if the sum is exact in float64, as it is for constants of few digits and small integers.

INLINE float sum_in_double(float a, float b, float c) { return float(double(a) * double(b) + double(c)); }

// Without the instruction: the product is exact in float64, and its sum is rounded to odd there, so that rounding it
// again to float32 is right (Boldo and Melquiond, IEEE TC 57, 2008).
struct RoundedToOdd {
  // Not INLINE, so that compilers can make one copy of it where code shall be short.
  inline float fused(float a, float b, float c) {
    const double product = double(a) * double(b), sum = product + double(c), back = sum - product;
    const double error = product - (sum - back) + (double(c) - back);
    uint64_t bits = read<uint64_t>(&sum);
    if (error != 0 && (bits & 1) == 0) bits += (error > 0) == (sum > 0) ? 1 : uint64_t(0) - 1;
    return float(read<double>(&bits));
  }
  INLINE float exact(float a, float b, float c) { return sum_in_double(a, b, c); }
};

// ln x of a normal number x > 0.
template <class Way>
INLINE float cephes_log(Way& way, float x) {
  const uint32_t bits = read<uint32_t>(&x), half = (bits & 0x7FFFFF) | 0x3F000000;
  const uint32_t is_small = uint32_t(read<float>(&half) < 0.70710678f), near_one = half + (is_small << 23);
  const float exponent = float(int32_t(bits >> 23) - 126 - int32_t(is_small));  // x = near one · 2^exponent
  const float m = read<float>(&near_one) - 1.0f, z = m * m;
  float y = 7.0376836292e-2f;
  y = way.fused(y, m, -1.151461031e-1f);
  y = way.fused(y, m, 1.167699874e-1f);
  y = way.fused(y, m, -1.2420140846e-1f);
  y = way.fused(y, m, 1.4249322787e-1f);
  y = way.fused(y, m, -1.6668057665e-1f);
  y = way.fused(y, m, 2.0000714765e-1f);
  y = way.fused(y, m, -2.4999993993e-1f);
  y = way.fused(y, m, 3.3333331174e-1f);
  y = way.fused(y * m, z, exponent * -2.12194440e-4f) - z * 0.5f;
  return way.exact(exponent, 0.693359375f, m + y);
}

// Changes the sign by the highest bit of a word.
INLINE float negated_by(uint32_t word, float x) {
  const uint32_t bits = read<uint32_t>(&x) ^ (word & 0x80000000);
  return read<float>(&bits);
}

struct SinCos {
  float sin, cos;
};

// Of an angle of at least 0.
template <class Way>
INLINE SinCos cephes_sin_cos(Way& way, float angle) {
  const int32_t j = (int32_t(angle * 1.27323954473516f) + 1) & ~1;
  float x = angle;
  x = way.exact(float(j), -0.78515625f, x);
  x = way.exact(float(j), -2.4187564849853515625e-4f, x);
  x = way.exact(float(j), -3.77489497744594108e-8f, x);
  const float z = x * x;
  float c = way.fused(2.443315711809948e-5f, z, -1.388731625493765e-3f);
  c = way.fused(c, z, 4.166664568298827e-2f) * z;
  c = way.fused(c, z, z * -0.5f) + 1.0f;
  float s = way.fused(-1.9515295891e-4f, z, 8.3321608736e-3f);
  s = way.fused(s, z, -1.6666654611e-1f) * z;
  s = way.fused(s, x, x);
  const float sin = (j & 2) == 0 ? s : c, cos = (j & 2) == 0 ? c : s;
  return {negated_by(uint32_t(j) << 29, sin), negated_by(~uint32_t(j - 2) << 29, cos)};
}

constexpr size_t kNormalBlock = 16;

// Makes numbers j and j + 8 of a block of 16 words.
template <class Way>
INLINE void make_pair(Way& way, const unsigned char* words, size_t j, float mean, float std, unsigned char* to) {
  const auto uniform = [words](size_t i) {
    return float(int32_t(read<uint32_t>(words + i * sizeof(uint32_t)) & 0xFFFFFF)) * 0x1p-24f;
  };
  const float r = square_root(-2.0f * cephes_log(way, 1.0f - uniform(j)));
  const SinCos point = cephes_sin_cos(way, 6.283185307179586f * uniform(j + 8));
  write(to + j * sizeof(float), way.fused(r * point.cos, std, mean));
  write(to + (j + 8) * sizeof(float), way.fused(r * point.sin, std, mean));
}
