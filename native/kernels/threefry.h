// Threefry-2x32 with 20 rounds (Salmon et al., SC'11), which JAX draws with, one word at a time.
#pragma once

#include "kernels/mask.h"
#include "kernels/memory.h"
#include "kernels/target.h"

namespace dropout {

constexpr uint32_t kThreefryParity = 0x1BD11BDA;

INLINE uint32_t turned(uint32_t word, uint32_t by) { return word << by | word >> (32 - by); }

// Word i is made of the counter (0, first + i mod 2^32): both halves of its encryption, combined by an exclusive or.
// The seed is the key.
inline void threefry_words_one_by_one(const Key& key, uint64_t first, size_t n, void* out) {
  static constexpr uint8_t kRotations[8] = {17, 29, 16, 24, 13, 15, 26, 6};
  const uint32_t key0 = key.seed[0], key1 = key.seed[1], key2 = key0 ^ key1 ^ kThreefryParity;
  const uint32_t keys[7] = {key0, key1, key2, key0, key1, key2, key0};
  for (size_t i = 0; i < n; ++i) {
    uint32_t x = key0, y = key1 + uint32_t(first + i);
    ROLLED for (uint32_t group = 1; group <= 5; ++group) {
      ROLLED for (uint32_t round = 0; round < 4; ++round) {
        x += y, y = turned(y, kRotations[group % 2 * 4 + round]) ^ x;
      }
      x += keys[group], y += keys[group + 1] + group;
    }
    write(static_cast<unsigned char*>(out) + i * sizeof(uint32_t), x ^ y);
  }
}

}  // namespace dropout
