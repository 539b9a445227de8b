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
//   boxMuller(n, mean, std)         makes normal numbers of n words, as PyTorch does (kernels/box_muller.inl)
//   pack(n, shift, limit, flip)     packs whether each word, shifted left, is below a limit; flip inverts the bits
//   packWide(n, high, low)          packs whether each of n pairs of words is below a limit of 53 bits
//   pcg64(n)                        writes n numbers of 64 bits
//   pcg64Doubles(n)                 writes n float64 in [0, 1), of the highest 53 bits of a number each
//   doubles(n, isHighFirst)         makes such float64 of n pairs of words, in their place: the low word first, or
//                                   27 bits of the first word and 26 of the second
//   packDoubles(n, limit, flip)     packs whether each of n float64 is below a limit; flip inverts the bits
//   minstd(state, least, n)         packs whether each of the n states after this one is at least `least`. n is a
//                                   multiple of 32. → the last one
#include "kernels/memory.h"
#include "kernels/pcg64.h"
#include "kernels/target.h"
#include "kernels/threefry.h"

namespace dropout {
namespace {

#include "kernels/box_muller.inl"
#include "kernels/threefry.inl"

constexpr size_t kPiece = 16384;
constexpr size_t kState = 624, kMiddle = 397;
constexpr size_t kBlocks = (kPiece + kState - 1) / kState;  // of a piece

alignas(64) uint32_t words[kPiece];
alignas(64) uint32_t bits[kPiece / 32];
alignas(64) float numbers[kPiece];
alignas(64) uint32_t state[kState * (1 + kBlocks)];

alignas(64) Pcg64 pcg;

constexpr uint64_t kMinstd = 16807, kMinstdModulus = 0x7FFFFFFF;
constexpr int kLanes = 32;

constexpr uint64_t minstd_power(int exponent) {
  return exponent == 0 ? 1 : kMinstd * minstd_power(exponent - 1) % kMinstdModulus;
}

inline uint32_t tempered(uint32_t word) {
  word ^= word >> 11;
  word ^= word << 7 & 0x9D2C5680;
  word ^= word << 15 & 0xEFC60000;
  return word ^ word >> 18;
}

// The sum lies in the middle of two float32 so rarely that a whole block is then made anew.
struct Fast {
  uint32_t unsure = 0;

  INLINE float fused(float a, float b, float c) {
    const double sum = double(a) * double(b) + double(c);
    unsure |= uint32_t((read<uint64_t>(&sum) & 0x1FFFFFFF) == 0x10000000);
    return float(sum);
  }
  INLINE float exact(float a, float b, float c) { return sum_in_double(a, b, c); }
};

// Makes a block. Returns whether its numbers may be wrong.
INLINE bool make_fast(const unsigned char* __restrict from, float mean, float std, unsigned char* __restrict to) {
  Fast way;
  for (size_t j = 0; j < kNormalBlock / 2; ++j) make_pair(way, from, j, mean, std, to);
  return way.unsure != 0;
}

NOINLINE void make_exact(const unsigned char* from, float mean, float std, unsigned char* to) {
  RoundedToOdd way;
  ROLLED for (size_t j = 0; j < kNormalBlock / 2; ++j) make_pair(way, from, j, mean, std, to);
}

}  // namespace

extern "C" {

__attribute__((export_name("wordsAddress"))) void* words_address() { return words; }
__attribute__((export_name("bitsAddress"))) void* bits_address() { return bits; }
__attribute__((export_name("stateAddress"))) void* state_address() { return state; }

__attribute__((export_name("numbersAddress"))) void* numbers_address() { return numbers; }

__attribute__((export_name("boxMuller"))) void box_muller(size_t n, float mean, float std) {
  for (size_t i = 0; i + kNormalBlock <= n; i += kNormalBlock) {
    const unsigned char* const from = reinterpret_cast<const unsigned char*>(words + i);
    unsigned char* const to = reinterpret_cast<unsigned char*>(numbers + i);
    if (make_fast(from, mean, std, to)) make_exact(from, mean, std, to);
  }
}

__attribute__((export_name("threefry"))) void threefry(uint32_t key0, uint32_t key1, uint32_t first, size_t n) {
  threefry_words({{key0, key1}, {}}, first, n, words);
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

__attribute__((export_name("pcg64Address"))) void* pcg64_address() { return &pcg; }

__attribute__((export_name("pcg64"))) void pcg64(size_t n) {
  Pcg64 now = pcg;
  for (size_t i = 0; i < n; ++i) write(words + 2 * i, now.next());
  pcg = now;
}

__attribute__((export_name("pcg64Doubles"))) void pcg64_floats(size_t n) {
  Pcg64 now = pcg;
  for (size_t i = 0; i < n; ++i) write(words + 2 * i, now.next_double());
  pcg = now;
}

__attribute__((export_name("doubles"))) void doubles(size_t n, bool is_high_first) {
  for (size_t i = 0; i < n; ++i) {
    const uint64_t first = words[2 * i], second = words[2 * i + 1];
    const uint64_t digits = is_high_first ? first >> 5 << 26 | second >> 6 : (second << 32 | first) >> 11;
    write(words + 2 * i, unit_double(digits));
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

}  // namespace dropout
