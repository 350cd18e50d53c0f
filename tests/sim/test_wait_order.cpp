// The order of waiting, beyond locks: work items, completions, interrupts, fences, allocations.
// Nothing deadlocks in these runs; what could is a hazard, what comes close is none.
#include <vector>

#include "sim/allocation_allowed.h"
#include "sim/completion.h"
#include "sim/irq_line.h"
#include "sim/memory.h"
#include "sim/mutex.h"
#include "sim/signalling_section.h"
#include "sim/spinlock.h"
#include "sim/timer.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// A lock, and work that takes it.
struct Rig {
  explicit Rig(WorkqueueKind kind = WorkqueueKind::ordered)
      : lock(world, "lock"),
        queue(world, "queue", kind),
        work(
            world, "reset:gfx", "reset", [](void* rig) { static_cast<Rig*>(rig)->work_item(); },
            this),
        other(
            world, "other:gfx", "other", [](void*) {}, this),
        done(world, "done") {}

  void work_item() {
    if (in_work) in_work();
  }
  // One after the other, each in a task of its own.
  template <typename... Functions>
  Lines run(Functions... functions) {
    (
        [&] {
          world.spawn_task("task", functions);
          world.run();
        }(),
        ...);
    return hazard_names(world);
  }
  void take() { const MutexGuard guard(lock); }
  void want_fence() {
    world.order().want(world.cpu().current(), OrderKind::fence, LockOrder::kFence, Where::here());
  }
  void signal_fence() {
    world.order().provide(world.cpu().current(), OrderKind::fence, LockOrder::kFence,
                          Where::here());
  }

  World world;
  Mutex lock;
  Workqueue queue;
  Work work;
  Work other;
  Completion done;
  std::function<void()> in_work;
};

}  // namespace

TEST_CASE("wait order: a work item is flushed under a lock that it takes") {
  Rig rig;
  rig.in_work = [&] { rig.take(); };
  const auto queue_it = [&] { rig.queue.queue(rig.work); };
  const auto under_lock = [&] {
    const MutexGuard guard(rig.lock);
    Workqueue::cancel_sync(rig.work);
  };
  const auto after_it = [&] {
    rig.take();
    Workqueue::cancel_sync(rig.work);
    rig.queue.queue(rig.work);
    Workqueue::flush(rig.work);
    rig.queue.flush();
  };
  SECTION("under it") {
    CHECK(rig.run(queue_it, under_lock) == Lines{"work_deadlock"});
  }
  SECTION("not yet run") {
    CHECK(rig.run(under_lock, queue_it) == Lines{"work_deadlock"});
  }
  SECTION("without it") {
    CHECK(rig.run(queue_it, after_it).empty());
  }
}

TEST_CASE("wait order: an item of an ordered queue waits for those before it") {
  const bool ordered = GENERATE(true, false);
  Rig rig(ordered ? WorkqueueKind::ordered : WorkqueueKind::unordered);
  rig.in_work = [&] { rig.take(); };
  const auto queue_it = [&] { rig.queue.queue(rig.work); };
  const auto flush_other = [&] {
    const MutexGuard guard(rig.lock);
    rig.queue.queue(rig.other);
    Workqueue::flush(rig.other);
  };
  CHECK(rig.run(queue_it, flush_other) == (ordered ? Lines{"work_deadlock"} : Lines{}));
}

TEST_CASE("wait order: two work items that wait for each other") {
  Rig rig(WorkqueueKind::unordered);
  rig.in_work = [&] { Workqueue::cancel_sync(rig.other); };
  Work third(
      rig.world, "other:gfx", "other",
      [](void* work) { Workqueue::cancel_sync(*static_cast<Work*>(work)); }, &rig.work);
  const auto first = [&] { rig.queue.queue(rig.work); };
  const auto second = [&] { rig.queue.queue(third); };
  SECTION("one of the other") {
    CHECK(rig.run(first, first).empty());
  }
  SECTION("both") {
    CHECK(rig.run(first, second) == Lines{"work_deadlock"});
  }
}

TEST_CASE("wait order: a completion is waited for under a lock that its completer holds") {
  Rig rig;
  const auto complete_under_lock = [&] {
    const MutexGuard guard(rig.lock);
    rig.done.complete();
  };
  const auto complete = [&] {
    rig.take();
    rig.done.complete();
  };
  const auto wait_under_lock = [&] {
    const MutexGuard guard(rig.lock);
    rig.done.wait();
  };
  SECTION("both under it") {
    CHECK(rig.run(complete_under_lock, wait_under_lock) == Lines{"completion_deadlock"});
  }
  SECTION("the completer has released it") {
    CHECK(rig.run(complete, wait_under_lock).empty());
  }
  SECTION("a work item that took it before completes") {
    rig.in_work = complete;
    CHECK(rig.run([&] { rig.queue.queue(rig.work); }, wait_under_lock) ==
          Lines{"completion_deadlock"});
  }
  SECTION("with a time limit") {
    const auto wait_a_while = [&] {
      const MutexGuard guard(rig.lock);
      rig.done.wait_timeout(1000);
    };
    CHECK(rig.run(complete_under_lock, wait_a_while).empty());
  }
}

TEST_CASE("wait order: an interrupt handler, a timer, are waited for under a lock that they take") {
  Rig rig;
  IrqLine line(rig.world, "gfx");
  line.request([&] { rig.take(); }, true);
  const auto interrupt = [&] { line.raise(); };
  SECTION("under it") {
    const auto under_lock = [&] {
      const MutexGuard guard(rig.lock);
      line.synchronize();
    };
    CHECK(rig.run(interrupt, under_lock) == Lines{"irq_deadlock"});
  }
  SECTION("without it") {
    const auto after_it = [&] {
      rig.take();
      line.synchronize();
    };
    CHECK(rig.run(interrupt, after_it).empty());
  }
  SECTION("timer") {
    SpinLock lock(rig.world, "timer.lock");
    Timer timer(rig.world, "fallback", [&] { const SpinGuard guard(lock); });
    const auto delete_under_lock = [&] {
      const SpinGuard guard(lock);
      timer.del_sync();
    };
    CHECK(rig.run([&] { timer.mod(10); }, [&] { timer.del_sync(); }).empty());
    CHECK(rig.run(delete_under_lock) == Lines{"irq_deadlock"});
  }
}

TEST_CASE("wait order: a fence is waited for under a lock that its signalling takes") {
  Rig rig;
  const auto section_takes_it = [&] {
    const SignallingSection section(rig.world);
    rig.take();
  };
  const auto wait_under_lock = [&] {
    const MutexGuard guard(rig.lock);
    rig.want_fence();
  };
  SECTION("in a signalling section") {
    CHECK(rig.run(section_takes_it, wait_under_lock) == Lines{"fence_deadlock"});
  }
  SECTION("the other way round") {
    CHECK(rig.run(wait_under_lock, section_takes_it) == Lines{"fence_deadlock"});
  }
  SECTION("after it") {
    const auto wait_after = [&] {
      rig.take();
      rig.want_fence();
    };
    CHECK(rig.run(section_takes_it, wait_after).empty());
  }
  SECTION("a driver signals with it held") {
    const auto signal_under_lock = [&] {
      const MutexGuard guard(rig.lock);
      rig.signal_fence();
    };
    CHECK(rig.run(signal_under_lock, wait_under_lock) == Lines{"fence_deadlock"});
  }
  SECTION("a work item that took it before signals") {
    rig.in_work = [&] {
      rig.take();
      rig.signal_fence();
    };
    CHECK(rig.run([&] { rig.queue.queue(rig.work); }, wait_under_lock) == Lines{"fence_deadlock"});
  }
  SECTION("another lock") {
    Mutex other(rig.world, "other");
    const auto wait_under_other = [&] {
      const MutexGuard guard(other);
      rig.want_fence();
    };
    CHECK(rig.run(section_takes_it, wait_under_other).empty());
  }
}

TEST_CASE("wait order: a fence is waited for where another one's signalling depends on it") {
  Rig rig;
  const auto wait_inside = [&] {
    const SignallingSection section(rig.world);
    rig.want_fence();
  };
  CHECK(rig.run(wait_inside) == Lines{"fence_deadlock"});
}

TEST_CASE("wait order: an allocation under a lock that a fence's signalling takes") {
  Rig rig;
  const auto section_takes_it = [&] {
    const SignallingSection section(rig.world);
    rig.take();
  };
  const Gfp gfp = GENERATE(Gfp::kernel, Gfp::atomic);
  const auto allocate = [&] {
    const MutexGuard guard(rig.lock);
    rig.world.memory().check_allocation(gfp, "kmalloc");
  };
  const Lines expected = gfp == Gfp::kernel ? Lines{"allocation_deadlock"} : Lines{};
  SECTION("first the section") {
    CHECK(rig.run(section_takes_it, allocate) == expected);
  }
  SECTION("first the allocation") {
    CHECK(rig.run(allocate, section_takes_it) == expected);
  }
  SECTION("after the lock") {
    const auto after = [&] {
      rig.take();
      rig.world.memory().check_allocation(gfp, "kmalloc");
    };
    CHECK(rig.run(section_takes_it, after).empty());
  }
  SECTION("code that is known to") {
    const auto known = [&] {
      const AllocationAllowed allowed(rig.world.cpu());
      allocate();
    };
    CHECK(rig.run(section_takes_it, known).empty());
  }
}

}  // namespace drmsim::sim
