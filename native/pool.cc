#include "pool.h"

#include <stddef.h>

#include <algorithm>
#include <atomic>

#include "os.h"
#include "parker.h"
#include "processors.h"
#include "ticket.h"

// One job runs at a time, in five steps.
//
// 1. Claim: a caller turns busy_ on and owns the pool until step 5. It acquires what the last owner released, so that
//    plain members of the owner need no lock. Where busy_ is on already, the caller runs all parts itself.
// 2. Open: the owner writes the job (task_, context_, helpers_, left_) and then exchanges the ticket. This releases the
//    job; who loads the ticket in step 4 acquires it.
// 3. Wake: the owner unparks as many helpers as there are parts for. The exchange of step 2 is seq_cst, as is a
//    helper's load of the ticket before it sleeps, for the sake of Parker: no helper sleeps through a job.
// 4. Work: threads take parts by compare-exchange of the ticket. It succeeds only where the ticket has not changed
// since
//    it was loaded, and then the job that was read in between is the one that the part belongs to, and has not ended.
//    Each counts left_ down when its part is done and so releases what it wrote.
// 5. Close: the owner waits until left_ is 0, which acquires what every part wrote, and turns busy_ off. A helper that
//    takes its time delays it only while it holds a part. The owner sleeps if that lasts: a core that idles is where
//    the system moves a thread that it has stopped. Parker keeps the last part's end from being missed: left_ is
//    counted down and loaded in seq_cst order.
namespace dropout {
namespace {

// A helper watches for the next job so long before it sleeps: enough to bridge the time between the layers of a model,
// too short to be noticed in a server's load.
constexpr int64_t kWatch = 20'000;  // nanoseconds

// The owner watches so long for the end of parts that others hold before it sleeps.
constexpr int64_t kPatience = 100'000;  // nanoseconds

// The owner takes parts from the front and its helpers from the back: who worked on one end of an array the time before
// has its lines in the caches of its own core, and fetching them from another's costs more than the work on them.
enum Side { kFront, kBack };

std::atomic<uint32_t> threads_set{0};  // 0: not set

uint32_t clamp(uint32_t n) { return std::min(std::max(n, 1u), kMaxThreads); }

void serve_pool();

class Pool {
 public:
  void* operator new(size_t, void* at) { return at; }

  void run(uint32_t parts, Task task, void* context, bool large) {
    const uint32_t helpers = std::min(parts, threads()) - (parts > 0);
    if (helpers == 0 || busy_.exchange(true, std::memory_order_acquire)) {
      for (uint32_t part = 0; part < parts; ++part) task(context, part);
      return;
    }
    while (started_ < helpers && start_thread(serve_pool)) ++started_;
    open(parts, task, context, helpers);
    wake(helpers, large);
    run_part(task, context, 0);  // not among the parts that are left: all would meet at the ticket
    while (take_part(kFront)) {
    }
    await_helpers();
    last_end_ = now_nanoseconds();
    busy_.store(false, std::memory_order_release);
  }

  // A helper's life: it works while there is a job for it, watches for more, sleeps.
  void serve() {
    const uint32_t me = served_.fetch_add(1, std::memory_order_relaxed);
    for (int64_t idle = now_nanoseconds();;) {
      if (has_job(me) && take_part(kBack, me)) {
        idle = now_nanoseconds();
      } else if (now_nanoseconds() - idle < kWatch) {
        for (int i = 0; i < 16 && !has_job(me); ++i) relax();
        yield_thread();
      } else {
        parkers_[me].park_unless([&] { return has_job(me); });
        idle = now_nanoseconds();
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
    // An exchange, as qemu lets the load of a parker overtake a plain store; on x86 the two are the same instruction.
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

  // Takes a part and runs it; false where none is left, or none for this helper.
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
      if (now_nanoseconds() - start < kPatience) {
        for (int i = 0; i < 16 && !done(); ++i) relax();
      } else {
        owner_.park_unless(done);
      }
    }
  }

  std::atomic<bool> busy_{false};
  uint32_t started_ = 0;  // helpers; of the owner
  int64_t last_end_ = 0;  // of a job, in nanoseconds; of the owner
  std::atomic<uint32_t> served_{0};
  std::atomic<Task> task_{nullptr};
  std::atomic<void*> context_{nullptr};
  std::atomic<uint32_t> helpers_{0};
  alignas(64) std::atomic<uint64_t> ticket_{0};
  alignas(64) std::atomic<uint32_t> left_{0};
  Parker owner_;
  Parker parkers_[kMaxThreads - 1];
};

// Never destroyed (it has nothing to destroy): at exit its threads may be anywhere, and on some systems they are gone
// without a trace.
Pool pool;

void serve_pool() { pool.serve(); }

// A child that was forked has none of the threads, and whatever state they and a job left behind.
const bool new_in_children = (after_fork_in_child([] { new (&pool) Pool; }), true);

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
