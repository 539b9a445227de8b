// One thread sleeps until another wakes it.
#pragma once

#include <atomic>

#include "machine/os.h"

namespace dropout {

// The sleeper first says that it sleeps and then looks for a reason not to. The other thread first gives the reason and
// then looks whether somebody sleeps. All four steps are seq_cst, so one of the two sees the other: no wake-up is lost.
class Parker {
 public:
  // Sleeps until unpark(), or not at all if reason() is true. The loads of reason() must be seq_cst.
  template <class Reason>
  void park_unless(Reason reason) {
    monitor_.lock();
    asleep_.store(true, std::memory_order_seq_cst);
    if (reason()) asleep_.store(false, std::memory_order_relaxed);
    while (asleep_.load(std::memory_order_relaxed)) monitor_.wait();
    monitor_.unlock();
  }

  bool asleep() const { return asleep_.load(std::memory_order_seq_cst); }

  void unpark() {
    if (!asleep()) return;
    monitor_.lock();
    asleep_.store(false, std::memory_order_relaxed);
    monitor_.notify();
    monitor_.unlock();
  }

 private:
  std::atomic<bool> asleep_{false};
  Monitor monitor_;
};

}  // namespace dropout
