#include "machine/cgroup.h"

#ifdef __linux__
#include <stdio.h>
#include <string.h>

#include <algorithm>

namespace dropout {
namespace {

constexpr size_t kLine = 4096;  // a longer line comes in pieces, which match nothing
using Line = char[kLine];

struct File {
  explicit File(const char* path) : stream(fopen(path, "re")) {}
  ~File() {
    if (stream != nullptr) fclose(stream);
  }
  bool next(Line& line) {
    if (stream == nullptr || fgets(line, sizeof line, stream) == nullptr) return false;
    line[strcspn(line, "\n")] = 0;
    return true;
  }
  FILE* stream;
};

// Whether a list with commas has this item.
bool lists(const char* list, const char* item) {
  const size_t length = strlen(item);
  for (; list != nullptr; list = strchr(list, ',')) {
    list += *list == ',';
    if (strncmp(list, item, length) == 0 && (list[length] == ',' || list[length] == 0)) return true;
  }
  return false;
}

// The two versions of control groups, as /proc/self/cgroup and /proc/self/mountinfo call them.
struct Version {
  const char* controller;
  const char* filesystem;
};
constexpr Version kVersions[] = {{"cpu", "cgroup"}, {"", "cgroup2"}};  // version 2 has all controllers in one tree

// Finds the path of the process's group. Lines are number:controllers:path.
bool find_group(const char* root, const Version& version, Line& path) {
  Line line;
  snprintf(line, sizeof line, "%s/proc/self/cgroup", root);
  for (File file(line); file.next(line);) {
    char* controllers = strchr(line, ':');
    char* group = controllers != nullptr ? strchr(controllers + 1, ':') : nullptr;
    if (group == nullptr) continue;
    *group = 0;
    if (!lists(controllers + 1, version.controller)) continue;
    snprintf(path, sizeof path, "%s", group + 1);
    return true;
  }
  return false;
}

// Finds the mount point of the groups, and which group is mounted there. Lines are
// id parent device group mountpoint options … - filesystem source options.
bool find_mount(const char* root, const Version& version, Line& group, Line& mountpoint) {
  Line line;
  snprintf(line, sizeof line, "%s/proc/self/mountinfo", root);
  for (File file(line); file.next(line);) {
    char* end = strstr(line, " - ");
    char filesystem[16], options[256];
    if (end == nullptr || sscanf(end, " - %15s %*s %255s", filesystem, options) != 2) continue;
    *end = 0;
    if (strcmp(filesystem, version.filesystem) != 0) continue;
    if (*version.controller != 0 && !lists(options, version.controller)) continue;
    if (sscanf(line, "%*s %*s %*s %4095s %4095s", group, mountpoint) == 2) return true;
  }
  return false;
}

bool read_line(const char* directory, const char* name, Line& line) {
  const int length = snprintf(line, sizeof line, "%s/%s", directory, name);
  return size_t(length) < sizeof line && File(line).next(line);
}

// The quota of one group, in whole processors; 0 if it has none ("max" in version 2, -1 in version 1).
uint32_t quota(const char* directory) {
  long long time = 0, period = 0;
  Line line;
  if (read_line(directory, "cpu.max", line)) {
    sscanf(line, "%lld %lld", &time, &period);
  } else {
    if (read_line(directory, "cpu.cfs_quota_us", line)) sscanf(line, "%lld", &time);
    if (read_line(directory, "cpu.cfs_period_us", line)) sscanf(line, "%lld", &period);
  }
  return time > 0 && period > 0 ? uint32_t(std::min((time - 1) / period + 1, 1LL << 20)) : 0;
}

// The lesser of two quotas, of which 0 is none.
uint32_t lesser(uint32_t a, uint32_t b) { return a == 0 || (b != 0 && b < a) ? b : a; }

// The least quota of the process's group and of all visible groups above it.
uint32_t least_quota(const char* root, const Version& version) {
  Line path, mounted, mountpoint, directory;
  if (!find_group(root, version, path) || !find_mount(root, version, mounted, mountpoint)) return 0;
  const size_t above = strcmp(mounted, "/") == 0 ? 0 : strlen(mounted);  // length of the path above the mount
  const bool inside = strncmp(path, mounted, above) == 0 && (path[above] == '/' || path[above] == 0);
  const size_t top = size_t(snprintf(directory, sizeof directory, "%s%s", root, mountpoint));
  if (top >= sizeof directory) return 0;
  snprintf(directory + top, sizeof directory - top, "%s", inside ? path + above : "");
  uint32_t least = 0;
  for (;;) {
    least = lesser(least, quota(directory));
    char* last = strrchr(directory + top, '/');
    if (last == nullptr) return least;
    *last = 0;
  }
}

}  // namespace

uint32_t cgroup_processors(const char* root) {
  uint32_t least = 0;
  for (const Version& version : kVersions) least = lesser(least, least_quota(root, version));
  return least;
}

}  // namespace dropout

#else

namespace dropout {

uint32_t cgroup_processors(const char*) { return 0; }

}  // namespace dropout
#endif
