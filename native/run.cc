#include "run.h"

#include <string.h>

#include <algorithm>
#include <atomic>

#include "cpu.h"
#include "pool.h"

namespace dropout {
namespace {

std::atomic<const Kernels*> chosen{nullptr};

// Below this much work (some ten microseconds of it) handing a part over costs more than it brings.
constexpr size_t kPartElements = 32768;
constexpr size_t kPartWords = 8192;
// From this much work on (some hundred microseconds) it is worth it to wake threads up.
constexpr size_t kLargeElements = size_t{1} << 19;
constexpr size_t kLargeWords = size_t{1} << 16;
// More parts than threads: one that the system holds up leaves its share to the others.
constexpr size_t kPartsPerThread = 4;
// Cuts stay at multiples of this, in elements and in words: whole groups, whole chunks, whole cache lines.
constexpr size_t kCut = 4096;

// n units from `start` on, as ranges that begin and end where an aligned cut is.
struct Cuts {
  uint64_t start;
  size_t n, unit;
  uint32_t parts;

  Cuts(uint64_t from, size_t count, size_t smallest) : start(from), n(count) {
    const size_t most = threads() == 1 ? 1 : threads() * kPartsPerThread;
    const size_t wanted = std::min(most, std::max<size_t>(n / smallest, 1));
    unit = std::max<size_t>((n / wanted + kCut - 1) / kCut * kCut, kCut);
    parts = uint32_t((start % kCut + n + unit - 1) / unit);
    if (wanted == 1) parts = 1, unit = start % kCut + n;
  }
  size_t at(size_t part) const {  // where a part begins, counted from start
    const size_t cut = part * unit, before = start % kCut;
    return std::min(n, cut > before ? cut - before : 0);
  }
};

}  // namespace

size_t element_bytes(Dtype dtype) { return dtype == kFloat64 ? 8 : 4; }

Isas available_isas() {
#if defined(__x86_64__) || defined(_M_X64)
  if (cpu_has_avx2()) return {{&kAvx2, &kScalar}, 2};
#elif defined(__aarch64__) || defined(_M_ARM64)
  return {{&kNeon, &kScalar}, 2};
#endif
  return {{&kScalar}, 1};
}

const Kernels& active_kernels() {
  const Kernels* kernels = chosen.load(std::memory_order_relaxed);
  if (kernels == nullptr) {
    kernels = available_isas().list[0];
    chosen.store(kernels, std::memory_order_relaxed);
  }
  return *kernels;
}

bool choose_isa(const char* name) {
  const Isas isas = available_isas();
  for (size_t i = 0; i < isas.n; ++i) {
    if (strcmp(isas.list[i]->isa, name) == 0) {
      chosen.store(isas.list[i], std::memory_order_relaxed);
      return true;
    }
  }
  return false;
}

void run_apply(const ApplyCall& call) {
  static const size_t cache_bytes = cpu_cache_bytes();
  struct Work {
    const ApplyCall& call;
    Cuts cuts;
    Apply apply;
    size_t bytes;
    Traffic traffic;
  };
  const size_t bytes = element_bytes(call.dtype);
  const bool fits = call.n * bytes <= cache_bytes;
  const Traffic traffic = fits ? kCached : call.x == call.y ? kInPlace : kStream;
  Work work = {call, {call.index, call.n, kPartElements}, active_kernels().apply[call.dtype], bytes, traffic};
  parallel(
      work.cuts.parts,
      [](void* context, uint32_t part) {
        const Work& w = *static_cast<const Work*>(context);
        const size_t begin = w.cuts.at(part), end = w.cuts.at(size_t{part} + 1);
        w.apply(w.call.mask, w.call.scale, w.call.index + begin, end - begin,
                static_cast<const char*>(w.call.x) + begin * w.bytes, static_cast<char*>(w.call.y) + begin * w.bytes,
                w.traffic);
      },
      &work, call.n >= kLargeElements);
}

void run_bits(const BitsCall& call) {
  struct Work {
    const BitsCall& call;
    Cuts cuts;
    Bits bits;
  };
  Work work = {call, {call.first, call.n, kPartWords}, active_kernels().bits};
  parallel(
      work.cuts.parts,
      [](void* context, uint32_t part) {
        const Work& w = *static_cast<const Work*>(context);
        const size_t begin = w.cuts.at(part), end = w.cuts.at(size_t{part} + 1);
        w.bits(w.call.mask, w.call.first + begin, end - begin, w.call.bits + begin);
      },
      &work, call.n >= kLargeWords);
}

}  // namespace dropout
