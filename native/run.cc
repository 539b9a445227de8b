#include "run.h"

#include "cpu.h"
#include "cuts.h"
#include "float_mode.h"
#include "isas.h"
#include "pool.h"

namespace dropout {
namespace {

// From this much work on (some hundred microseconds) it is worth it to wake threads up.
constexpr size_t kLargeElements = size_t{1} << 19;
constexpr size_t kLargeWords = size_t{1} << 16;
constexpr size_t kLargeNumbers = size_t{1} << 17;

const size_t cache_bytes = cpu_cache_bytes();
const bool fetches_in_place = cpu_fetches_in_place();

constexpr size_t kElementBytes[] = {
#define ELEMENT_BYTES(code, vectors, element, with) sizeof(element),
    DTYPES(ELEMENT_BYTES, _)
#undef ELEMENT_BYTES
};

// What the parts of a call over arrays share.
struct Job {
  const Call& call;
  const Kernels& kernels;
  size_t bytes;  // of an element
  const void* words;
  const char* x;
  char* y;
  Traffic traffic;
  Cuts cuts;
};

struct Part {
  size_t begin, n;
  uint64_t index;
  const char* x;
  char* y;

  Part(const Job& job, size_t part)
      : begin(job.cuts.at(part)),
        n(job.cuts.at(part + 1) - begin),
        index(job.cuts.start + begin),
        x(job.x + begin * job.bytes),
        y(job.y + begin * job.bytes) {}
};

void dropout_part(void* context, uint32_t number) {
  const Job& job = *static_cast<const Job*>(context);
  const Part part(job, number);
  const FloatMode mode;
  job.kernels.dropout[job.call.dtype](job.call.mask(), job.call.values(), part.index, part.n, part.x, part.y,
                                      job.traffic);
}

void apply_part(void* context, uint32_t number) {
  const Job& job = *static_cast<const Job*>(context);
  const Part part(job, number);
  const FloatMode mode;
  job.kernels.apply[job.call.op][job.call.dtype](job.call.values(), job.words, part.index, part.n, part.x, part.y,
                                                 job.traffic);
}

Traffic traffic_of(const void* x, const void* y, size_t n, size_t bytes) {
  if (x == y) return fetches_in_place ? kCached : kAhead;
  if (n * bytes <= cache_bytes) return kCached;
  return reinterpret_cast<uintptr_t>(y) % bytes == 0 ? kStream : kAhead;
}

void run(const Call& call, const void* words, const void* x, void* y, Task task) {
  const size_t n = size_t(call.count()), bytes = kElementBytes[call.dtype];
  const Traffic traffic = traffic_of(x, y, n, bytes);
  const Cuts cuts(call.first(), n, kPartElements);
  Job job = {call, active_kernels(), bytes, words, static_cast<const char*>(x), static_cast<char*>(y), traffic, cuts};
  parallel(cuts.parts, task, &job, n >= kLargeElements);
}

struct DrawJob {
  const Call& call;
  const Kernels& kernels;
  char* words;
  Cuts cuts;
};

void draw_part(void* context, uint32_t number) {
  const DrawJob& job = *static_cast<const DrawJob*>(context);
  const size_t begin = job.cuts.at(number), end = job.cuts.at(size_t{number} + 1);
  job.kernels.draw(job.call.mask(), job.cuts.start + begin, end - begin, job.words + begin * sizeof(uint32_t));
}

// What the parts of a call share that writes random words or numbers, all of one size.
struct RandomJob {
  const Call& call;
  const Kernels& kernels;
  size_t bytes;
  char* out;
  Cuts cuts;
};

struct RandomPart {
  size_t begin, n;
  uint64_t first;
  char* out;

  RandomPart(const RandomJob& job, size_t part)
      : begin(job.cuts.at(part)),
        n(job.cuts.at(part + 1) - begin),
        first(job.cuts.start + begin),
        out(job.out + begin * job.bytes) {}
};

void words_part(void* context, uint32_t number) {
  const RandomJob& job = *static_cast<const RandomJob*>(context);
  const RandomPart part(job, number);
  job.kernels.words(job.call.mask().key, job.call.stream, part.first, part.n, part.out);
}

void numbers_part(void* context, uint32_t number) {
  const RandomJob& job = *static_cast<const RandomJob*>(context);
  const RandomPart part(job, number);
  const FloatMode mode;
  job.kernels.numbers[job.call.distribution][job.call.dtype](job.call.mask().key, job.call.scaling(), part.first,
                                                             part.n, part.out);
}

void run_random(const Call& call, size_t bytes, void* out, size_t n, Task task) {
  RandomJob job = {call, active_kernels(), bytes, static_cast<char*>(out), Cuts(call.first(), n, kPartElements)};
  parallel(job.cuts.parts, task, &job, n >= kLargeNumbers);
}

}  // namespace

size_t element_bytes(Dtype dtype) { return kElementBytes[dtype]; }

void run_dropout(const Call& call, const void* x, void* y) { run(call, nullptr, x, y, dropout_part); }

void run_apply(const Call& call, const void* words, const void* x, void* y) { run(call, words, x, y, apply_part); }

void run_draw(const Call& call, void* words, size_t n) {
  DrawJob job = {call, active_kernels(), static_cast<char*>(words), Cuts(call.first(), n, kPartWords)};
  parallel(job.cuts.parts, draw_part, &job, n >= kLargeWords);
}

void run_words(const Call& call, void* words, size_t n) { run_random(call, sizeof(uint32_t), words, n, words_part); }

void run_numbers(const Call& call, void* y) {
  run_random(call, kElementBytes[call.dtype], y, size_t(call.count()), numbers_part);
}

}  // namespace dropout
