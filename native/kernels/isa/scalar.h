// One group at a time, in general-purpose registers.
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
