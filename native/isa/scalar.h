// One group at a time in the registers that every processor has.
constexpr int kLanes = 1;

using Word = uint32_t;
using Product = uint64_t;
using Bits = uint64_t;

INLINE Word load(const uint32_t* p) { return *p; }
INLINE Word splat(uint32_t w) { return w; }
INLINE Word add(Word a, Word b) { return a + b; }
INLINE Word exclusive_or(Word a, Word b) { return a ^ b; }
INLINE Product multiply(Word a, uint32_t m) { return uint64_t{a} * m; }
INLINE Word high(Product p) { return uint32_t(p >> 32); }
INLINE Word low(Product p) { return uint32_t(p); }

INLINE Bits ones() { return ~uint64_t{0}; }
INLINE Bits both(Bits a, Bits b) { return a & b; }
INLINE Bits either(Bits a, Bits b) { return a | b; }
INLINE Bits without(Bits a, Bits b) { return a & ~b; }
INLINE Bits pack(Product p, Word w) { return p ^ (uint64_t{w} << 32); }
INLINE void unpack(Bits words01, Bits words23, uint32_t* p) {
  p[0] = uint32_t(words01 >> 32), p[1] = uint32_t(words01);
  p[2] = uint32_t(words23 >> 32), p[3] = uint32_t(words23);
}

template <class T, class Unsigned>
struct One : Whole<T> {
  using Vector = T;
  static constexpr int kWidth = 1;
  static INLINE Vector splat(T v) { return v; }
  static INLINE Vector load(const void* p) { return read<T>(p); }
  static INLINE void store(void* p, Vector v) { write(p, v); }
  static INLINE Vector multiply(Vector a, Vector b) { return a * b; }
  static INLINE Vector select(uint32_t word, int k, Vector v) {  // without a branch: no predictor can guess a mask
    const Unsigned kept = Unsigned{0} - (word >> k & 1);
    const Unsigned bits = read<Unsigned>(&v) & kept;
    return read<T>(&bits);
  }
};
using F32 = One<float, uint32_t>;
using F64 = One<double, uint64_t>;

template <class T>
struct OneHalf : Half<F32, T> {
  static INLINE float load(const void* p) { return read<T>(p).widen(); }
  static INLINE void store(void* p, float v) { write(p, T::narrow(v)); }
};
using F16 = OneHalf<Float16>;
using BF16 = OneHalf<Bfloat16>;

using SelectWord = uint32_t;

constexpr bool kStreams = false;
INLINE void stream_fence() {}
