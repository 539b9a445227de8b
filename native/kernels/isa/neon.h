// Eight groups in two registers of four words each; UMULL makes the products, UZP1 and UZP2 take them apart. A round is
// 4 multiplies, 4 permutations and 4 exclusive-ors a register.
//
//   instruction   used for          Neoverse N1: latency, pipes   Neoverse V1: latency, pipes
//   umull         multiply          4, V0                         4, V0 V2
//   uzp1 uzp2     low, high         2, V0 V1                      2, V0 V1 V2 V3
//   eor           exclusive_or      2, V0 V1                      2, V0 V1 V2 V3
//   st4           unpack            stores the four words of four groups in their order
// The multiplies limit drawing: only half of the pipes make them.
constexpr int kLanes = 8;

struct Word {
  uint32x4_t a, b;
};
struct Product {
  uint64x2_t a_low, a_high, b_low, b_high;
};
struct Bits {
  Word even, odd;  // words 0 and 1, or 2 and 3
};

INLINE uint32x4_t low_halves(uint64x2_t p, uint64x2_t q) {
  return vuzp1q_u32(vreinterpretq_u32_u64(p), vreinterpretq_u32_u64(q));
}
INLINE uint32x4_t high_halves(uint64x2_t p, uint64x2_t q) {
  return vuzp2q_u32(vreinterpretq_u32_u64(p), vreinterpretq_u32_u64(q));
}

INLINE Word load(const uint32_t* p) { return {vld1q_u32(p), vld1q_u32(p + 4)}; }
INLINE Word splat(uint32_t w) { return {vdupq_n_u32(w), vdupq_n_u32(w)}; }
INLINE Word add(Word a, Word b) { return {vaddq_u32(a.a, b.a), vaddq_u32(a.b, b.b)}; }
INLINE Word exclusive_or(Word a, Word b) { return {veorq_u32(a.a, b.a), veorq_u32(a.b, b.b)}; }
INLINE Product multiply(Word a, uint32_t m) {
  const uint32x4_t v = vdupq_n_u32(m);
  return {vmull_u32(vget_low_u32(a.a), vget_low_u32(v)), vmull_high_u32(a.a, v),
          vmull_u32(vget_low_u32(a.b), vget_low_u32(v)), vmull_high_u32(a.b, v)};
}
INLINE Word high(Product p) { return {high_halves(p.a_low, p.a_high), high_halves(p.b_low, p.b_high)}; }
INLINE Word low(Product p) { return {low_halves(p.a_low, p.a_high), low_halves(p.b_low, p.b_high)}; }

INLINE Word both(Word a, Word b) { return {vandq_u32(a.a, b.a), vandq_u32(a.b, b.b)}; }
INLINE Word either(Word a, Word b) { return {vorrq_u32(a.a, b.a), vorrq_u32(a.b, b.b)}; }
INLINE Word without(Word a, Word b) { return {vbicq_u32(a.a, b.a), vbicq_u32(a.b, b.b)}; }
INLINE Bits ones() { return {splat(~uint32_t{0}), splat(~uint32_t{0})}; }
INLINE Bits both(Bits a, Bits b) { return {both(a.even, b.even), both(a.odd, b.odd)}; }
INLINE Bits either(Bits a, Bits b) { return {either(a.even, b.even), either(a.odd, b.odd)}; }
INLINE Bits without(Bits a, Bits b) { return {without(a.even, b.even), without(a.odd, b.odd)}; }
INLINE Bits pack(Product p, Word w) { return {exclusive_or(high(p), w), low(p)}; }
INLINE void unpack(Bits words01, Bits words23, uint32_t* p) {
  const uint32x4x4_t a = {{words01.even.a, words01.odd.a, words23.even.a, words23.odd.a}};
  const uint32x4x4_t b = {{words01.even.b, words01.odd.b, words23.even.b, words23.odd.b}};
  vst4q_u32(p, a);
  vst4q_u32(p + 16, b);
}

struct F32 {
  using Element = float;
  using Compute = float;
  using Wide = F32;
  using Vector = float32x4_t;
  static constexpr int kWidth = 4;
  static INLINE Vector splat(float v) { return vdupq_n_f32(v); }
  static INLINE Vector load(const void* p) { return vreinterpretq_f32_u8(vld1q_u8(static_cast<const uint8_t*>(p))); }
  static INLINE void store(void* p, Vector v) { vst1q_u8(static_cast<uint8_t*>(p), vreinterpretq_u8_f32(v)); }
  static INLINE Vector multiply(Vector a, Vector b) { return vmulq_f32(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return vdivq_f32(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return vaddq_f32(a, b); }
  static INLINE uint32x4_t kept(uint32_t word, int k) {
    const uint32_t first[4] = {1, 2, 4, 8};
    return vtstq_u32(vdupq_n_u32(word), vshlq_u32(vld1q_u32(first), vdupq_n_s32(k * kWidth)));
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) {
    return vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(v), kept(word, k)));
  }
  static INLINE Vector merge(uint32_t word, int k, Vector a, Vector b) { return vbslq_f32(kept(word, k), a, b); }
  static INLINE Vector positive(Vector a, Vector v) {
    return vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(v), vcleq_f32(a, vdupq_n_f32(0))));
  }
};

struct F64 {
  using Element = double;
  using Compute = double;
  using Wide = F64;
  using Vector = float64x2_t;
  static constexpr int kWidth = 2;
  static INLINE Vector splat(double v) { return vdupq_n_f64(v); }
  static INLINE Vector load(const void* p) { return vreinterpretq_f64_u8(vld1q_u8(static_cast<const uint8_t*>(p))); }
  static INLINE void store(void* p, Vector v) { vst1q_u8(static_cast<uint8_t*>(p), vreinterpretq_u8_f64(v)); }
  static INLINE Vector multiply(Vector a, Vector b) { return vmulq_f64(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return vdivq_f64(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return vaddq_f64(a, b); }
  static INLINE uint64x2_t kept(uint32_t word, int k) {
    const uint64_t first[2] = {1, 2};
    return vtstq_u64(vdupq_n_u64(word), vshlq_u64(vld1q_u64(first), vdupq_n_s64(k * kWidth)));
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) {
    return vreinterpretq_f64_u64(vandq_u64(vreinterpretq_u64_f64(v), kept(word, k)));
  }
  static INLINE Vector merge(uint32_t word, int k, Vector a, Vector b) { return vbslq_f64(kept(word, k), a, b); }
  static INLINE Vector positive(Vector a, Vector v) {
    return vreinterpretq_f64_u64(vbicq_u64(vreinterpretq_u64_f64(v), vcleq_f64(a, vdupq_n_f64(0))));
  }
};

struct F16 : F32 {
  using Element = Float16;
  static INLINE Vector load(const void* p) {
    return vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(static_cast<const uint8_t*>(p))));
  }
  static INLINE void store(void* p, Vector a, Vector b) {
    const float16x8_t both = vcombine_f16(vcvt_f16_f32(a), vcvt_f16_f32(b));
    vst1q_u8(static_cast<uint8_t*>(p), vreinterpretq_u8_f16(both));
  }
};

struct BF16 : F32 {
  using Element = Bfloat16;
  static INLINE Vector load(const void* p) {
    return vreinterpretq_f32_u32(vshll_n_u16(vreinterpret_u16_u8(vld1_u8(static_cast<const uint8_t*>(p))), 16));
  }
  static INLINE void store(void* p, Vector a, Vector b) {
    const uint16x8_t upper = vuzp2q_u16(vreinterpretq_u16_u32(rounded(a)), vreinterpretq_u16_u32(rounded(b)));
    vst1q_u8(static_cast<uint8_t*>(p), vreinterpretq_u8_u16(upper));
  }

 private:
  // The upper halves are the result.
  static INLINE uint32x4_t rounded(Vector v) {
    const uint32x4_t bits = vreinterpretq_u32_f32(v);
    const uint32x4_t odd = vandq_u32(vshrq_n_u32(bits, 16), vdupq_n_u32(1));
    return vaddq_u32(vaddq_u32(bits, vdupq_n_u32(0x7FFF)), odd);
  }
};

using SelectWord = uint32_t;

// Cores notice by themselves that whole lines are written.
constexpr bool kStreams = false;
