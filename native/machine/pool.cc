#include "machine/pool.h"

#include <stddef.h>

#include <algorithm>
#include <atomic>

#include "machine/os.h"
#include "machine/parker.h"
#include "machine/processors.h"
#include "machine/ticket.h"

// One job runs at a time, in five steps.
//
// 1. Claim: a caller turns busy_ on and owns the pool until step 5. It acquires what the last owner released, so
//    started_ and last_end_ need no lock. If busy_ is already on, the caller runs all parts itself.
// 2. Open: the owner writes the job (task_, context_, helpers_, left_) and exchanges the ticket. This releases the job;
//    a load of the ticket in step 4 acquires it.
// 3. Wake: the owner unparks as many helpers as there are parts for. Its exchange of the ticket and a helper's load of
//    it before sleep are seq_cst, as Parker requires: no helper sleeps through a job.
// 4. Work: threads take parts by compare-exchange of the ticket. If the ticket has not changed since it was loaded, its
//    job has not ended, and the fields read since then belong to the part. After each part the count-down of left_
//    releases what the part wrote.
// 5. Close: the owner loads left_ until it is 0, which acquires what all parts wrote. Then it turns busy_ off, which
//    releases the pool. If the system has stopped a helper that holds a part, the owner sleeps after a while: the
//    system moves waiting threads to idle cores. The count-down and the load of left_ are seq_cst, again for Parker:
//    the owner does not sleep through the end of the last part.
namespace dropout {
namespace {

// How long a thread watches before it sleeps. For a helper this bridges the time between two layers of a model, and it
// is too short to be noticed in a server's load.
constexpr int64_t kWatch = 20'000;  // nanoseconds

// How often a watching helper yields its core, because the system may have put it on the core of the caller that it
// waits for. More often would make it late for a job.
constexpr int64_t kTurn = 10'000;  // nanoseconds

// The owner takes parts from the front, its helpers from the back. So each core finds its end of an array in its caches
// from the job before; fetching it from another core costs more than the work on it.
enum Side { kFront, kBack };

std::atomic<uint32_t> threads_set{0};  // 0: not set

uint32_t clamp(uint32_t n) { return std::min(std::max(n, 1u), kMaxThreads); }

void serve_pool();

class Pool {
 public:
  void* operator new(size_t, void* at) { return at; }

  void run(uint32_t parts, Task task, void* context, bool large) {
    const uint32_t helpers = std::min(std::max(parts, 1u), threads()) - 1;
    if (helpers == 0 || busy_.exchange(true, std::memory_order_acquire)) {
      for (uint32_t part = 0; part < parts; ++part) task(context, part);
      return;
    }
    while (started_ < helpers && start_thread(serve_pool)) ++started_;
    open(parts, task, context, helpers);
    wake(helpers, large);
    run_part(task, context, 0);  // without the ticket, which all threads want at the start
    while (take_part(kFront)) {
    }
    await_helpers();
    last_end_ = now_nanoseconds();
    busy_.store(false, std::memory_order_release);
  }

  // The life of a helper: it works while there is a job for it, watches for more and sleeps.
  void serve() {
    const uint32_t me = numbers_.fetch_add(1, std::memory_order_relaxed);
    for (int64_t idle = now_nanoseconds(), turn = idle;;) {
      if (take_part(kBack, me)) {
        idle = turn = now_nanoseconds();
        continue;
      }
      const int64_t now = now_nanoseconds();
      if (now - idle >= kWatch) {
        parkers_[me].park_unless([&] { return has_job(me); });
        idle = turn = now_nanoseconds();
      } else if (now - turn >= kTurn) {
        yield_thread();
        turn = now;
      } else {
        for (int i = 0; i < 16 && !has_job(me); ++i) relax();
      }
    }
  }

 private:
  void open(uint32_t parts, Task task, void* context, uint32_t helpers) {
    task_.store(task, std::memory_order_relaxed);
    context_.store(context, std::memory_order_relaxed);
    helpers_.store(helpers, std::memory_order_relaxed);
    left_.store(parts, std::memory_order_relaxed);
    const Ticket last{ticket_.load(std::memory_order_relaxed)};
    // Not a store: qemu lets the load of a parker overtake it. On x86 both are the same instruction.
    ticket_.exchange(Ticket::of(last.job() + 1, 1, parts).value, std::memory_order_seq_cst);
  }

  void wake(uint32_t helpers, bool large) {
    for (uint32_t i = 0; i < helpers; ++i) {
      if (!parkers_[i].asleep()) continue;
      if (!large && now_nanoseconds() - last_end_ >= kWatch) return;
      parkers_[i].unpark();
    }
  }

  bool has_job(uint32_t helper) const {
    return Ticket{ticket_.load(std::memory_order_seq_cst)}.open() && helper < helpers_.load(std::memory_order_relaxed);
  }

  // Takes a part and runs it; false if none is left, or none for this helper.
  bool take_part(Side side, uint32_t helper = 0) {
    Ticket ticket{ticket_.load(std::memory_order_acquire)};
    while (ticket.open() && helper < helpers_.load(std::memory_order_relaxed)) {
      const Task task = task_.load(std::memory_order_relaxed);
      void* context = context_.load(std::memory_order_relaxed);
      const uint32_t part = side == kFront ? ticket.first() : ticket.end() - 1;
      const uint64_t rest = side == kFront ? ticket.without_first() : ticket.without_last();
      if (ticket_.compare_exchange_weak(ticket.value, rest, std::memory_order_acq_rel, std::memory_order_acquire)) {
        run_part(task, context, part);
        return true;
      }
    }
    return false;
  }

  void run_part(Task task, void* context, uint32_t part) {
    task(context, part);
    if (left_.fetch_sub(1, std::memory_order_seq_cst) == 1) owner_.unpark();
  }

  void await_helpers() {
    const auto done = [&] { return left_.load(std::memory_order_seq_cst) == 0; };
    if (done()) return;
    for (const int64_t start = now_nanoseconds(); !done();) {
      if (now_nanoseconds() - start < kWatch) {
        for (int i = 0; i < 16 && !done(); ++i) relax();
      } else {
        owner_.park_unless(done);
      }
    }
  }

  std::atomic<bool> busy_{false};
  uint32_t started_ = 0;              // helpers
  int64_t last_end_ = 0;              // of a job, in nanoseconds
  std::atomic<uint32_t> numbers_{0};  // helpers that have numbered themselves
  std::atomic<Task> task_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<uint32_t> helpers_{0};
  alignas(64) std::atomic<uint64_t> ticket_{0};
  alignas(64) std::atomic<uint32_t> left_{0};
  Parker owner_;
  Parker parkers_[kMaxThreads - 1];
};

// Constructed when the library is loaded: as initialized data, the whole pool would be in the file if a lock is not all
// zeros. Never destroyed: at exit its threads may be anywhere, and on some systems they are already gone.
alignas(Pool) unsigned char memory[sizeof(Pool)];
Pool& pool = *new (memory) Pool;

void serve_pool() { pool.serve(); }

// A forked child has none of the threads, but a copy of the state that they and a job were in. So it makes a new pool.
const bool new_in_children = (after_fork_in_child([] { new (memory) Pool; }), true);

}  // namespace

void set_threads(uint32_t n) { threads_set.store(clamp(n), std::memory_order_relaxed); }

void set_default_threads(uint32_t n) {
  uint32_t unset = threads_set.load(std::memory_order_relaxed);
  if (unset != 0) return;
  threads_set.compare_exchange_strong(unset, clamp(n != 0 ? n : usable_processors()), std::memory_order_relaxed);
}

uint32_t threads() { return std::max(threads_set.load(std::memory_order_relaxed), 1u); }

void parallel(uint32_t parts, Task task, void* context, bool large) { pool.run(parts, task, context, large); }

}  // namespace dropout
