// Eight groups in one register, 32 bits of each in a 64-bit lane, as in avx2.h. Compilers merge the two exclusive-ors
// of a round into one instruction, 32 registers hold every value, and a mask register takes a word of the mask as it
// is. Needs AVX-512F and BW; clang draws faster with DQ.
constexpr int kLanes = 8;

using Word = __m512i;
using Product = __m512i;
using Bits = __m512i;

INLINE Word load(const uint32_t* p) {
  return _mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}
INLINE Word splat(uint32_t w) { return _mm512_set1_epi32(int(w)); }
INLINE Word add(Word a, Word b) { return _mm512_add_epi32(a, b); }
INLINE Word exclusive_or(Word a, Word b) { return _mm512_xor_si512(a, b); }
INLINE Product multiply(Word a, uint32_t m) { return _mm512_mul_epu32(a, splat(m)); }
INLINE Word high(Product p) { return _mm512_srli_epi64(p, 32); }
INLINE Word low(Product p) { return p; }

INLINE Bits ones() { return splat(~uint32_t{0}); }
INLINE Bits both(Bits a, Bits b) { return _mm512_and_si512(a, b); }
INLINE Bits either(Bits a, Bits b) { return _mm512_or_si512(a, b); }
INLINE Bits without(Bits a, Bits b) { return _mm512_andnot_si512(b, a); }
INLINE Bits pack(Product p, Word w) { return _mm512_xor_si512(p, _mm512_slli_epi64(w, 32)); }
INLINE void unpack(Bits words10, Bits words32, uint32_t* p) {
  const __m512i words01 = _mm512_rol_epi64(words10, 32), words23 = _mm512_rol_epi64(words32, 32);
  const __m512i first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11),
                last = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
  _mm512_storeu_si512(p, _mm512_permutex2var_epi64(words01, first, words23));
  _mm512_storeu_si512(p + 16, _mm512_permutex2var_epi64(words01, last, words23));
}

struct F32 {
  using Element = float;
  using Compute = float;
  using Wide = F32;
  using Vector = __m512;
  static constexpr int kWidth = 16;
  static INLINE Vector splat(float v) { return _mm512_set1_ps(v); }
  static INLINE Vector load(const void* p) { return _mm512_loadu_ps(static_cast<const float*>(p)); }
  static INLINE void store(void* p, Vector v) { _mm512_storeu_ps(static_cast<float*>(p), v); }
  static INLINE void stream(void* p, Vector v) { _mm512_stream_ps(static_cast<float*>(p), v); }
  static INLINE Vector multiply(Vector a, Vector b) { return _mm512_mul_ps(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return _mm512_div_ps(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return _mm512_add_ps(a, b); }
  static INLINE Vector merge(const uint32_t& word, int k, Vector a, Vector b) {
    return _mm512_mask_mov_ps(b, uint16_t(word >> k * kWidth), a);
  }
  static INLINE Vector positive(Vector a, Vector v) {
    return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(a, _mm512_setzero_ps(), _CMP_NLE_UQ), v);
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) {
    return _mm512_maskz_mov_ps(uint16_t(word >> k * kWidth), v);
  }
};

struct F64 {
  using Element = double;
  using Compute = double;
  using Wide = F64;
  using Vector = __m512d;
  static constexpr int kWidth = 8;
  static INLINE Vector splat(double v) { return _mm512_set1_pd(v); }
  static INLINE Vector load(const void* p) { return _mm512_loadu_pd(static_cast<const double*>(p)); }
  static INLINE void store(void* p, Vector v) { _mm512_storeu_pd(static_cast<double*>(p), v); }
  static INLINE void stream(void* p, Vector v) { _mm512_stream_pd(static_cast<double*>(p), v); }
  static INLINE Vector multiply(Vector a, Vector b) { return _mm512_mul_pd(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return _mm512_div_pd(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return _mm512_add_pd(a, b); }
  static INLINE Vector merge(const uint32_t& word, int k, Vector a, Vector b) {
    return _mm512_mask_mov_pd(b, uint8_t(word >> k * kWidth), a);
  }
  static INLINE Vector positive(Vector a, Vector v) {
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(a, _mm512_setzero_pd(), _CMP_NLE_UQ), v);
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) {
    return _mm512_maskz_mov_pd(uint8_t(word >> k * kWidth), v);
  }
};

struct F16 : F32 {
  using Element = Float16;
  static INLINE Vector load(const void* p) {
    // Not _mm512_cvtph_ps: clang would move it after 16-bit blends and comparisons, which AVX-512F does not have, and
    // do those one by one.
    return _mm512_cvt_roundph_ps(_mm256_loadu_si256(static_cast<const __m256i*>(p)), _MM_FROUND_NO_EXC);
  }
  static INLINE void store(void* p, Vector a, Vector b) {
    _mm256_storeu_si256(static_cast<__m256i*>(p), _mm512_cvtps_ph(a, _MM_FROUND_TO_NEAREST_INT));
    _mm256_storeu_si256(static_cast<__m256i*>(p) + 1, _mm512_cvtps_ph(b, _MM_FROUND_TO_NEAREST_INT));
  }
  static INLINE void stream(void* p, Vector a, Vector b) {
    _mm512_stream_si512(static_cast<__m512i*>(p), narrow(a, b));
  }

 private:
  static INLINE __m512i narrow(Vector a, Vector b) {
    const __m256i lower = _mm512_cvtps_ph(a, _MM_FROUND_TO_NEAREST_INT);
    return _mm512_inserti64x4(_mm512_castsi256_si512(lower), _mm512_cvtps_ph(b, _MM_FROUND_TO_NEAREST_INT), 1);
  }
};

// Indices of the 16-bit halves of the 32-bit values of two vectors.
constexpr uint16_t kUpperHalves[32] = {1,  3,  5,  7,  9,  11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31,
                                       33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63};
constexpr uint16_t kLowerHalves[32] = {0,  2,  4,  6,  8,  10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30,
                                       32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62};

// AVX512_BF16 is not used: its conversion treats subnormals as 0.
struct BF16 : F32 {
  using Element = Bfloat16;
  static INLINE Vector load(const void* p) {
    const __m512i wide = _mm512_cvtepu16_epi32(_mm256_loadu_si256(static_cast<const __m256i*>(p)));
    return _mm512_castsi512_ps(_mm512_slli_epi32(wide, 16));
  }
  static INLINE void store(void* p, Vector a, Vector b) { _mm512_storeu_si512(p, narrow(a, b)); }
  static INLINE void stream(void* p, Vector a, Vector b) {
    _mm512_stream_si512(static_cast<__m512i*>(p), narrow(a, b));
  }

 private:
  // Rounds all 32 elements at once: up if the lower half is above 0x8000, or equal to it and the upper half is odd.
  static INLINE __m512i narrow(Vector a, Vector b) {
    const __m512i x = _mm512_castps_si512(a), y = _mm512_castps_si512(b);
    const __m512i upper = _mm512_permutex2var_epi16(x, _mm512_loadu_si512(kUpperHalves), y);
    const __m512i lower = _mm512_permutex2var_epi16(x, _mm512_loadu_si512(kLowerHalves), y);
    const __m512i odd = _mm512_and_si512(upper, _mm512_set1_epi16(1));
    const auto up = _mm512_cmpgt_epu16_mask(_mm512_adds_epu16(lower, odd), _mm512_set1_epi16(-0x8000));
    return _mm512_mask_add_epi16(upper, up, upper, _mm512_set1_epi16(1));
  }
};

// Mask registers load bytes from memory. In a register, a word would have to be shifted.
using SelectWord = const uint32_t&;

constexpr bool kStreams = true;
