#include "run/run.h"

#include <algorithm>

#include "kernels/memory.h"
#include "kernels/pcg64.h"
#include "machine/cpu.h"
#include "machine/pool.h"
#include "run/cuts.h"
#include "run/float_mode.h"
#include "run/given.h"
#include "run/isas.h"
#include "run/shared.h"

namespace dropout {
namespace {

// The least work that is worth waking threads for, some hundred microseconds.
constexpr size_t kLargeElements = size_t{1} << 19;
constexpr size_t kLargeWords = size_t{1} << 16;
constexpr size_t kLargeNumbers = size_t{1} << 17;

const size_t cache_bytes = cpu_cache_bytes();
const Traffic ahead = cpu_fetches_ahead() ? kCached : kAhead;

// A call on arrays, as its parts share it.
struct Job {
  const Call& call;
  const Kernels& kernels;
  const void* words;  // null if bits are drawn
  const Arrays& arrays;
  size_t bytes;  // of an element
  Traffic traffic;
  Cuts cuts;
};

const unsigned char* element_at(const Job& job, const void* array, size_t e) {
  return array == nullptr ? nullptr : static_cast<const unsigned char*>(array) + e * job.bytes;
}

// The cursor at element e.
Cursor cursor_at(const Job& job, size_t e) {
  const Arrays& arrays = job.arrays;
  Cursor cursor = {};
  cursor.x = element_at(job, arrays.x, e), cursor.other = element_at(job, arrays.other, e);
  cursor.y = static_cast<unsigned char*>(arrays.y) + e * job.bytes;
  if (arrays.bias == nullptr && arrays.sums == nullptr) return cursor;
  cursor.tile = size_t(job.call.tile), cursor.place = e % cursor.tile;
  cursor.bias = static_cast<const unsigned char*>(arrays.bias);
  if (arrays.sums != nullptr) {
    const size_t block = e / size_t(job.call.block);
    cursor.sums = static_cast<unsigned char*>(arrays.sums) + block * cursor.tile * compute_bytes(job.call.dtype);
  }
  return cursor;
}

void run_range(const Job& job, const Apply& apply, size_t begin, size_t n) {
  const Call& call = job.call;
  Cursor cursor = cursor_at(job, begin);
  if (job.words == nullptr) {
    const Drop drop = job.kernels.drop[call.op][call.dtype];
    drop(call.mask(), call.first() + begin, n, apply, cursor, job.traffic);
  } else if (call.shared == 1) {
    apply_given(apply, job.words, call.first() + begin, n, cursor, job.traffic);
  } else {
    const bool ignores = call.op == kSelect || call.op == kAffine;
    apply_shared(apply, call.layout(), job.words, size_t(call.first()), begin, n, cursor, job.traffic, ignores);
  }
}

void run_part(void* context, uint32_t number) {
  const Job& job = *static_cast<const Job*>(context);
  const Call& call = job.call;
  const FloatMode mode;
  const Apply apply = apply_of(job.kernels, call.op, call.dtype, constants_of(Rule(call.rule), call.p));
  size_t begin = job.cuts.at(number);
  const size_t end = job.cuts.at(size_t{number} + 1);
  while (begin < end) {
    size_t n = end - begin;
    if (job.arrays.sums != nullptr) n = std::min(n, size_t(call.block));  // parts begin where blocks do
    run_range(job, apply, begin, n);
    begin += n;
  }
  if (streams(job.traffic)) stream_fence();
}

void run_random_part(void* context, uint32_t number) {
  const Job& job = *static_cast<const Job*>(context);
  const Call& call = job.call;
  const FloatMode mode;
  const Apply apply = apply_of(job.kernels, call.op, call.dtype, constants_of(Rule(call.rule), call.p));
  const Drop keep = job.kernels.drop[call.op][call.dtype];
  const Numbers draw = job.kernels.numbers[call.distribution][compute_dtype(call.dtype)];
  alignas(kCacheLine) unsigned char numbers[kChunk * sizeof(double)];
  size_t begin = job.cuts.at(number);
  const size_t end = job.cuts.at(size_t{number} + 1);
  while (begin < end) {
    const uint64_t first = call.first() + begin;
    const size_t n = std::min(end - begin, kChunk - size_t(first % kChunk));
    draw(call.mask().key, call.scaling(), first, n, numbers);
    Cursor cursor = cursor_at(job, begin);
    cursor.bias = numbers, cursor.tile = n;
    keep({}, 0, n, apply, cursor, job.traffic);
    begin += n;
  }
  if (streams(job.traffic)) stream_fence();
}

Traffic traffic_of(const Arrays& arrays, size_t n, size_t bytes) {
  if (arrays.x == arrays.y || arrays.other == arrays.y) return ahead;
  if (2 * n * bytes <= cache_bytes) return kCached;  // x and y
  const bool whole = reinterpret_cast<uintptr_t>(arrays.y) % bytes == 0;
  return whole ? Traffic(kStream | ahead) : ahead;
}

// Parts begin where a chunk of the mask or a block of sums begins.
Cuts cuts_of(const Call& call, const Arrays& arrays) {
  const size_t n = size_t(call.count());
  if (arrays.sums != nullptr) return Cuts(0, n, kPartElements, size_t(call.block));
  return Cuts(call.shared == 1 ? call.first() : 0, n, kPartElements);
}

void run(const Call& call, const void* words, const Arrays& arrays, void (*part)(void*, uint32_t), size_t large) {
  const size_t n = size_t(call.count()), bytes = kElementBytes[call.dtype];
  Job job = {call, active_kernels(), words, arrays, bytes, traffic_of(arrays, n, bytes), cuts_of(call, arrays)};
  parallel(job.cuts.parts, part, &job, n >= large);
}

// Draws n words or numbers, from word or number `first` on.
using Draw = void (*)(const Call& call, const Kernels& kernels, uint64_t first, size_t n, void* out);

// A call that draws words or numbers, as its parts share it.
struct DrawJob {
  const Call& call;
  const Kernels& kernels;
  Draw draw;
  char* out;
  size_t bytes;  // of a word or number
  Cuts cuts;
};

void draw_part(void* context, uint32_t number) {
  const DrawJob& job = *static_cast<const DrawJob*>(context);
  const size_t begin = job.cuts.at(number), n = job.cuts.at(size_t{number} + 1) - begin;
  const FloatMode mode;
  job.draw(job.call, job.kernels, job.cuts.start + begin, n, job.out + begin * job.bytes);
}

void run_draws(const Call& call, Draw draw, void* out, size_t n, size_t bytes, size_t least_part, size_t large) {
  DrawJob job = {call, active_kernels(), draw, static_cast<char*>(out), bytes, Cuts(call.first(), n, least_part)};
  parallel(job.cuts.parts, draw_part, &job, n >= large);
}

void draw_mask_words(const Call& call, const Kernels& kernels, uint64_t first, size_t n, void* out) {
  kernels.mask_words(call.mask(), first, n, out);
}

void draw_stream_words(const Call& call, const Kernels& kernels, uint64_t first, size_t n, void* out) {
  kernels.stream_words(call.mask().key, call.stream, first, n, out);
}

void draw_numbers(const Call& call, const Kernels& kernels, uint64_t first, size_t n, void* out) {
  kernels.numbers[call.distribution][call.dtype](call.mask().key, call.scaling(), first, n, out);
}

}  // namespace

void run_drawn(const Call& call, const Arrays& arrays) { run(call, nullptr, arrays, run_part, kLargeElements); }

void run_given(const Call& call, const void* words, const Arrays& arrays) {
  run(call, words, arrays, run_part, kLargeElements);
}

void run_random(const Call& call, const void* x, void* y) {
  run(call, nullptr, {x, nullptr, nullptr, y, nullptr}, run_random_part, kLargeNumbers);
}

void run_draw(const Call& call, void* words, size_t n) {
  run_draws(call, draw_mask_words, words, n, sizeof(uint32_t), kPartWords, kLargeWords);
}

void run_words(const Call& call, void* words, size_t n) {
  run_draws(call, draw_stream_words, words, n, sizeof(uint32_t), kPartElements, kLargeNumbers);
}

void run_threefry(const Call& call, void* words, size_t n) {
  active_kernels().threefry_words(call.mask().key, call.first(), n, words);
}

void run_box_muller(const Call& call, const void* words, void* y) {
  const FloatMode mode;
  active_kernels().box_muller(words, size_t(call.count()), float(call.shift), float(call.scale), y);
}

void run_pcg64(const Call& call, void* state, const void* increment, void* y) {
  pcg64_doubles(state, increment, size_t(call.count()), y);
}

void run_numbers(const Call& call, void* y) {
  run_draws(call, draw_numbers, y, size_t(call.count()), kElementBytes[call.dtype], kPartElements, kLargeNumbers);
}

}  // namespace dropout
