// In the steady state the primitives allocate nothing: a run of a million jobs is flat.
#include <cstdlib>
#include <new>

#include "sim/completion.h"
#include "sim/irq_line.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/timer.h"
#include "sim/wait_queue.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

// Sanitizers bring their own allocator, which has to see every call.
#if !defined(__SANITIZE_ADDRESS__)
#define DRMSIM_COUNT_ALLOCATIONS 1
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#undef DRMSIM_COUNT_ALLOCATIONS
#endif
#endif
#endif

#ifdef DRMSIM_COUNT_ALLOCATIONS
namespace {
std::size_t allocations = 0;
}

__attribute__((noinline)) void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* memory) noexcept {
  std::free(memory);
}
__attribute__((noinline)) void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace drmsim::sim {
namespace {

// How many allocations does one more round of the operation cost, after some rounds to warm up?
std::size_t allocations_of(World& world, const std::function<void()>& operation) {
  constexpr int kWarmUpRounds = 200;
  constexpr int kRounds = 1000;
  std::size_t before = 0;
  std::size_t after = 0;
  world.spawn_task("task", [&] {
    for (int i = 0; i < kWarmUpRounds + kRounds; ++i) {
      if (i == kWarmUpRounds) before = allocations;
      operation();
    }
    after = allocations;
  });
  world.run();
  return after - before;
}

TEST_CASE("locks, waits and sleeps allocate nothing in the steady state") {
  World world;
  SpinLock lock(world, "lock");
  Mutex mutex(world, "mutex");
  WaitQueue queue(world, "queue");
  Completion completion(world, "completion");
  int turn = 0;
  const auto other = [&] {
    for (;;) {
      queue.wait_event([&] { return turn % 2 == 1; });
      const MutexGuard mutex_guard(mutex);
      {
        const SpinIrqGuard guard(lock);
        world.cpu().spend(10);
        ++turn;
      }
      world.cpu().sleep_for(10);
      completion.complete();
    }
  };
  world.spawn_task("other", other);
  CHECK(allocations_of(world, [&] {
          {
            const SpinIrqGuard guard(lock);
            ++turn;
          }
          queue.wake_up_all();
          world.cpu().sleep_for(5);
          { const SpinIrqGuard guard(lock); }  // contended
          { const MutexGuard guard(mutex); }   // contended
          completion.wait_timeout(1'000);
          world.cpu().yield();
        }) == 0);
  world.end();
}

TEST_CASE("work items, delayed or not, allocate nothing in the steady state") {
  const auto kind = GENERATE(WorkqueueKind::ordered, WorkqueueKind::unordered);
  World world;
  Workqueue queue(world, "wq", kind, Delay::fixed(5));
  TestItem a(world, "a", [] {});
  TestItem b(world, "b", [&] { world.cpu().sleep_for(1); });
  TestDelayedItem delayed(world, "delayed", [] {});
  CHECK(allocations_of(world, [&] {
          queue.queue(a.work);
          queue.queue(b.work);
          queue.mod_delayed(delayed.work, 10);
          queue.mod_delayed(delayed.work, 20);
          Workqueue::flush(b.work);
          queue.flush();
          Workqueue::cancel_sync(delayed.work);
          queue.queue_delayed(delayed.work, 1);
          world.cpu().sleep_for(10);
        }) == 0);
}

TEST_CASE("interrupts, timers, timed events and RCU allocate nothing in the steady state") {
  World world;
  int done = 0;
  IrqLine line(world, "irq");
  line.request([&] { world.rcu().call([&done] { ++done; }); });
  Timer timer(world, "timer", [&] { ++done; });
  TimedCallback callback(world.timeline(), [&] { line.raise(); });
  CHECK(allocations_of(world, [&] {
          callback.arm_after(10);
          timer.mod(20);
          timer.mod(15);
          world.cpu().sleep_for(30);
          world.rcu().read_lock();
          for (int i = 0; i < 5; ++i) world.rcu().call([&done] { ++done; });
          world.rcu().read_unlock();
          world.rcu().barrier();
        }) == 0);
  CHECK(done == 7 * 1200);
}

TEST_CASE("starting and ending contexts allocates nothing in the steady state") {
  World world;
  const NameId name = world.intern("short");
  CHECK(allocations_of(world, [&] {
          for (int i = 0; i < 3; ++i) world.cpu().spawn(name, "x", ContextKind::kworker, [] {});
          world.cpu().sleep_for(1);
        }) == 0);
}

TEST_CASE("an idle lock, queue or completion owns no memory") {
  World world;
  const std::size_t before = allocations;
  {
    const SpinLock lock(world, "lock");
    const Mutex mutex(world, "mutex");
    const WaitQueue queue(world, "queue");
    const Completion completion(world, "completion");
    CHECK(allocations == before);
  }
}

}  // namespace
}  // namespace drmsim::sim
#endif
