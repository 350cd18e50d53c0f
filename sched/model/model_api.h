// drm::Api on the C++ model: each function is one of the class that its handle is here.
//
// What a function does is said in sched/api/drm_api.h, and how in that class.
#pragma once

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/api/submission_rules.h"
#include "sched/model/model.h"
#include "sched/model/releases.h"
#include "sched/model/sched_fence.h"

namespace drmsim::drm {

class ModelApi : public Api {
 public:
  explicit ModelApi(const ApiContext& context);

  Fence& dma_fence_init(FenceMemory& memory, FenceOps& ops, sim::SpinLock& lock,
                        std::uint64_t context, std::uint64_t seqno, Where where) override;
  Fence& dma_fence_init(FenceMemory& memory, FenceOps& ops, std::uint64_t context,
                        std::uint64_t seqno, Where where) override;
  bool has_independent_fences() const override { return has_api_of_7_2(release()); }
  Fence* dma_fence_get(Fence* fence, Where where) override {
    return drm::dma_fence_get(fence, where);
  }
  void dma_fence_put(Fence* fence, Where where) override { drm::dma_fence_put(fence, where); }
  Fence* dma_fence_get_rcu(Fence* fence, Where where) override {
    return drm::dma_fence_get_rcu(fence, where);
  }
  int dma_fence_signal(Fence& fence, Where where) override;
  int dma_fence_signal_locked(Fence& fence, Where where) override;
  void dma_fence_set_error(Fence& fence, int error, Where where) override {
    fence.dma_fence_set_error(error, where);
  }
  bool dma_fence_is_signaled(Fence& fence, Where where) override {
    return fence.dma_fence_is_signaled(where);
  }
  int dma_fence_get_status(Fence& fence, Where where) override {
    return fence.dma_fence_get_status(where);
  }
  void dma_fence_enable_sw_signaling(Fence& fence, Where where) override {
    fence.dma_fence_enable_sw_signaling(where);
  }
  void dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns, Where where) override {
    drm::dma_fence_set_deadline(fence, deadline_ns, where);
  }
  int dma_fence_add_callback(Fence& fence, FenceCb& cb, FenceCb::Function function,
                             Where where) override;
  bool dma_fence_remove_callback(Fence& fence, FenceCb& cb, Where where) override;
  bool dma_fence_wait_timeout(Fence& fence, sim::TimeNs timeout_ns, Where where) override;
  bool dma_fence_is_later(const Fence& a, const Fence& b) override {
    return a.dma_fence_is_later(b);
  }

  std::uint64_t context(const Fence& fence) const override { return fence.context(); }
  std::uint64_t seqno(const Fence& fence) const override { return fence.seqno(); }
  int error(const Fence& fence) const override { return fence.error(); }
  bool test_signaled(const Fence& fence) const override { return fence.test_signaled(); }
  sim::TimeNs timestamp_ns(const Fence& fence) const override { return fence.timestamp_ns(); }
  unsigned references(const Fence& fence) const override {
    return static_cast<unsigned>(fence.references());
  }
  std::string label(const Fence& fence) const override { return fence.label(); }
  std::string dma_fence_timeline_name(Fence& fence, Where where) override {
    return drm::dma_fence_timeline_name(fence, where);
  }
  Fence* to_scheduled(Fence& fence) override;
  sim::JobTag job_of(const Fence& fence) const override;

  int drm_sched_job_init(JobMemory& memory, Entity& entity, std::uint32_t credits, sim::JobTag tag,
                         Where where) override;
  void drm_sched_job_add_dependency(Job& job, Fence* fence, Where where) override {
    job.drm_sched_job_add_dependency(fence, where);
  }
  void drm_sched_job_arm(Job& job, Where where) override;
  void drm_sched_entity_push_job(Job& job, const Process& submitter, Where where) override;
  void drm_sched_job_cleanup(Job& job, Where where) override { job.drm_sched_job_cleanup(where); }
  Fence& finished(Job& job) const override { return job.finished(); }
  Fence& scheduled(Job& job) const override { return job.scheduled(); }
  Fence* parent(Job& job) const override { return job.s_fence().parent; }
  std::uint32_t credits(const Job& job) const override { return job.credits(); }
  std::uint32_t queued_behind(const Job& job) const override { return job.queued_behind(); }
  int karma(const Job& job) const override { return job.karma(); }
  Entity* entity(const Job& job) const override { return job.entity(); }

  Entity* drm_sched_entity_init(const EntityArgs& args, Where where) override {
    return make_entity(release(), context_.world, args, where);
  }
  void free_entity(Entity* entity) override;
  void drm_sched_entity_flush(Entity& entity, const Process& caller, sim::TimeNs timeout_ns,
                              Where where) override {
    entity.drm_sched_entity_flush(caller, timeout_ns, where);
  }
  void drm_sched_entity_fini(Entity& entity, Where where) override {
    entity.drm_sched_entity_fini(where);
  }
  void drm_sched_entity_destroy(Entity& entity, const Process& caller, Where where) override {
    entity.drm_sched_entity_destroy(caller, where);
  }
  void drm_sched_entity_kill(Entity& entity, Where where) override {
    entity.drm_sched_entity_kill(where);
  }
  void drm_sched_entity_set_priority(Entity& entity, Priority priority) override {
    entity.drm_sched_entity_set_priority(priority);
  }
  void drm_sched_entity_modify_sched(Entity& entity,
                                     const std::vector<Scheduler*>& schedulers) override;
  int drm_sched_entity_error(Entity& entity) override { return entity.drm_sched_entity_error(); }

  std::vector<std::string> policies() const override { return policies_->names(release()); }
  std::string default_policy() const override { return "fifo"; }
  std::string refusal(const SchedulerArgs& args) const override;
  Scheduler* drm_sched_init(const SchedulerArgs& args, Where where) override;
  void drm_sched_fini(Scheduler& scheduler, Where where) override {
    scheduler.drm_sched_fini(where);
  }
  void free_scheduler(Scheduler* scheduler) override;
  void drm_sched_stop(Scheduler& scheduler, Job* bad, Where where) override {
    scheduler.drm_sched_stop(bad, where);
  }
  void drm_sched_resubmit_jobs(Scheduler& scheduler, Where where) override {
    scheduler.drm_sched_resubmit_jobs(where);
  }
  void drm_sched_start(Scheduler& scheduler, int error, Where where) override {
    scheduler.drm_sched_start(error, where);
  }
  void drm_sched_increase_karma(Job& bad, Where where) override;
  bool recovery_is_the_drivers() const override { return has_api_of_7_2(release()); }
  bool drm_sched_is_stopped(const Scheduler& scheduler) const override {
    return scheduler.drm_sched_is_stopped();
  }
  void drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                      const std::function<void(Job&)>& body, Where where) override;
  bool drm_sched_job_is_signaled(Job& job, Where where) override {
    return job.drm_sched_job_is_signaled(where);
  }
  bool knows_no_hang() const override { return has_api_of_7_2(release()); }
  void drm_sched_job_reinsert_on_false_timeout(Scheduler& scheduler, Job& job,
                                               Where where) override {
    scheduler.reinsert_job(job, where);
  }
  void drm_sched_fault(Scheduler& scheduler, Where where) override {
    scheduler.drm_sched_fault(where);
  }
  void drm_sched_tdr_queue_imm(Scheduler& scheduler, Where where) override;
  sim::TimeNs drm_sched_suspend_timeout(Scheduler& scheduler, Where where) override;
  void drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns,
                                Where where) override;
  void drm_sched_wqueue_stop(Scheduler& scheduler, Where where) override {
    scheduler.drm_sched_wqueue_stop(where);
  }
  void drm_sched_wqueue_start(Scheduler& scheduler, Where where) override {
    scheduler.drm_sched_wqueue_start(where);
  }
  bool drm_sched_wqueue_ready(const Scheduler& scheduler) const override {
    return scheduler.ready();
  }
  void set_ready(Scheduler& scheduler, bool ready) override { scheduler.set_ready(ready); }
  std::uint32_t credit_count(const Scheduler& scheduler) const override {
    return scheduler.credit_count();
  }
  int score(const Scheduler& scheduler) const override { return scheduler.score(); }

 private:
  ReleaseId release() const { return release_.id; }

  ApiContext context_;
  Release release_;
  const Policies no_policies_;  // added
  const Policies* policies_ = &no_policies_;
  SubmissionRules rules_;
};

}  // namespace drmsim::drm
