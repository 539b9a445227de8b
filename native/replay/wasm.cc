// A WebAssembly module for src/replay/: words of other frameworks' generators, and comparisons of words with a limit.
// Every function works on a piece of at most 16,384 words in the module's memory. The loops are written so that clang
// makes vectors of them. The module exports:
//
//   memory                          the module's memory
//   wordsAddress(), bitsAddress(),  → addresses in bytes: of the piece, of its packed bits, and of the state of
//   stateAddress()                    mt19937, 624 words
//   threefry(key0, key1, first, n)  writes the words of the counters (0, first) … (0, first + n - 1): a ^ b
//   twist(used, blocks, n)          draws `blocks` blocks of mt19937, and writes n words: those of the state from
//                                   `used` on, then those of the blocks. The last block is the state afterwards
//   pack(n, shift, limit, flip)     packs whether each word, shifted left, is below a limit; flip inverts the bits
//   packWide(n, high, low)          packs whether each of n pairs of words is below a limit of 53 bits
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

namespace {

constexpr size_t kPiece = 16384;
constexpr size_t kState = 624, kMiddle = 397;
constexpr size_t kBlocks = (kPiece + kState - 1) / kState;  // of a piece

alignas(64) uint32_t words[kPiece];
alignas(64) uint32_t bits[kPiece / 32];
alignas(64) uint32_t state[kState * (1 + kBlocks)];

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

}  // namespace

extern "C" {

__attribute__((export_name("wordsAddress"))) void* words_address() { return words; }
__attribute__((export_name("bitsAddress"))) void* bits_address() { return bits; }
__attribute__((export_name("stateAddress"))) void* state_address() { return state; }

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

}  // extern "C"
