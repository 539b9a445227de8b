#include "pool.h"

#include <algorithm>
#include <atomic>

#include "os.h"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#elif defined(_M_ARM64)
#include <intrin.h>
#endif

namespace dropout {
namespace {

// Long enough to bridge the time between the layers of a model, too short to be noticed in a server's load.
constexpr int64_t kSpin = 20'000;  // nanoseconds

inline void relax() {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#elif defined(_M_ARM64)
  __yield();
#endif
}

// Which job is open and which of its parts are left, in one word, so that taking a part checks both at once: 32 bits of
// job number, 16 of the first part that is left, 16 of the one after the last.
struct Ticket {
  uint64_t value;
  uint32_t job() const { return uint32_t(value >> 32); }
  uint32_t first() const { return uint32_t(value >> 16 & 0xFFFF); }
  uint32_t end() const { return uint32_t(value & 0xFFFF); }
  bool open() const { return first() < end(); }
  uint64_t without_first() const { return value + (1 << 16); }
  uint64_t without_last() const { return value - 1; }
};

// The caller takes parts from the front and the others from the back: who worked on one end of an array the time before
// has its lines in the caches of its own core, and fetching them from another's costs more than the work on them.
enum Side { kFront, kBack };

void serve_pool();

class Pool {
 public:
  void run(uint32_t parts, Task task, void* context, bool large) {
    const uint32_t helpers = wanted() - 1;
    if (parts < 2 || helpers == 0 || busy_.exchange(true, std::memory_order_acquire)) {
      for (uint32_t part = 0; part < parts; ++part) task(context, part);
      return;
    }
    grow(helpers);
    task_.store(task, std::memory_order_relaxed);
    context_.store(context, std::memory_order_relaxed);
    left_.store(parts, std::memory_order_relaxed);
    const Ticket last{ticket_.load(std::memory_order_relaxed)};
    // An exchange, as qemu lets the load of parked_ overtake a plain store; on x86 the two are the same instruction.
    ticket_.exchange(uint64_t{last.job() + 1} << 32 | 1 << 16 | parts, std::memory_order_seq_cst);
    if (parked_.load(std::memory_order_seq_cst) > 0 && (large || now_nanoseconds() - last_ < kSpin)) {
      monitor_.lock();
      monitor_.notify_all();
      monitor_.unlock();
    }
    finish(task, context, 0);  // not among the parts that are left: all would meet at the ticket
    while (work(kFront)) {
    }
    for (int spins = 0; left_.load(std::memory_order_acquire) != 0; ++spins) spins < 1000 ? relax() : yield_thread();
    last_ = now_nanoseconds();
    busy_.store(false, std::memory_order_release);
  }

  void want(uint32_t n) { wanted_.store(clamp(n), std::memory_order_relaxed); }
  void want_first(uint32_t n) {
    uint32_t unset = 0;
    wanted_.compare_exchange_strong(unset, clamp(n), std::memory_order_relaxed);
  }
  uint32_t wanted() const { return std::max(wanted_.load(std::memory_order_relaxed), 1u); }

  // A worker's life: work while there is any, watch for more, park.
  void serve() {
    const uint32_t me = served_.fetch_add(1, std::memory_order_relaxed);
    for (int64_t idle = now_nanoseconds();;) {
      if (me + 1 < wanted() && work(kBack)) {
        idle = now_nanoseconds();
      } else if (now_nanoseconds() - idle < kSpin) {
        for (int i = 0; i < 16 && !Ticket{ticket_.load(std::memory_order_relaxed)}.open(); ++i) relax();
      } else {
        park(me);
        idle = now_nanoseconds();
      }
    }
  }

 private:
  static uint32_t clamp(uint32_t n) { return std::min(std::max(n, 1u), kMaxThreads); }

  // Takes a part and runs it; false where none is left. The job's task and context are read before the part is taken:
  // taking succeeds only if the ticket has not changed since, and then that job cannot have ended.
  bool work(Side side) {
    Ticket ticket{ticket_.load(std::memory_order_acquire)};
    while (ticket.open()) {
      const Task task = task_.load(std::memory_order_relaxed);
      void* context = context_.load(std::memory_order_relaxed);
      const uint32_t part = side == kFront ? ticket.first() : ticket.end() - 1;
      const uint64_t rest = side == kFront ? ticket.without_first() : ticket.without_last();
      if (ticket_.compare_exchange_weak(ticket.value, rest, std::memory_order_acq_rel, std::memory_order_acquire)) {
        finish(task, context, part);
        return true;
      }
    }
    return false;
  }

  void finish(Task task, void* context, uint32_t part) {
    task(context, part);
    left_.fetch_sub(1, std::memory_order_release);
  }

  void park(uint32_t me) {
    monitor_.lock();
    parked_.fetch_add(1, std::memory_order_seq_cst);
    bool woken = me + 1 < wanted() && Ticket{ticket_.load(std::memory_order_seq_cst)}.open();
    for (; !woken; woken = me + 1 < wanted()) monitor_.wait();
    parked_.fetch_sub(1, std::memory_order_relaxed);
    monitor_.unlock();
  }

  void grow(uint32_t helpers) {
    while (started_ < helpers && start_thread(serve_pool)) ++started_;
  }

  std::atomic<uint32_t> wanted_{0};  // 0: not set
  std::atomic<bool> busy_{false};
  // Of the one who holds busy_: threads that were started, and when the last job ended.
  uint32_t started_ = 0;
  int64_t last_ = 0;
  std::atomic<uint32_t> served_{0};
  std::atomic<uint32_t> parked_{0};
  std::atomic<Task> task_{nullptr};
  std::atomic<void*> context_{nullptr};
  Monitor monitor_;
  alignas(64) std::atomic<uint64_t> ticket_{0};
  alignas(64) std::atomic<uint32_t> left_{0};
};

// Never destroyed (it has nothing to destroy): at exit its threads may be anywhere, and on some systems they are gone
// without a trace.
Pool pool;

void serve_pool() { pool.serve(); }

}  // namespace

void set_threads(uint32_t n) { pool.want(n); }
void start_threads(uint32_t n) { pool.want_first(n); }
uint32_t threads() { return pool.wanted(); }
void parallel(uint32_t parts, Task task, void* context, bool large) { pool.run(parts, task, context, large); }

}  // namespace dropout
