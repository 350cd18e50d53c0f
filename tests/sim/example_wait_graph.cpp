// A scheduler of one's own tells what its jobs wait for, beside what contexts do.
#include "sim/wait_graph.h"

#include "sim/mutex.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a witness adds the queued jobs that wait, behind the contexts") {
  class Queue final : public FenceWitness {
   public:
    explicit Queue(const Names& names) : names_(names) {}
    Source source(NameId job) const override {
      return {"engine", names_.text(job) + " is executing", "executing"};
    }
    std::vector<WaitLine> waiting_jobs() const override {
      return {{"job b", "fence of a", "engine", "a is executing", false}};
    }

   private:
    const Names& names_;
  };
  World world;
  const Queue queue(world.names());
  Mutex vm_lock(world, "vm_lock");
  world.spawn_task("submitter", [&] {
    const MutexGuard guard(vm_lock);
    world.cpu().block("dma_fence", world.intern("a"), {AwaitedKind::fence, nullptr});
  });
  world.spawn_task("binder", [&] { const MutexGuard guard(vm_lock); });
  world.run();
  CHECK(WaitGraph(world).lines().size() == 2);  // nobody knows about jobs
  world.set_fence_witness(&queue);
  const WaitGraph graph(world);
  Lines told;
  for (const WaitLine& line : graph.lines()) {
    told.push_back(line.who + ": " + line.waits_for + ": " + line.waker);
  }
  CHECK(told == Lines{"submitter: fence of a: engine", "binder: mutex vm_lock: submitter",
                      "job b: fence of a: engine"});
  CHECK(graph.cycle().empty());
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
