// The mask of docs/mask.md, one element at a time. Every kernel is tested against this definition.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace dropout {

// The seed and the draw. Together with a stream's number they select its random blocks.
struct Key {
  uint32_t seed[2];  // low word first
  uint32_t draw[2];  // low word first; the high one has 16 bits
};

// The probability of dropping, p, as a binary fraction of 40 digits.
struct Threshold {
  uint32_t digits;  // T, 0 … 256: the first eight digits
  uint32_t tail;    // L: the next 32 digits
};

struct Mask {
  Key key;
  Threshold threshold;
};

// Philox4x32 (Salmon et al., SC'11).
constexpr uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr int kRounds = 10;

// Streams 0 … 7 are the planes: a block of stream j holds digit j of one group of 128 elements.
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

// Counter word 1: its lower half holds the high bits of a block's number, its upper half those of the draw.
inline uint32_t counter_high(const Key& key, uint64_t n) { return uint32_t(n >> 32) + (key.draw[1] << 16); }

inline Block random_block(const Key& key, uint32_t stream, uint64_t n) {
  return philox4x32({{uint32_t(n), counter_high(key, n), key.draw[0], stream}}, key.seed[0], key.seed[1]);
}

inline bool dropped(const Mask& mask, uint64_t index) {
  uint32_t digits = 0;
  for (uint32_t plane = 0; plane < kPlanes; ++plane) {
    const uint32_t word = random_block(mask.key, plane, index / kGroup).word[index / 32 % 4];
    digits = digits << 1 | (word >> index % 32 & 1);
  }
  if (digits != mask.threshold.digits) return digits < mask.threshold.digits;
  return random_block(mask.key, kTailStream, index).word[0] < mask.threshold.tail;
}

}  // namespace dropout
