// The wait-for graph: who waits for what, who could wake it, and the cycle.
#include "sim/wait_graph.h"

#include "sim/completion.h"
#include "sim/irq_line.h"
#include "sim/mutex.h"
#include "sim/rcu.h"
#include "sim/spinlock.h"
#include "sim/wait_queue.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Deadlock {
  Deadlock() : a(world, "a"), b(world, "b") {}
  // Takes one and, 10 ns later, the other.
  void both(const char* name, Mutex& first, Mutex& second) {
    world.spawn_task(name, [this, &first, &second] {
      const MutexGuard outer(first);
      world.cpu().sleep_for(10);
      const MutexGuard inner(second);
    });
  }
  World world;
  Mutex a;
  Mutex b;
};

}  // namespace

TEST_CASE("wait graph: two tasks, two mutexes, a cycle") {
  Deadlock run;
  run.both("one", run.a, run.b);
  run.both("two", run.b, run.a);
  run.world.spawn_task("victim", [&] { const MutexGuard guard(run.a); });
  run.world.run();
  const WaitGraph graph(run.world);
  REQUIRE(graph.lines().size() == 3);
  const WaitLine& victim = graph.lines()[0];  // the longest waiter
  CHECK(victim.who == "victim");
  CHECK(victim.waits_for == "mutex a");
  CHECK(victim.waker == "one");
  CHECK(contains(victim.why, "took it at test_wait_graph.cpp:"));
  CHECK_FALSE(victim.in_cycle);
  CHECK(graph.lines()[1].in_cycle);
  CHECK(graph.lines()[2].in_cycle);
  CHECK(graph.cycle() == Lines{"one", "two", "one"});
  CHECK(graph.text().back() == "a cycle: one -> two -> one");
  CHECK(contains(graph.text()[1], "one     waits for mutex b  two"));  // aligned
  run.world.end();
}

TEST_CASE("wait graph: the first stall of a run has it") {
  Deadlock run;
  run.both("one", run.a, run.b);
  run.both("two", run.b, run.a);
  run.world.run();
  run.world.hazards().report(HazardKind::stall, Where::here(), "test object", "one");
  run.world.hazards().report(HazardKind::stall, Where::here(), "test object", "two");
  const auto& all = run.world.hazards().all();
  REQUIRE(all.size() == 3);  // with lock_order
  CHECK(all[1].waits.size() == 2);
  CHECK(all[1].story.size() == 3);
  CHECK(all[2].waits.empty());
  run.world.end();
}

TEST_CASE("wait graph: work, and what is queued before it on an ordered queue") {
  World world;
  Workqueue queue(world, "queue", WorkqueueKind::ordered);
  Mutex lock(world, "lock");
  Work first(
      world, "first", "first", [](void* m) { const MutexGuard guard(*static_cast<Mutex*>(m)); },
      &lock);
  Work second(
      world, "second", "second", [](void*) {}, nullptr);
  world.spawn_task("owner", [&] {
    const MutexGuard guard(lock);
    queue.queue(first);
    queue.queue(second);
    world.cpu().sleep_for(10);
    Workqueue::flush(second);
  });
  world.run();
  const WaitGraph graph(world);
  REQUIRE(graph.lines().size() == 2);
  CHECK(graph.lines()[1].waits_for == "work item second");
  CHECK(graph.lines()[1].waker == "first");
  CHECK(graph.lines()[1].why == "executes what is queued before it");
  CHECK(graph.cycle().size() == 3);
  world.end();
}

TEST_CASE("wait graph: completions and wait queues know who woke last") {
  World world;
  Completion never(world, "never");
  Completion once(world, "once");
  WaitQueue queue(world, "queue");
  world.spawn_task("waker", [&] {
    once.complete();
    queue.wake_up();
  });
  world.spawn_task("a", [&] { never.wait(); });
  world.spawn_task("b", [&] {
    once.wait();
    once.wait();
  });
  world.spawn_task("c", [&] { queue.wait_event([] { return false; }); });
  world.run();
  const WaitGraph graph(world);
  REQUIRE(graph.lines().size() == 3);
  CHECK(graph.lines()[0].waits_for == "completion never");
  CHECK(graph.lines()[0].why == "complete() was never called");
  CHECK(graph.lines()[1].waker == "waker");
  CHECK(contains(graph.lines()[1].why, "called complete() last, at test_wait_graph.cpp:"));
  CHECK(contains(graph.lines()[2].why, "called wake_up() last"));
  CHECK(graph.cycle().empty());
  world.end();
}

TEST_CASE("wait graph: spinlocks, handlers and grace periods") {
  World world;
  SpinLock lock(world, "lock");
  IrqLine line(world, "gfx");
  Completion never(world, "never");
  line.request([&] { never.wait(); }, true);
  line.raise();
  world.spawn_task("holder", [&] {
    const SpinGuard guard(lock);
    never.wait();  // a sleep_in_atomic
  });
  world.spawn_task("spinner", [&] { const SpinGuard guard(lock); });
  world.spawn_task("synchronizer", [&] { line.synchronize(); });
  world.spawn_task("barrier", [&] {
    world.rcu().call([] {});
    world.rcu().barrier();
  });
  world.run();
  const WaitGraph graph(world);
  REQUIRE(graph.lines().size() == 5);
  CHECK(graph.lines()[2].waits_for == "spinlock lock");
  CHECK(graph.lines()[2].waker == "holder");
  CHECK(graph.lines()[3].waker == "irq:gfx");
  CHECK(graph.lines()[3].why == "runs the handler");
  CHECK(graph.lines()[4].waits_for == "rcu_barrier");
  CHECK(graph.lines()[4].why == "it is inside a critical section");
  world.end();
}

TEST_CASE("wait graph: of a fence, a witness knows more") {
  struct Witness : FenceWitness {
    explicit Witness(World& w) : world(w) {}
    Source source(NameId job) const override {
      return {"worker", "job " + world.names().text(job) + " is queued"};
    }
    World& world;
  };
  World world;
  const Witness witness(world);
  world.set_fence_witness(&witness);
  Mutex lock(world, "lock");
  world.spawn_task("client", [&] {
    const MutexGuard guard(lock);
    world.cpu().block("dma_fence", world.intern("j1"), {AwaitedKind::fence, nullptr});
  });
  world.spawn_task("worker", [&] { const MutexGuard guard(lock); });
  world.run();
  const WaitGraph graph(world);
  REQUIRE(graph.lines().size() == 2);
  CHECK(graph.lines()[0].waits_for == "fence of j1");
  CHECK(graph.lines()[0].why == "job j1 is queued");
  CHECK(graph.cycle() == Lines{"client", "worker", "client"});
  world.end();
}

}  // namespace drmsim::sim
