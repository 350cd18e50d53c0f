#include "tests/sched/model/support/fake_driver.h"

#include "sched/model/entity.h"
#include "sched/model/sched_fence.h"
#include "sim/world.h"

namespace drmsim::drm::test {

using sim::EventKind;

FakeJob::FakeJob(Entity& entity, const JobSpec& spec, sim::JobTag tag, sim::Where where)
    : Tracked(entity.world(), "drm_sched_job", where),
      Job(static_cast<Tracked&>(*this), entity, spec.credits, tag, where),
      spec_(spec) {}

FakeDriver::FakeDriver(sim::World& world, std::string_view name, const DriverOptions& options)
    : world_(world),
      options_(options),
      name_(world.intern(name)),
      context_(world.allocate_fence_contexts(1)),
      engine_(world.timeline(), [this] { complete(); }),
      irq_(world, name) {
  irq_.request([this] { handle_irq(); });
}

Fence* FakeDriver::prepare_job(Job& job, Entity& entity) {
  return on_prepare ? on_prepare(job, entity) : nullptr;
}

std::uint32_t FakeDriver::update_job_credits(Job& job, std::uint32_t credits) {
  return on_credits ? on_credits(job) : credits;
}

RunJobResult FakeDriver::run_job(Job& base) {
  auto& job = static_cast<FakeJob&>(base);
  ++job.attempts;
  if (const auto result = on_run ? on_run(job) : std::nullopt) return *result;
  if (job.spec().scripted) return job.spec().result;
  if (job.finished().error() != 0) return RunJobResult::nothing();
  world_.log().emit(EventKind::run_job, job.tag(), name_, job.attempts, scheduler_->credit_count(),
                    job.queued_behind());
  auto& fence = *new FakeFence(world_, context_, ++seqno_);
  fence.release_mode = options_.release;
  if (options_.refs == 2) dma_fence_get(&fence);
  submit(job, fence);
  return RunJobResult::hardware_fence(&fence);
}

void FakeDriver::submit(FakeJob& job, FakeFence& fence) {
  ring_.push_back({job.tag(), &fence, job.spec().duration_ns, job.hangs()});
  if (ring_.size() == 1) start_next();
}

void FakeDriver::start_next() {
  if (ring_.empty()) return;
  const Slot& slot = ring_.front();
  world_.log().emit(EventKind::hw_start, slot.job, name_, slot.hangs ? "hang" : nullptr);
  if (!slot.hangs) engine_.arm_after(slot.duration_ns);
}

void FakeDriver::complete() {
  const Slot slot = ring_.front();
  ring_.pop_front();
  start_next();
  world_.log().emit(EventKind::hw_done, slot.job, name_);
  completed_.push_back(slot.fence);
  irq_.raise();
}

void FakeDriver::handle_irq() {
  if (before_irq) before_irq();
  while (!completed_.empty()) {
    FakeFence* fence = completed_.front();
    completed_.pop_front();
    fence->dma_fence_signal();
    if (options_.refs != 1) dma_fence_put(fence);
  }
}

void FakeDriver::reset() {
  world_.log().emit(EventKind::hw_reset, name_, ring_.size());
  engine_.disarm();
  while (!ring_.empty()) {
    FakeFence* fence = ring_.front().fence;
    ring_.pop_front();
    if (options_.refs == 2) dma_fence_put(fence);
  }
}

SchedStat FakeDriver::timedout_job(Job& job) {
  if (on_timeout) return on_timeout(job);
  scheduler_->drm_sched_stop(&job);
  scheduler_->drm_sched_increase_karma(job);
  if (options_.reset_ns > 0) world_.cpu().sleep_for(options_.reset_ns);
  reset();
  if (options_.resubmit) scheduler_->drm_sched_resubmit_jobs();
  scheduler_->drm_sched_start();
  return SchedStat::nominal;
}

void FakeDriver::free_job(Job& job) {
  if (before_free) before_free(job);
  job.drm_sched_job_cleanup();
  world_.memory().free(job.storage());
}

}  // namespace drmsim::drm::test
