// The mask as its specification (docs/mask.md) says it: one element at a time, the definition that every kernel is
// tested against.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace dropout {

// What decides a mask, in the words that the engines exchange.
struct Mask {
  uint32_t seed[2];    // low word first
  uint32_t draw[2];    // low word first; the high one has 16 bits
  uint32_t threshold;  // T, 0 … 256: the first eight digits of p
  uint32_t tail;       // L: the next 32 digits of p
};

// Philox4x32 (Salmon et al., SC'11).
constexpr uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

// Streams 0 … 7 are the planes: digit j of 128 neighbours, one group, in a block.
constexpr int kPlanes = 8;
constexpr uint32_t kTailStream = 8;
constexpr int kGroup = 128;

struct Block {
  uint32_t word[4];
};

inline Block philox4x32(Block counter, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < kRounds; ++round) {
    const uint64_t product0 = uint64_t{kMultiplier0} * counter.word[0];
    const uint64_t product1 = uint64_t{kMultiplier1} * counter.word[2];
    counter = {{uint32_t(product1 >> 32) ^ counter.word[1] ^ key0, uint32_t(product1),
                uint32_t(product0 >> 32) ^ counter.word[3] ^ key1, uint32_t(product0)}};
    key0 += kWeyl0;
    key1 += kWeyl1;
  }
  return counter;
}

// Counter word 1 holds the high bits of a block's number below those of the draw.
inline uint32_t counter_high(const Mask& mask, uint64_t n) { return uint32_t(n >> 32) + (mask.draw[1] << 16); }

inline Block random_block(const Mask& mask, uint32_t stream, uint64_t n) {
  return philox4x32({{uint32_t(n), counter_high(mask, n), mask.draw[0], stream}}, mask.seed[0], mask.seed[1]);
}

inline bool dropped(const Mask& mask, uint64_t index) {
  uint32_t digits = 0;
  for (uint32_t plane = 0; plane < kPlanes; ++plane) {
    const uint32_t word = random_block(mask, plane, index / kGroup).word[index / 32 % 4];
    digits = digits << 1 | (word >> index % 32 & 1);
  }
  if (digits != mask.threshold) return digits < mask.threshold;
  return random_block(mask, kTailStream, index).word[0] < mask.tail;
}

}  // namespace dropout
