#include "machine/processors.h"

#include <stddef.h>

#include <algorithm>

#include "machine/cgroup.h"

#ifdef _WIN32
#include "machine/os.h"
#else
#include <sched.h>
#include <unistd.h>
#endif

namespace dropout {
namespace {

#ifdef _WIN32
uint32_t affinity() {
  DWORD_PTR process = 0, system = 0;
  GetProcessAffinityMask(GetCurrentProcess(), &process, &system);
  uint32_t n = 0;
  for (; process != 0; process &= process - 1) ++n;
  return n != 0 ? n
                : GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);  // the mask is 0 if the process is in several groups
}
#else
uint32_t affinity() {
#ifdef __linux__
  static constexpr size_t kBytes = 8192;  // 65,536 processors, more than Linux can be built for
  alignas(cpu_set_t) char set[kBytes];
  const bool known = sched_getaffinity(0, kBytes, reinterpret_cast<cpu_set_t*>(set)) == 0;
  if (known) return uint32_t(CPU_COUNT_S(kBytes, reinterpret_cast<cpu_set_t*>(set)));
#endif
  return uint32_t(std::max(sysconf(_SC_NPROCESSORS_ONLN), 1L));
}
#endif

}  // namespace

uint32_t usable_processors(const char* root) {
  const uint32_t processors = std::max(affinity(), 1u), quota = cgroup_processors(root);
  return quota != 0 ? std::min(processors, quota) : processors;
}

}  // namespace dropout
