#include "run/isas.h"

#include <string.h>

#include <atomic>

#include "machine/cpu.h"

namespace dropout {
namespace {

Isas find_isas() {
#if defined(__x86_64__) || defined(_M_X64)
  if (cpu_has_fast_avx512()) return {{&kAvx512, &kAvx2, &kScalar}, 3};
  if (cpu_has_avx2()) return {{&kAvx2, &kScalar}, 2};
#elif defined(__aarch64__) || defined(_M_ARM64)
  return {{&kNeon, &kScalar}, 2};
#endif
  return {{&kScalar}, 1};
}

const Isas isas = find_isas();

std::atomic<const Kernels*> chosen{nullptr};  // null: none has been set

const Kernels* find(const char* name) {
  for (size_t i = 0; i < isas.n; ++i) {
    if (strcmp(isas.list[i]->isa, name) == 0) return isas.list[i];
  }
  return nullptr;
}

}  // namespace

const Isas& available_isas() { return isas; }

const Kernels& active_kernels() {
  const Kernels* kernels = chosen.load(std::memory_order_relaxed);
  return kernels != nullptr ? *kernels : *isas.list[0];
}

bool set_isa(const char* name) {
  const Kernels* kernels = find(name);
  if (kernels != nullptr) chosen.store(kernels, std::memory_order_relaxed);
  return kernels != nullptr;
}

bool set_default_isa(const char* name) {
  const Kernels* kernels = find(name);
  const Kernels* unset = nullptr;
  if (kernels != nullptr) chosen.compare_exchange_strong(unset, kernels, std::memory_order_relaxed);
  return kernels != nullptr;
}

}  // namespace dropout
