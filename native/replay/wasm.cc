// A WebAssembly module for src/replay/: words of other frameworks' generators, and comparisons of words with a limit.
// Every function works on a piece of at most 16,384 words in the module's memory. The loops are written so that clang
// makes vectors of them. The module exports:
//
//   memory                          the module's memory
//   wordsAddress(), bitsAddress(),  → addresses in bytes: of the piece, of its packed bits, of the 624 words of the
//   stateAddress(), pcg64Address(),   state of mt19937, of PCG64's state and increment, four words each, and of
//   numbersAddress()                  16,384 float32
//   threefry(key0, key1, first, n)  writes the words of the counters (0, first) … (0, first + n - 1): a ^ b
//   twist(used, blocks, n)          draws `blocks` blocks of mt19937, and writes n words: those of the state from
//                                   `used` on, then those of the blocks. The last block is the state afterwards
//   boxMuller(n, mean, std)         makes normal numbers of n uniform ones, n a multiple of 16, as PyTorch does
//   pack(n, shift, limit, flip)     packs whether each word, shifted left, is below a limit; flip inverts the bits
//   packWide(n, high, low)          packs whether each of n pairs of words is below a limit of 53 bits
//   pcg64(n, asDoubles)             writes n numbers of 64 bits, or the float64 in [0, 1) of their highest 53 bits
//   doubles(n, isHighFirst)         makes such float64 of n pairs of words, in their place: the low word first, or
//                                   27 bits of the first word and 26 of the second
//   packDoubles(n, limit, flip)     packs whether each of n float64 is below a limit; flip inverts the bits
//   minstd(state, least, n)         packs whether each of the n states after this one is at least `least`. n is a
//                                   multiple of 32. → the last one
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

namespace {

constexpr size_t kPiece = 16384;
constexpr size_t kState = 624, kMiddle = 397;
constexpr size_t kBlocks = (kPiece + kState - 1) / kState;  // of a piece

alignas(64) uint32_t words[kPiece];
alignas(64) uint32_t bits[kPiece / 32];
alignas(64) float numbers[kPiece];
alignas(64) uint32_t state[kState * (1 + kBlocks)];

alignas(64) uint64_t pcg[4];  // the state and the increment, low halves first

constexpr uint64_t kPcgLow = 0x4385DF649FCCF645, kPcgHigh = 0x2360ED051FC65DA4;

inline double unit_double(uint64_t digits) { return double(int64_t(digits)) * 0x1p-53; }

template <class Convert>
void pcg64_numbers(size_t n, Convert convert) {
  const uint64_t a = uint32_t(kPcgLow), b = kPcgLow >> 32, low_step = pcg[2], high_step = pcg[3];
  uint64_t low = pcg[0], high = pcg[1];
  for (size_t i = 0; i < n; ++i) {
    // The terms that are known first are added first, so that a step waits for one product only.
    const uint64_t c = uint32_t(low), d = low >> 32;
    const uint64_t ac = a * c, ad = a * d, bc = b * c;
    const uint64_t middle = (ac >> 32) + uint32_t(ad) + uint32_t(bc);
    const uint64_t rest = b * d + (ad >> 32) + (bc >> 32) + (middle >> 32) + low * kPcgHigh + high_step;
    low = low * kPcgLow + low_step;
    high = high * kPcgLow + (rest + (low < low_step));
    const uint64_t mixed = high ^ low, turn = high >> 58;
    const uint64_t bits = mixed >> turn | mixed << (-turn & 63);
    const auto number = convert(bits);
    __builtin_memcpy(words + 2 * i, &number, sizeof(number));
  }
  pcg[0] = low, pcg[1] = high;
}

constexpr uint64_t kMinstd = 16807, kMinstdModulus = 0x7FFFFFFF;
constexpr int kLanes = 32;

constexpr uint64_t minstd_power(int exponent) {
  return exponent == 0 ? 1 : kMinstd * minstd_power(exponent - 1) % kMinstdModulus;
}

inline uint32_t turned(uint32_t word, int by) { return word << by | word >> (32 - by); }

struct Pair {
  uint32_t x, y;

  void mix(int a, int b, int c, int d) {
    x += y, y = turned(y, a) ^ x;
    x += y, y = turned(y, b) ^ x;
    x += y, y = turned(y, c) ^ x;
    x += y, y = turned(y, d) ^ x;
  }

  void add(uint32_t a, uint32_t b) { x += a, y += b; }
};

inline uint32_t tempered(uint32_t word) {
  word ^= word >> 11;
  word ^= word << 7 & 0x9D2C5680;
  word ^= word << 15 & 0xEFC60000;
  return word ^ word >> 18;
}

template <class To, class From>
inline To bits_of(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof to);
  return to;
}

// The fused multiply-add of float32: the product is exact in float64. Its sum lies in the middle of two float32 so
// rarely that a whole block is then made anew.
struct Fast {
  uint32_t unsure = 0;

  inline float fused(float a, float b, float c) {
    const double sum = double(a) * double(b) + double(c);
    unsure |= uint32_t((bits_of<uint64_t>(sum) & 0x1FFFFFFF) == 0x10000000);
    return float(sum);
  }
};

// The same if the sum is exact in float64, as it is for constants of few digits and small integers.
inline float sum_of(float a, float b, float c) { return float(double(a) * double(b) + double(c)); }

// Rounds the sum to odd first (Boldo and Melquiond, IEEE TC 57, 2008).
struct Exact {
  inline float fused(float a, float b, float c) {
    const double product = double(a) * double(b), sum = product + double(c), back = sum - product;
    const double error = product - (sum - back) + (double(c) - back);
    uint64_t bits = bits_of<uint64_t>(sum);
    if (error != 0 && (bits & 1) == 0) bits += (error > 0) == (sum > 0) ? 1 : uint64_t(0) - 1;
    return float(bits_of<double>(bits));
  }
};

// ln x of a normal number x > 0, by the polynomial of Cephes.
template <class Way>
inline float log(Way& way, float x) {
  const uint32_t bits = bits_of<uint32_t>(x);
  const float half = bits_of<float>((bits & 0x7FFFFF) | 0x3F000000);  // x = half · 2^exponent
  const bool small = half < 0.70710678f;
  const float exponent = float(int32_t(bits >> 23) - 126 - int32_t(small));
  const float m = (small ? half + half : half) - 1.0f, z = m * m;
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
  return sum_of(exponent, 0.693359375f, m + y);
}

struct SinCos {
  float sin, cos;
};

// Of an angle of at least 0, likewise.
template <class Way>
inline SinCos sin_cos(Way& way, float angle) {
  const int32_t j = (int32_t(angle * 1.27323954473516f) + 1) & ~1;
  float x = angle;
  x = sum_of(float(j), -0.78515625f, x);
  x = sum_of(float(j), -2.4187564849853515625e-4f, x);
  x = sum_of(float(j), -3.77489497744594108e-8f, x);
  const float z = x * x;
  float c = way.fused(2.443315711809948e-5f, z, -1.388731625493765e-3f);
  c = way.fused(c, z, 4.166664568298827e-2f) * z;
  c = way.fused(c, z, z * -0.5f) + 1.0f;
  float s = way.fused(-1.9515295891e-4f, z, 8.3321608736e-3f);
  s = way.fused(s, z, -1.6666654611e-1f) * z;
  s = way.fused(s, x, x);
  const float sin = (j & 2) == 0 ? s : c, cos = (j & 2) == 0 ? c : s;
  return {(j & 4) == 0 ? sin : -sin, (~(j - 2) & 4) == 0 ? cos : -cos};
}

// Makes numbers j and j + 8 of a block of 16.
template <class Way>
inline void pair_of(Way& way, const float* __restrict data, size_t j, float mean, float std, float* __restrict to) {
  const float r = __builtin_sqrtf(-2.0f * log(way, 1.0f - data[j]));
  const SinCos point = sin_cos(way, 6.283185307179586f * data[j + 8]);
  to[j] = way.fused(r * point.cos, std, mean);
  to[j + 8] = way.fused(r * point.sin, std, mean);
}

// Returns whether the numbers may be wrong.
inline bool fast_block(const float* __restrict data, float mean, float std, float* __restrict to) {
  Fast way;
  for (size_t j = 0; j < 8; ++j) pair_of(way, data, j, mean, std, to);
  return way.unsure != 0;
}

__attribute__((noinline)) void exact_block(const float* data, float mean, float std, float* to) {
  Exact way;
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t j = 0; j < 8; ++j) pair_of(way, data, j, mean, std, to);
}

}  // namespace

extern "C" {

__attribute__((export_name("wordsAddress"))) void* words_address() { return words; }
__attribute__((export_name("bitsAddress"))) void* bits_address() { return bits; }
__attribute__((export_name("stateAddress"))) void* state_address() { return state; }

__attribute__((export_name("numbersAddress"))) void* numbers_address() { return numbers; }

__attribute__((export_name("boxMuller"))) void box_muller(size_t n, float mean, float std) {
  for (size_t i = 0; i < n; i += 16) {
    float made[16];
    if (fast_block(numbers + i, mean, std, made)) exact_block(numbers + i, mean, std, made);
    __builtin_memcpy(numbers + i, made, sizeof made);
  }
}

__attribute__((export_name("threefry"))) void threefry(uint32_t key0, uint32_t key1, uint32_t first, size_t n) {
  const uint32_t key2 = key0 ^ key1 ^ 0x1BD11BDA;
  for (size_t i = 0; i < n; ++i) {
    Pair pair = {key0, key1 + first + uint32_t(i)};
    pair.mix(13, 15, 26, 6);
    pair.add(key1, key2 + 1);
    pair.mix(17, 29, 16, 24);
    pair.add(key2, key0 + 2);
    pair.mix(13, 15, 26, 6);
    pair.add(key0, key1 + 3);
    pair.mix(17, 29, 16, 24);
    pair.add(key1, key2 + 4);
    pair.mix(13, 15, 26, 6);
    pair.add(key2, key0 + 5);
    words[i] = pair.x ^ pair.y;
  }
}

__attribute__((export_name("twist"))) void twist(size_t used, size_t blocks, size_t n) {
  for (size_t i = 0; i < kState * blocks; ++i) {
    const uint32_t joined = (state[i] & 0x80000000) | (state[i + 1] & 0x7FFFFFFF);
    state[i + kState] = state[i + kMiddle] ^ joined >> 1 ^ ((0 - (joined & 1)) & 0x9908B0DF);
  }
  for (size_t i = 0; i < n; ++i) words[i] = tempered(state[used + i]);
  __builtin_memmove(state, state + kState * blocks, kState * sizeof(uint32_t));
}

__attribute__((export_name("pack"))) void pack(size_t n, uint32_t shift, uint32_t limit, uint32_t flip) {
  for (size_t w = 0; w < (n + 31) / 32; ++w) {
    uint32_t word = 0;
    for (uint32_t b = 0; b < 32; ++b) word |= uint32_t(words[32 * w + b] << shift < limit) << b;
    bits[w] = word ^ flip;
  }
}

__attribute__((export_name("packWide"))) void pack_wide(size_t n, uint32_t high, uint32_t low) {
  const v128_t limit = wasm_u32x4_splat(high), digits = wasm_u32x4_splat(0x1FFFFF);
  for (size_t w = 0; w < (n + 31) / 32; ++w) {
    const uint32_t* const pairs = words + 64 * w;
    uint32_t below = 0;
    v128_t equal = wasm_u32x4_splat(0);
    for (uint32_t b = 0; b < 32; b += 4) {
      const v128_t firsts =
          wasm_i32x4_shuffle(wasm_v128_load(pairs + 2 * b), wasm_v128_load(pairs + 2 * b + 4), 0, 2, 4, 6);
      const v128_t first = wasm_v128_and(firsts, digits);
      below |= wasm_i32x4_bitmask(wasm_i32x4_lt(first, limit)) << b;
      equal = wasm_v128_or(equal, wasm_i32x4_eq(first, limit));
    }
    if (wasm_v128_any_true(equal)) {  // rare
      for (uint32_t b = 0; b < 32; ++b) {
        below |= uint32_t((pairs[2 * b] & 0x1FFFFF) == high && pairs[2 * b + 1] < low) << b;
      }
    }
    bits[w] = below;
  }
}

__attribute__((export_name("pcg64Address"))) void* pcg64_address() { return pcg; }

__attribute__((export_name("pcg64"))) void pcg64(size_t n, bool as_doubles) {
  if (as_doubles)
    pcg64_numbers(n, [](uint64_t bits) { return unit_double(bits >> 11); });
  else
    pcg64_numbers(n, [](uint64_t bits) { return bits; });
}

__attribute__((export_name("doubles"))) void doubles(size_t n, bool is_high_first) {
  for (size_t i = 0; i < n; ++i) {
    const uint64_t first = words[2 * i], second = words[2 * i + 1];
    const uint64_t digits = is_high_first ? first >> 5 << 26 | second >> 6 : (second << 32 | first) >> 11;
    const double number = unit_double(digits);
    __builtin_memcpy(words + 2 * i, &number, sizeof(number));
  }
}

__attribute__((export_name("packDoubles"))) void pack_doubles(size_t n, double limit, uint32_t flip) {
  for (size_t w = 0; w < (n + 31) / 32; ++w) {
    uint32_t below = 0;
    for (uint32_t b = 0; b < 32; b += 2) {
      const v128_t numbers = wasm_v128_load(words + 64 * w + 2 * b);
      below |= wasm_i64x2_bitmask(wasm_f64x2_lt(numbers, wasm_f64x2_splat(limit))) << b;
    }
    bits[w] = below ^ flip;
  }
}

__attribute__((export_name("minstd"))) uint32_t minstd(uint32_t state, uint32_t least, size_t n) {
  alignas(16) uint32_t lanes[kLanes];
  for (uint32_t& lane : lanes) lane = state = uint32_t(kMinstd * state % kMinstdModulus);
  const v128_t factor = wasm_u32x4_splat(uint32_t(minstd_power(kLanes)));
  const v128_t modulus = wasm_u64x2_splat(kMinstdModulus);
  for (size_t w = 0; w < n / 32; ++w) {
    uint32_t kept = 0;
    state = lanes[kLanes - 1];
    for (int b = 0; b < kLanes; b += 4) {
      const v128_t now = wasm_v128_load(lanes + b);
      kept |= wasm_i32x4_bitmask(wasm_u32x4_ge(now, wasm_u32x4_splat(least))) << b;
      const v128_t low = wasm_u64x2_extmul_low_u32x4(now, factor), high = wasm_u64x2_extmul_high_u32x4(now, factor);
      // As 2^31 = 1, the high digits are added to the low ones.
      const v128_t low_sum = wasm_i64x2_add(wasm_v128_and(low, modulus), wasm_u64x2_shr(low, 31));
      const v128_t high_sum = wasm_i64x2_add(wasm_v128_and(high, modulus), wasm_u64x2_shr(high, 31));
      const v128_t sum = wasm_i32x4_shuffle(low_sum, high_sum, 0, 2, 4, 6);
      wasm_v128_store(lanes + b, wasm_u32x4_min(sum, wasm_i32x4_sub(sum, wasm_u32x4_splat(kMinstdModulus))));
    }
    bits[w] = kept;
  }
  return state;
}

}  // extern "C"
