// Whether a call can run: its numbers are in range, and its arrays are long enough and apart. No call reads or writes
// memory before it has passed.
#pragma once

#include "run/call.h"

namespace dropout {

// The memory of a typed array. Its type is not looked at: the call's dtype says what the bytes are.
struct View {
  char* data;
  size_t bytes;
};

// Arrays that the operation does not have are null.
struct Views {
  View words, x, y, other, bias, sums;
};

// What is wrong with the arrays of a call; binding.d.ts has the same numbers.
enum Status : uint32_t { kDone, kOverlap, kShortX, kShortY, kShortWords, kShortOther, kShortBias, kShortSums };

// Whether the index and n are integers in [0, 2^53].
bool has_range(const Call& call);

// Whether the dtype, the operation, the rule and the layout exist.
bool is_known(const Call& call);

// Whether the tile and the block are integers in [0, 2^53].
bool has_tiles(const Call& call);

// Whether the distribution exists.
bool has_distribution(const Call& call);

// Whether there are numbers of its dtype and its distribution.
bool has_numbers(const Call& call);

// These look at the arrays of a call whose numbers are in range. The first is for dropout(), which draws the bits and
// reads x alone, the second for apply(), the third for random(), which draws a bias.
Status check_dropout(const Call& call, const View& x, const View& y);
Status check_apply(const Call& call, const Views& views);
Status check_random(const Call& call, const View& x, const View& y);
Status check_words(const Call& call, const View& words);
Status check_numbers(const Call& call, const View& y);
Status check_box_muller(const Call& call, const View& words, const View& y);
Status check_pcg64(const Call& call, const View& state, const View& increment, const View& y);

}  // namespace dropout
