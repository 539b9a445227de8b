#include "run.h"

#include <string.h>

#include <atomic>

#include "cpu.h"
#include "cuts.h"
#include "pool.h"

namespace dropout {
namespace {

std::atomic<const Kernels*> chosen{nullptr};

// From this much work on (some hundred microseconds) it is worth it to wake threads up.
constexpr size_t kLargeElements = size_t{1} << 19;
constexpr size_t kLargeWords = size_t{1} << 16;

const size_t cache_bytes = cpu_cache_bytes();

}  // namespace

size_t element_bytes(Dtype dtype) { return dtype == kFloat64 ? 8 : 4; }

Isas available_isas() {
#if defined(__x86_64__) || defined(_M_X64)
  if (cpu_has_fast_avx512()) return {{&kAvx512, &kAvx2, &kScalar}, 3};
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
  struct Work {
    const ApplyCall& call;
    Cuts cuts;
    Apply apply;
    size_t bytes;
    Traffic traffic;
  };
  const size_t bytes = element_bytes(call.dtype);
  const bool fits = call.n * bytes <= cache_bytes;
  const Traffic traffic = call.x == call.y ? kInPlace : fits ? kCached : kStream;
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
