// WebAssembly SIMD: four groups, one word of each in a register. A round is 4 multiplies, 4 shuffles and 4
// exclusive-ors.
//
//   instruction                  used for       V8 makes of it on x64            and on arm64
//   i64x2.extmul_{low,high}_u    multiply       vpunpck{l,h}dq ×2, vpmuludq      umull, umull2
//   i8x16.shuffle of words       low, high      vshufps                          uzp1, uzp2
//   v128.xor                     exclusive_or   vpxor                            eor
// A product fills two registers. The two unpackings of a multiply are more work than the multiply itself.
constexpr int kLanes = 4;

using Word = v128_t;
struct Product {
  v128_t low, high;  // of lanes 0 and 1, and of lanes 2 and 3
};
struct Bits {
  v128_t even, odd;  // words 0 and 1, or 2 and 3
};

INLINE Word load(const uint32_t* p) { return wasm_v128_load(p); }
INLINE Word splat(uint32_t w) { return wasm_u32x4_splat(w); }
INLINE Word add(Word a, Word b) { return wasm_i32x4_add(a, b); }
INLINE Word exclusive_or(Word a, Word b) { return wasm_v128_xor(a, b); }
INLINE Product multiply(Word a, uint32_t m) {
  return {wasm_u64x2_extmul_low_u32x4(a, splat(m)), wasm_u64x2_extmul_high_u32x4(a, splat(m))};
}
INLINE Word high(Product p) { return wasm_i32x4_shuffle(p.low, p.high, 1, 3, 5, 7); }
INLINE Word low(Product p) { return wasm_i32x4_shuffle(p.low, p.high, 0, 2, 4, 6); }

INLINE Bits ones() { return {splat(~uint32_t{0}), splat(~uint32_t{0})}; }
INLINE Bits both(Bits a, Bits b) { return {wasm_v128_and(a.even, b.even), wasm_v128_and(a.odd, b.odd)}; }
INLINE Bits either(Bits a, Bits b) { return {wasm_v128_or(a.even, b.even), wasm_v128_or(a.odd, b.odd)}; }
INLINE Bits without(Bits a, Bits b) { return {wasm_v128_andnot(a.even, b.even), wasm_v128_andnot(a.odd, b.odd)}; }
INLINE Bits pack(Product p, Word w) { return {exclusive_or(high(p), w), low(p)}; }
INLINE void unpack(Bits words01, Bits words23, uint32_t* p) {
  const v128_t low01 = wasm_i32x4_shuffle(words01.even, words01.odd, 0, 4, 1, 5);
  const v128_t high01 = wasm_i32x4_shuffle(words01.even, words01.odd, 2, 6, 3, 7);
  const v128_t low23 = wasm_i32x4_shuffle(words23.even, words23.odd, 0, 4, 1, 5);
  const v128_t high23 = wasm_i32x4_shuffle(words23.even, words23.odd, 2, 6, 3, 7);
  wasm_v128_store(p, wasm_i64x2_shuffle(low01, low23, 0, 2));
  wasm_v128_store(p + 4, wasm_i64x2_shuffle(low01, low23, 1, 3));
  wasm_v128_store(p + 8, wasm_i64x2_shuffle(high01, high23, 0, 2));
  wasm_v128_store(p + 12, wasm_i64x2_shuffle(high01, high23, 1, 3));
}

struct F32 {
  using Element = float;
  using Compute = float;
  using Wide = F32;
  using Vector = v128_t;
  static constexpr int kWidth = 4;
  static INLINE Vector splat(float v) { return wasm_f32x4_splat(v); }
  static INLINE Vector load(const void* p) { return wasm_v128_load(p); }
  static INLINE void store(void* p, Vector v) { wasm_v128_store(p, v); }
  static INLINE Vector multiply(Vector a, Vector b) { return wasm_f32x4_mul(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return wasm_f32x4_div(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return wasm_f32x4_add(a, b); }
  static INLINE v128_t kept(uint32_t word, int k) {
    const v128_t bit = wasm_i32x4_shl(wasm_u32x4_const(1, 2, 4, 8), uint32_t(k * kWidth));
    return wasm_i32x4_eq(wasm_v128_and(wasm_u32x4_splat(word), bit), bit);
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) { return wasm_v128_and(v, kept(word, k)); }
  static INLINE Vector merge(uint32_t word, int k, Vector a, Vector b) {
    return wasm_v128_bitselect(a, b, kept(word, k));
  }
  // As integers, the floats above -infinity are 0, positive numbers and NaNs. clang would turn a comparison of floats
  // into pmax, which keeps -0.
  static INLINE Vector positive(Vector a, Vector v) {
    const v128_t above = wasm_i32x4_gt(a, wasm_i32x4_const_splat(int32_t(0xFF800000)));
    return wasm_v128_and(v, wasm_v128_and(above, wasm_i32x4_ne(a, wasm_i32x4_const_splat(0))));
  }
};

struct F64 {
  using Element = double;
  using Compute = double;
  using Wide = F64;
  using Vector = v128_t;
  static constexpr int kWidth = 2;
  static INLINE Vector splat(double v) { return wasm_f64x2_splat(v); }
  static INLINE Vector load(const void* p) { return wasm_v128_load(p); }
  static INLINE void store(void* p, Vector v) { wasm_v128_store(p, v); }
  static INLINE Vector multiply(Vector a, Vector b) { return wasm_f64x2_mul(a, b); }
  static INLINE Vector divide(Vector a, Vector b) { return wasm_f64x2_div(a, b); }
  static INLINE Vector add(Vector a, Vector b) { return wasm_f64x2_add(a, b); }
  static INLINE v128_t kept(uint32_t word, int k) {
    const v128_t bit = wasm_i64x2_shl(wasm_u64x2_const(1, 2), uint32_t(k * kWidth));
    return wasm_i64x2_eq(wasm_v128_and(wasm_u64x2_splat(word), bit), bit);
  }
  static INLINE Vector select(uint32_t word, int k, Vector v) { return wasm_v128_and(v, kept(word, k)); }
  static INLINE Vector merge(uint32_t word, int k, Vector a, Vector b) {
    return wasm_v128_bitselect(a, b, kept(word, k));
  }
  static INLINE Vector positive(Vector a, Vector v) {
    const v128_t above = wasm_i64x2_gt(a, wasm_i64x2_const_splat(int64_t(0xFFF0000000000000)));
    return wasm_v128_and(v, wasm_v128_and(above, wasm_i64x2_ne(a, wasm_i64x2_const_splat(0))));
  }
};

// The conversions of elements.h, four at a time.
struct F16 : F32 {
  using Element = Float16;
  static INLINE Vector load(const void* p) {
    const v128_t bits = wasm_u32x4_load16x4(p);
    const v128_t magnitude = wasm_i32x4_shl(wasm_v128_and(bits, wasm_u32x4_splat(0x7FFF)), 13);
    const v128_t sign = wasm_i32x4_shl(wasm_v128_and(bits, wasm_u32x4_splat(0x8000)), 16);
    const v128_t least = wasm_u32x4_splat(Float16::kLeastNormal), bias = wasm_u32x4_splat(Float16::kBias);
    const v128_t subnormal = wasm_f32x4_sub(wasm_i32x4_add(magnitude, least), least);
    const v128_t is_subnormal = wasm_i32x4_lt(magnitude, wasm_u32x4_splat(1u << 23));
    const v128_t is_finite = wasm_i32x4_lt(magnitude, wasm_u32x4_splat(Float16::kInfinity16 << 13));
    const v128_t finite = wasm_v128_bitselect(subnormal, wasm_i32x4_add(magnitude, bias), is_subnormal);
    return wasm_v128_or(sign, wasm_i32x4_add(finite, wasm_v128_andnot(bias, is_finite)));
  }
  static INLINE void store(void* p, Vector a, Vector b) {
    wasm_v128_store(p, wasm_u16x8_narrow_i32x4(narrow(a), narrow(b)));
  }

 private:
  static INLINE v128_t narrow(Vector v) {
    const v128_t magnitude = wasm_v128_and(v, wasm_u32x4_splat(kMagnitude));
    const v128_t sign = wasm_v128_and(wasm_u32x4_shr(v, 16), wasm_u32x4_splat(0x8000));
    const v128_t odd = wasm_v128_and(wasm_u32x4_shr(magnitude, 13), wasm_u32x4_splat(1));
    const v128_t rounding = wasm_i32x4_add(odd, wasm_u32x4_splat(0xFFF - Float16::kBias));
    const v128_t normal = wasm_u32x4_shr(wasm_i32x4_add(magnitude, rounding), 13);
    const v128_t subnormal =
        wasm_i32x4_sub(wasm_f32x4_add(magnitude, wasm_f32x4_splat(0.5f)), wasm_u32x4_splat(kOneHalf));
    const v128_t is_subnormal = wasm_i32x4_lt(magnitude, wasm_u32x4_splat(Float16::kLeastNormal));
    const v128_t finite = wasm_i32x4_min(normal, wasm_u32x4_splat(Float16::kInfinity16));
    const v128_t number = wasm_v128_bitselect(subnormal, finite, is_subnormal);
    const v128_t payload = wasm_v128_and(wasm_u32x4_shr(magnitude, 13), wasm_u32x4_splat(0x3FF));
    const v128_t nan = wasm_v128_or(payload, wasm_u32x4_splat(Float16::kInfinity16 | Float16::kQuiet));
    const v128_t is_nan = wasm_i32x4_gt(magnitude, wasm_u32x4_splat(kInfinity));
    return wasm_v128_or(sign, wasm_v128_bitselect(nan, number, is_nan));
  }
};

struct BF16 : F32 {
  using Element = Bfloat16;
  static INLINE Vector load(const void* p) { return wasm_i32x4_shl(wasm_u32x4_load16x4(p), 16); }
  static INLINE void store(void* p, Vector a, Vector b) {
    wasm_v128_store(p, wasm_u16x8_narrow_i32x4(upper(a), upper(b)));
  }

 private:
  static INLINE v128_t upper(Vector v) {
    const v128_t odd = wasm_v128_and(wasm_u32x4_shr(v, 16), wasm_u32x4_splat(1));
    const v128_t rounded = wasm_i32x4_add(wasm_i32x4_add(v, wasm_u32x4_splat(0x7FFF)), odd);
    const v128_t quiet = wasm_v128_or(v, wasm_u32x4_splat(Bfloat16::kQuiet));
    // WebAssembly lets arithmetic set any bit of a NaN.
    return wasm_u32x4_shr(wasm_v128_bitselect(quiet, rounded, wasm_f32x4_ne(v, v)), 16);
  }
};

using SelectWord = uint32_t;

constexpr bool kStreams = false;
