// Earliest deadline first: a policy that is a key, and leaves the order to the tree.
#include "sched/model/tree_policy.h"

#include <limits>

#include <catch2/catch.hpp>

#include "sched/model/sched_fence.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a tree policy serves the entity whose head job is due first, equals as they came") {
  class EarliestDeadline final : public TreePolicy {
   public:
    void queue_filled(Entity& entity, sim::TimeNs) override { place_by_head(entity); }
    void head_popped(Entity& entity, sim::TimeNs) override { place_by_head(entity); }

   private:
    void place_by_head(Entity& entity) {
      constexpr auto kNever = static_cast<sim::TimeNs>(std::numeric_limits<std::int64_t>::max());
      const sim::TimeNs due_ns = entity.peek_job()->s_fence().deadline_ns();
      place(entity, static_cast<std::int64_t>(std::min(due_ns, kNever)));
    }
  };
  Rig rig;
  rig.policies.add("edf", [] { return std::make_unique<EarliestDeadline>(); });
  Gpu& gpu =
      rig.add_gpu("gfx", {.credit_limit = 1, .policy = "edf", .release = ReleaseId::linux_7_3});
  const auto submit = [&](Entity& entity, const char* name, sim::TimeNs due_ns) {
    FakeJob& job = rig.init_job(entity, {.name = name});
    job.drm_sched_job_arm();
    if (due_ns != sim::kForever) dma_fence_set_deadline(job.finished(), due_ns);
    entity.drm_sched_entity_push_job(job, rig.process);
  };
  Entity& batch = rig.add_entity("batch", {&gpu});
  Entity& video = rig.add_entity("video", {&gpu});
  Entity& game = rig.add_entity("game", {&gpu});
  Entity& idle = rig.add_entity("idle", {&gpu});
  rig.at(0, [&] {
    submit(batch, "b0", sim::kForever);
    submit(idle, "i0", sim::kForever);
    submit(batch, "b1", sim::kForever);
    submit(video, "v33", 33'000);
    submit(video, "v66", 66'000);
    submit(game, "g50", 50'000);
  });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "v33 g50 v66 b0 i0 b1");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
