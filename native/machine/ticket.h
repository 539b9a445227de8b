// Which job is open and which of its parts are left. Both are in one word, so that taking a part checks both at once.
#pragma once

#include <stdint.h>

namespace dropout {

constexpr uint32_t kMaxParts = 0xFFFF;  // of a job

// From high to low: 32 bits of the job's number, 16 of the first part that is left, 16 of the one after the last.
struct Ticket {
  uint64_t value;

  static Ticket of(uint32_t job, uint32_t first, uint32_t end) { return {uint64_t{job} << 32 | first << 16 | end}; }

  uint32_t job() const { return uint32_t(value >> 32); }
  uint32_t first() const { return uint32_t(value >> 16 & kMaxParts); }
  uint32_t end() const { return uint32_t(value & kMaxParts); }
  bool open() const { return first() < end(); }
  uint64_t without_first() const { return value + (1 << 16); }
  uint64_t without_last() const { return value - 1; }
};

}  // namespace dropout
