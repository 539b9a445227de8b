// Eight groups in two registers. A Word holds 32 bits in every 64-bit lane, with anything above them: vpmuludq reads
// only the low halves, so a round is 2 multiplies, 2 shifts and 4 exclusive-ors a register, without a shuffle.
//
//   instruction   used for          Zen 3: latency, pipes    Skylake: latency, ports
//   vpmuludq      multiply          3, 2 of 4                5, p01
//   vpsrlq        high              1, 2 of 4                1, p01
//   vpxor         exclusive_or      1, any                   1, p015
//   vpunpck*      unpack            1, 2 of 4                1, p5
// The number of instructions limits drawing. Latency does not, because planes and registers are independent.
constexpr int kLanes = 8;

struct Word {
  __m256i a, b;
};
using Product = Word;
using Bits = Word;

// Lanes in the order 0 2 1 3, 4 6 5 7: unpack() restores their order at no cost.
INLINE Word load(const uint32_t* p) {
  const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  const __m256i ordered = _mm256_shuffle_epi32(v, _MM_SHUFFLE(3, 1, 2, 0));
  return {_mm256_cvtepu32_epi64(_mm256_castsi256_si128(ordered)),
          _mm256_cvtepu32_epi64(_mm256_extracti128_si256(ordered, 1))};
}
INLINE Word splat(uint32_t w) {
  const __m256i v = _mm256_set1_epi32(int(w));
  return {v, v};
}
INLINE Word add(Word a, Word b) { return {_mm256_add_epi32(a.a, b.a), _mm256_add_epi32(a.b, b.b)}; }
INLINE Word exclusive_or(Word a, Word b) { return {_mm256_xor_si256(a.a, b.a), _mm256_xor_si256(a.b, b.b)}; }
INLINE Product multiply(Word a, uint32_t m) {
  const __m256i v = _mm256_set1_epi32(int(m));
  return {_mm256_mul_epu32(a.a, v), _mm256_mul_epu32(a.b, v)};
}
INLINE Word high(Product p) { return {_mm256_srli_epi64(p.a, 32), _mm256_srli_epi64(p.b, 32)}; }
INLINE Word low(Product p) { return p; }

INLINE Bits ones() { return splat(~uint32_t{0}); }
INLINE Bits both(Bits a, Bits b) { return {_mm256_and_si256(a.a, b.a), _mm256_and_si256(a.b, b.b)}; }
INLINE Bits either(Bits a, Bits b) { return {_mm256_or_si256(a.a, b.a), _mm256_or_si256(a.b, b.b)}; }
INLINE Bits without(Bits a, Bits b) { return {_mm256_andnot_si256(b.a, a.a), _mm256_andnot_si256(b.b, a.b)}; }
INLINE Bits pack(Product p, Word w) {
  return {_mm256_xor_si256(p.a, _mm256_slli_epi64(w.a, 32)), _mm256_xor_si256(p.b, _mm256_slli_epi64(w.b, 32))};
}
INLINE void unpack4(__m256i words10, __m256i words32, uint32_t* p) {
  const __m256i words01 = _mm256_shuffle_epi32(words10, _MM_SHUFFLE(2, 3, 0, 1));
  const __m256i words23 = _mm256_shuffle_epi32(words32, _MM_SHUFFLE(2, 3, 0, 1));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm256_unpacklo_epi64(words01, words23));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p + 8), _mm256_unpackhi_epi64(words01, words23));
}
INLINE void unpack(Bits words01, Bits words23, uint32_t* p) {
  unpack4(words01.a, words23.a, p);
  unpack4(words01.b, words23.b, p + 16);
}

// A word of the mask in every lane, loaded from memory as such.
struct SelectWord {
  __m256i all;
  INLINE SelectWord(const uint32_t& word) : all(_mm256_set1_epi32(int(word))) {}
};

struct F32 {
  using Element = float;
  using Compute = float;
  using Wide = F32;
  using Vector = __m256;
  static constexpr int kWidth = 8;
  static INLINE Vector splat(float v) { return _mm256_set1_ps(v); }
  static INLINE Vector load(const void* p) { return _mm256_loadu_ps(static_cast<const float*>(p)); }
  static INLINE void store(void* p, Vector v) { _mm256_storeu_ps(static_cast<float*>(p), v); }
  static INLINE void stream(void* p, Vector v) { _mm256_stream_ps(static_cast<float*>(p), v); }
  static INLINE Vector multiply(Vector a, Vector b) { return _mm256_mul_ps(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return _mm256_div_ps(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return _mm256_add_ps(a, b); }
  static INLINE Vector kept(SelectWord word, int k) {
    const __m256i bit = _mm256_slli_epi32(_mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128), k * kWidth);
    return _mm256_castsi256_ps(_mm256_cmpeq_epi32(_mm256_and_si256(word.all, bit), bit));
  }
  static INLINE Vector select(SelectWord word, int k, Vector v) { return _mm256_and_ps(v, kept(word, k)); }
  static INLINE Vector merge(SelectWord word, int k, Vector a, Vector b) {
    return _mm256_blendv_ps(b, a, kept(word, k));
  }
  static INLINE Vector positive(Vector a, Vector v) {
    return _mm256_and_ps(v, _mm256_cmp_ps(a, _mm256_setzero_ps(), _CMP_NLE_UQ));
  }
};

struct F64 {
  using Element = double;
  using Compute = double;
  using Wide = F64;
  using Vector = __m256d;
  static constexpr int kWidth = 4;
  static INLINE Vector splat(double v) { return _mm256_set1_pd(v); }
  static INLINE Vector load(const void* p) { return _mm256_loadu_pd(static_cast<const double*>(p)); }
  static INLINE void store(void* p, Vector v) { _mm256_storeu_pd(static_cast<double*>(p), v); }
  static INLINE void stream(void* p, Vector v) { _mm256_stream_pd(static_cast<double*>(p), v); }
  static INLINE Vector multiply(Vector a, Vector b) { return _mm256_mul_pd(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return _mm256_div_pd(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return _mm256_add_pd(a, b); }
  static INLINE Vector kept(SelectWord word, int k) {
    const __m256i bit = _mm256_slli_epi64(_mm256_setr_epi64x(1, 2, 4, 8), k * kWidth);
    return _mm256_castsi256_pd(_mm256_cmpeq_epi64(_mm256_and_si256(word.all, bit), bit));
  }
  static INLINE Vector select(SelectWord word, int k, Vector v) { return _mm256_and_pd(v, kept(word, k)); }
  static INLINE Vector merge(SelectWord word, int k, Vector a, Vector b) {
    return _mm256_blendv_pd(b, a, kept(word, k));
  }
  static INLINE Vector positive(Vector a, Vector v) {
    return _mm256_and_pd(v, _mm256_cmp_pd(a, _mm256_setzero_pd(), _CMP_NLE_UQ));
  }
};

// F16C converts eight float16s at a time.
struct F16 : F32 {
  using Element = Float16;
  static INLINE Vector load(const void* p) {
    Vector v = _mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(p)));
    IN_REGISTER(v);  // clang would move the conversion after 16-bit comparisons, and do those one by one
    return v;
  }
  static INLINE void store(void* p, Vector a, Vector b) { _mm256_storeu_si256(static_cast<__m256i*>(p), narrow(a, b)); }
  static INLINE void stream(void* p, Vector a, Vector b) {
    _mm256_stream_si256(static_cast<__m256i*>(p), narrow(a, b));
  }

 private:
  static INLINE __m256i narrow(Vector a, Vector b) {
    const __m128i lower = _mm256_cvtps_ph(a, _MM_FROUND_TO_NEAREST_INT);
    return _mm256_inserti128_si256(_mm256_castsi128_si256(lower), _mm256_cvtps_ph(b, _MM_FROUND_TO_NEAREST_INT), 1);
  }
};

struct BF16 : F32 {
  using Element = Bfloat16;
  static INLINE Vector load(const void* p) {
    const __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128(static_cast<const __m128i*>(p)));
    return _mm256_castsi256_ps(_mm256_slli_epi32(wide, 16));
  }
  static INLINE void store(void* p, Vector a, Vector b) { _mm256_storeu_si256(static_cast<__m256i*>(p), narrow(a, b)); }
  static INLINE void stream(void* p, Vector a, Vector b) {
    _mm256_stream_si256(static_cast<__m256i*>(p), narrow(a, b));
  }

 private:
  static INLINE __m256i narrow(Vector a, Vector b) {
    const __m256i quarters = _mm256_packus_epi32(upper(a), upper(b));  // a, b, a, b
    return _mm256_permute4x64_epi64(quarters, _MM_SHUFFLE(3, 1, 2, 0));
  }

  static INLINE __m256i upper(Vector v) {
    const __m256i bits = _mm256_castps_si256(v);
    const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
    return _mm256_srli_epi32(_mm256_add_epi32(_mm256_add_epi32(bits, _mm256_set1_epi32(0x7FFF)), odd), 16);
  }
};

constexpr bool kStreams = true;
