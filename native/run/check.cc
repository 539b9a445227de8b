#include "run/check.h"

#include "kernels/apply.h"

namespace dropout {
namespace {

// Up to here doubles have all integers, and the sums and products below fit in 64 bits.
constexpr double kMaxInteger = 0x1p53;

bool is_integer(double v) { return v >= 0 && v <= kMaxInteger && v == double(int64_t(v)); }

bool overlap(const void* a, size_t a_bytes, const void* b, size_t b_bytes) {
  const char *a_data = static_cast<const char*>(a), *b_data = static_cast<const char*>(b);
  return a_data < b_data + b_bytes && b_data < a_data + a_bytes;
}

// If an array that is written lay over the call, the call would change while it runs.
bool over_call(const Call& call, const View& view) { return overlap(&call, sizeof call, view.data, view.bytes); }

// Drawn bits have no layout: every element has its own bit.
bool has_layout(const Call& call) {
  if (call.drawn != 0) return call.shared == 1;
  return is_integer(call.shared) && is_integer(call.inner) && call.shared >= 1 && call.inner >= 1 &&
         call.shared * call.inner <= kMaxInteger;
}

bool enough_words(const Call& call, const View& words) {
  const uint64_t bits = uint64_t{words.bytes / sizeof(uint32_t)} * 32;
  const uint64_t elements = call.layout().mask_elements(size_t(call.count()));
  return elements <= bits && call.first() <= bits - elements;
}

// y may be x, but not overlap it otherwise. An array may have been detached or have shrunk since n was read.
Status check_xy(const Call& call, const View& x, const View& y) {
  const uint64_t bytes = call.count() * kElementBytes[call.dtype];
  if (x.bytes < bytes) return kShortX;
  if (y.bytes < bytes) return kShortY;
  if (over_call(call, y)) return kOverlap;
  return x.data != y.data && overlap(x.data, bytes, y.data, bytes) ? kOverlap : kDone;
}

}  // namespace

bool has_range(const Call& call) { return is_integer(call.index) && is_integer(call.n); }

bool is_known(const Call& call) {
  return call.dtype < kDtypes && call.op < kOperations && call.rule < kRules && has_layout(call);
}

bool has_tiles(const Call& call) { return is_integer(call.tile) && is_integer(call.block); }

bool has_distribution(const Call& call) { return call.distribution < kDistributions; }

bool has_numbers(const Call& call) { return call.dtype < kNumberDtypes && has_distribution(call); }

Status check_dropout(const Call& call, const View& x, const View& y) {
  return call.drawn == 0 || kReads[call.op] != 0 ? kShortWords : check_xy(call, x, y);
}

Status check_apply(const Call& call, const Views& views) {
  const auto& [words, x, y, other, bias, sums] = views;
  const uint64_t n = call.count(), tile = uint64_t(call.tile), block = uint64_t(call.block);
  const unsigned reads = kReads[call.op];
  const Status status = check_xy(call, x, y);
  if (status != kDone) return status;
  const size_t bytes = size_t(n) * kElementBytes[call.dtype];
  if (call.drawn == 0) {
    if (!enough_words(call, words)) return kShortWords;
    if (overlap(words.data, words.bytes, y.data, bytes)) return kOverlap;
  }
  if ((reads & kOther) != 0) {
    if (other.bytes < bytes) return kShortOther;
    if (other.data != y.data && overlap(other.data, bytes, y.data, bytes)) return kOverlap;
  }
  const bool wraps_once = tile > 0 && (tile >= kLeastTile || tile >= n);  // in a word of the mask
  const uint64_t biases = tile < n ? tile + kLeastTile : tile;
  if ((reads & kBiases) != 0 && (!wraps_once || bias.bytes / compute_bytes(call.dtype) < biases)) return kShortBias;
  if ((reads & kSums) != 0) {
    if (!wraps_once || block == 0 || block % tile != 0) return kShortSums;
    if (sums.bytes / compute_bytes(call.dtype) / tile < (n + block - 1) / block) return kShortSums;
    if (over_call(call, sums)) return kOverlap;
  }
  return kDone;
}

Status check_random(const Call& call, const View& x, const View& y) {
  return kReads[call.op] != kBiases ? kShortBias : check_xy(call, x, y);
}

Status check_words(const Call& call, const View& words) { return over_call(call, words) ? kOverlap : kDone; }

Status check_numbers(const Call& call, const View& y) {
  if (y.bytes / kElementBytes[call.dtype] < call.count()) return kShortY;
  return over_call(call, y) ? kOverlap : kDone;
}

Status check_box_muller(const Call& call, const View& words, const View& y) {
  const uint64_t bytes = call.count() * sizeof(float);
  if (words.bytes < bytes) return kShortX;
  if (y.bytes < bytes) return kShortY;
  return over_call(call, y) || overlap(words.data, words.bytes, y.data, y.bytes) ? kOverlap : kDone;
}

Status check_pcg64(const Call& call, const View& state, const View& increment, const View& y) {
  constexpr size_t kWide = 2 * sizeof(uint64_t);
  if (state.bytes < kWide) return kShortX;
  if (increment.bytes < kWide) return kShortOther;
  if (y.bytes / sizeof(double) < call.count()) return kShortY;
  return over_call(call, state) || over_call(call, y) ? kOverlap : kDone;
}

}  // namespace dropout
