// The two fences of a job, the hardware fence behind them, and the memory that they share.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

// A job that a test takes through its life by hand.
struct OneJob {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& entity = rig.add_entity("a", {&gpu});
  FakeJob& job = rig.init_job(entity, {.name = "j0"});
  SchedFence& fence = job.s_fence();
};

TEST_CASE("arming numbers scheduled and finished alike, in neighbouring contexts") {
  OneJob one;
  one.job.drm_sched_job_arm();
  CHECK(one.fence.scheduled().context() == one.entity.fence_context());
  CHECK(one.fence.finished().context() == one.entity.fence_context() + 1);
  CHECK(one.fence.scheduled().seqno() == 1);
  CHECK(one.fence.finished().seqno() == 1);
  FakeJob& next = one.rig.init_job(one.entity, {.name = "j1"});
  next.drm_sched_job_arm();
  CHECK(next.finished().seqno() == 2);
  CHECK(next.finished().dma_fence_is_later(one.job.finished()));
}

TEST_CASE("scheduler fences say whose they are") {
  OneJob one;
  one.job.drm_sched_job_arm();
  CHECK(one.fence.finished().sched_fence() == &one.fence);
  CHECK(one.fence.scheduled().sched_fence() == &one.fence);
  CHECK(FakeFence::make(one.rig.world).sched_fence() == nullptr);
  CHECK(std::string(one.fence.finished().ops().driver_name()) == "drm_sched");
  CHECK(one.fence.finished().ops().timeline_name() == "gfx");
  CHECK(one.fence.finished().label() ==
        "finished gfx " + std::to_string(one.entity.fence_context() + 1) + ":1");
}

TEST_CASE("the parent is set, with a reference of its own, before scheduled signals") {
  OneJob one;
  FakeFence& parent = FakeFence::make(one.rig.world);
  struct LookCb : DmaFenceCb {
    SchedFence* fence = nullptr;
    Fence* seen = nullptr;
  } cb;
  cb.fence = &one.fence;
  one.job.drm_sched_job_arm();
  one.fence.scheduled().dma_fence_add_callback(cb, [](Fence&, DmaFenceCb& c) {
    auto& self = static_cast<LookCb&>(c);
    self.seen = self.fence->parent;
  });
  one.fence.drm_sched_fence_scheduled(&parent);
  CHECK(cb.seen == &parent);
  CHECK(parent.references() == 2);
}

TEST_CASE("signalling leaves its events in the log once, with the error") {
  OneJob one;
  one.job.drm_sched_job_arm();
  one.rig.log.clear();
  one.fence.drm_sched_fence_scheduled(nullptr);
  one.fence.drm_sched_fence_scheduled(nullptr);
  one.fence.drm_sched_fence_finished(-kEio);
  CHECK(one.rig.log.lines() ==
        Lines{"0 scheduled job=j0 sched=gfx", "0 finished job=j0 sched=gfx error=-5"});
  CHECK(one.fence.finished().dma_fence_get_status() == -kEio);
}

// As the tracepoint in dma_fence_signal() does: after the lock was taken, before callbacks are
// called.
TEST_CASE("the event of a signal comes when its lock was taken, not when it was asked for") {
  OneJob one;
  one.rig.world.holds().add({.role = "client",
                             .point = sim::Point::lock,
                             .function = "dma_fence_signal",
                             .occurrence = 1,
                             .duration_ns = 100});
  one.job.drm_sched_job_arm();
  one.rig.at(10,
             [&] { one.fence.drm_sched_fence_finished(0, sim::Where::here("test", "late", 1)); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"110 finished job=j0 sched=gfx error=0"});
}

TEST_CASE("a result of 0 leaves an error that was set before") {
  OneJob one;
  one.job.drm_sched_job_arm();
  one.fence.finished().dma_fence_set_error(-kEcanceled);
  one.fence.drm_sched_fence_finished(0);
  CHECK(one.fence.finished().dma_fence_get_status() == -kEcanceled);
  CHECK(one.rig.hazards().empty());
}

TEST_CASE("finished holds scheduled, scheduled holds the memory and the parent") {
  OneJob one;
  FakeFence& parent = FakeFence::make(one.rig.world);
  one.rig.at(0, [&] {
    one.job.drm_sched_job_arm();
    Fence* scheduled = dma_fence_get(&one.fence.scheduled());
    one.fence.drm_sched_fence_scheduled(&parent);
    one.fence.drm_sched_fence_finished(0);
    one.job
        .drm_sched_job_cleanup();  // the last reference of finished, and with it one of scheduled
    CHECK(one.fence.finished().references() == 0);
    CHECK(scheduled->references() == 1);
    CHECK(parent.references() == 2);
    CHECK_FALSE(one.fence.freed());
    one.rig.world.rcu().read_lock();
    dma_fence_put(scheduled);
    CHECK(parent.references() == 1);
    CHECK_FALSE(one.fence.freed());  // not before the grace period
    one.rig.world.rcu().read_unlock();
  });
  one.rig.run();
  CHECK(one.fence.freed());
  dma_fence_put(&parent);
  CHECK(one.rig.hazards().empty());
}

TEST_CASE("the finished fence of a job may outlive its scheduler, and still has a name") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& entity = rig.add_entity("a", {&gpu});
  Fence* finished = nullptr;
  rig.at(0, [&] { finished = dma_fence_get(&rig.submit(entity, {.name = "j0"}).finished()); });
  rig.run();
  rig.at(0, [&] {
    entity.drm_sched_entity_destroy(rig.process);
    gpu.scheduler->drm_sched_fini();
    gpu.scheduler.reset();
  });
  rig.run();
  CHECK(finished->dma_fence_get_status() == 1);
  CHECK(finished->ops().timeline_name() == "gfx");
  dma_fence_put(finished);
  rig.run();
  CHECK(rig.hazards().empty());
}

TEST_CASE(
    "a deadline for finished reaches a parent that is there, or comes later, the soonest counts") {
  OneJob one;
  FakeFence& parent = FakeFence::make(one.rig.world);
  one.job.drm_sched_job_arm();
  Fence& finished = one.fence.finished();
  dma_fence_set_deadline(finished, 500);
  dma_fence_set_deadline(finished, 900);  // somebody else is in less of a hurry
  CHECK(parent.deadlines_ns.empty());
  one.fence.drm_sched_fence_scheduled(&parent);
  CHECK(parent.deadlines_ns == std::vector<sim::TimeNs>{500});
  dma_fence_set_deadline(finished, 300);
  CHECK(parent.deadlines_ns == std::vector<sim::TimeNs>{500, 300});
  dma_fence_set_deadline(one.fence.scheduled(), 100);  // it has no such operation
  CHECK(parent.deadlines_ns.size() == 2);
}

}  // namespace
}  // namespace drmsim::drm::test
