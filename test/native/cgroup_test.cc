// Quotas of control groups are read from trees of files as Linux shows them.
#include "machine/cgroup.h"

#include <doctest/doctest.h>

#ifdef __linux__
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>

#include "machine/processors.h"

namespace dropout {
namespace {

namespace fs = std::filesystem;

// A directory that replaces / until the end of the test case.
class Root {
 public:
  Root() : path_((fs::temp_directory_path() / "native-dropout-XXXXXX").string()) {
    REQUIRE(mkdtemp(path_.data()) != nullptr);
  }
  ~Root() { fs::remove_all(path_); }

  Root& write(const std::string& file, const std::string& text) {
    fs::create_directories((path_ + file).substr(0, (path_ + file).rfind('/')));
    std::ofstream(path_ + file) << text << '\n';
    return *this;
  }
  const char* path() const { return path_.c_str(); }
  uint32_t processors() const { return cgroup_processors(path()); }

 private:
  std::string path_;
};

// Version 2. The process is in /a/b and sees all groups above.
Root& unified(Root& root) {
  return root.write("/proc/self/cgroup", "0::/a/b")
      .write("/proc/self/mountinfo",
             "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n"
             "31 22 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate");
}

TEST_CASE("there is no quota if no file has one") {
  CHECK(Root().processors() == 0);
  Root root;
  CHECK(unified(root).processors() == 0);
  for (const char* text : {"max 100000", "max", "", "0 100000", "100000 0", "-1 100000", "words"}) {
    CAPTURE(text);
    CHECK(root.write("/sys/fs/cgroup/a/b/cpu.max", text).processors() == 0);
  }
}

TEST_CASE("version 2: a quota is rounded up") {
  Root root;
  unified(root);
  const auto with = [&](const char* text) { return root.write("/sys/fs/cgroup/a/b/cpu.max", text).processors(); };
  CHECK(with("200000 100000") == 2);
  CHECK(with("150000 100000") == 2);
  CHECK(with("100001 100000") == 2);
  CHECK(with("100000 100000") == 1);
  CHECK(with("1000 100000") == 1);
  CHECK(with("1600000 50000") == 32);
  CHECK(with("9223372036854775807 1") >= 65536);
}

TEST_CASE("version 2: the least quota of the group and all above it counts") {
  Root root;
  unified(root).write("/sys/fs/cgroup/a/b/cpu.max", "max 100000").write("/sys/fs/cgroup/a/cpu.max", "300000 100000");
  CHECK(root.processors() == 3);
  CHECK(root.write("/sys/fs/cgroup/a/b/cpu.max", "400000 100000").processors() == 3);
  CHECK(root.write("/sys/fs/cgroup/a/b/cpu.max", "200000 100000").processors() == 2);
  CHECK(root.write("/sys/fs/cgroup/cpu.max", "100000 100000").processors() == 1);  // a namespace's own root
  root.write("/sys/fs/cgroup/a/c/cpu.max", "1 100000").write("/sys/fs/cpu.max", "1 100000");
  root.write("/sys/fs/cgroup/cpu.max", "max 100000");
  CHECK(root.processors() == 2);  // no other group counts, and none above the mount
}

TEST_CASE("version 2: the quota of a container whose own group is mounted") {
  Root root;
  root.write("/proc/self/cgroup", "0::/docker/1f/app")
      .write("/proc/self/mountinfo", "31 22 0:27 /docker/1f /sys/fs/cgroup ro - cgroup2 cgroup rw")
      .write("/sys/fs/cgroup/cpu.max", "500000 100000");
  CHECK(root.processors() == 5);
  CHECK(root.write("/sys/fs/cgroup/app/cpu.max", "400000 100000").processors() == 4);
}

TEST_CASE("version 2: a process outside the mounted group has the quota of the mount") {
  for (const char* group : {"0::/", "0::/../other", "0::/docker/1f2"}) {
    CAPTURE(group);
    Root root;
    root.write("/proc/self/cgroup", group)
        .write("/proc/self/mountinfo", "31 22 0:27 /docker/1f /sys/fs/cgroup ro - cgroup2 cgroup rw")
        .write("/sys/fs/cgroup/cpu.max", "700000 100000");
    CHECK(root.processors() == 7);
  }
}

// Version 1, with the controllers as systemd mounts them.
Root& separate(Root& root) {
  return root
      .write("/proc/self/cgroup",
             "12:cpuset:/job\n9:memory:/other\n4:cpu,cpuacct:/job/step\n1:name=systemd:/init.scope\n0::/init.scope")
      .write("/proc/self/mountinfo",
             "31 22 0:27 / /sys/fs/cgroup ro - tmpfs tmpfs ro,mode=755\n"
             "32 31 0:28 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
             "33 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
             "34 31 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");
}

TEST_CASE("version 1: the least quota of the group and all above it counts") {
  Root root;
  separate(root);
  CHECK(root.processors() == 0);
  const std::string step = "/sys/fs/cgroup/cpu,cpuacct/job/step", job = "/sys/fs/cgroup/cpu,cpuacct/job";
  root.write(step + "/cpu.cfs_quota_us", "-1").write(step + "/cpu.cfs_period_us", "100000");
  CHECK(root.processors() == 0);
  CHECK(root.write(step + "/cpu.cfs_quota_us", "250000").processors() == 3);
  root.write(job + "/cpu.cfs_quota_us", "100000").write(job + "/cpu.cfs_period_us", "50000");
  CHECK(root.processors() == 2);
  // Version 2 beside it may have a quota as well.
  CHECK(root.write("/sys/fs/cgroup/unified/init.scope/cpu.max", "100000 100000").processors() == 1);
}

TEST_CASE("a process may use as many processors as its quota and its affinity allow") {
  Root root;
  unified(root);
  const uint32_t without = usable_processors(root.path());
  CHECK(usable_processors(root.write("/sys/fs/cgroup/a/cpu.max", "100000 100000").path()) == 1);
  CHECK(usable_processors(root.write("/sys/fs/cgroup/a/cpu.max", "99900000 100000").path()) == without);
}

TEST_CASE("a long list of mounts is read to its end") {
  Root root;
  std::string mounts;
  for (int i = 0; i < 1000; ++i)
    mounts += "40 22 0:50 / /mnt rw - overlay overlay rw,lowerdir=" + std::string(i * 10, 'l') + "\n";
  root.write("/proc/self/cgroup", "0::/")
      .write("/proc/self/mountinfo", mounts + "31 22 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw")
      .write("/sys/fs/cgroup/cpu.max", "600000 100000");
  CHECK(root.processors() == 6);
}

}  // namespace
}  // namespace dropout
#endif
