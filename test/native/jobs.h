// Jobs for the pool that check how they were run.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "machine/pool.h"

namespace dropout {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Reads and writes plain memory: if the pool does not order a part and its job, ThreadSanitizer sees a race.
class Job {
 public:
  explicit Job(uint32_t parts, microseconds length = microseconds{0}) : in_(parts), out_(parts), length_(length) {}

  // True if every part ran exactly once before parallel() returned.
  bool run(uint32_t value) {
    std::fill(in_.begin(), in_.end(), value);
    std::fill(out_.begin(), out_.end(), 0);
    parallel(uint32_t(in_.size()), run_part, this, true);
    return in_ == out_;
  }

 private:
  static void run_part(void* context, uint32_t part) {
    Job& job = *static_cast<Job*>(context);
    if (job.length_ > microseconds{0}) std::this_thread::sleep_for(job.length_);
    job.out_.at(part) += job.in_[part];
  }

  std::vector<uint32_t> in_, out_;
  microseconds length_;
};

// Its parts wait for each other: they meet only if each has a thread.
class Meeting {
 public:
  explicit Meeting(uint32_t parts) : parts_(parts) {}

  bool run() {
    parallel(parts_, run_part, this, true);
    return met_;
  }

 private:
  static void run_part(void* context, uint32_t) {
    Meeting& meeting = *static_cast<Meeting*>(context);
    ++meeting.arrived_;
    while (meeting.arrived_ < meeting.parts_) {
      if (steady_clock::now() > meeting.deadline_) meeting.met_ = false;
      if (!meeting.met_) return;
      std::this_thread::yield();
    }
  }

  const uint32_t parts_;
  const steady_clock::time_point deadline_ = steady_clock::now() + std::chrono::seconds{10};
  std::atomic<uint32_t> arrived_{0};
  std::atomic<bool> met_{true};
};

}  // namespace dropout
