// drm::Api on the real drm/sched: each function calls the kernel's function of that name.
//
// What a function does is said in sched/api/drm_api.h, and how in the kernel tree. Handles are the
// addresses of the kernel's structures. Here is what the kernel does not do: names and events, the
// `current` of each call, and reports where a caller breaks a rule that the kernel does not check.
// Limits: nothing but the tree's policies, one for all schedulers of a run (a module parameter);
// the release and the defects of a scenario are ignored: the tree has its own.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/api/submission_rules.h"
#include "sched/kernel/kernel_callbacks.h"
#include "sched/kernel/kernel_code.h"
#include "sched/kernel/kernel_host.h"

namespace drmsim::kernel {

class KernelApi final : public drm::Api, private KernelCallbacks {
 public:
  // The library outlives the Api and serves no other World meanwhile.
  KernelApi(const drm::ApiContext& context, LoadedLibrary& library);

  drm::Fence& dma_fence_init(drm::FenceMemory& memory, drm::FenceOps& ops, sim::SpinLock& lock,
                             std::uint64_t context, std::uint64_t seqno, sim::Where where) override;
  drm::Fence& dma_fence_init(drm::FenceMemory& memory, drm::FenceOps& ops, std::uint64_t context,
                             std::uint64_t seqno, sim::Where where) override;
  bool has_independent_fences() const override { return kernel().has_independent_fences != 0; }
  drm::Fence* dma_fence_get(drm::Fence* fence, sim::Where where) override;
  void dma_fence_put(drm::Fence* fence, sim::Where where) override;
  drm::Fence* dma_fence_get_rcu(drm::Fence* fence, sim::Where where) override;
  int dma_fence_signal(drm::Fence& fence, sim::Where where) override;
  int dma_fence_signal_locked(drm::Fence& fence, sim::Where where) override;
  void dma_fence_set_error(drm::Fence& fence, int error, sim::Where where) override;
  bool dma_fence_is_signaled(drm::Fence& fence, sim::Where where) override;
  int dma_fence_get_status(drm::Fence& fence, sim::Where where) override;
  void dma_fence_enable_sw_signaling(drm::Fence& fence, sim::Where where) override;
  void dma_fence_set_deadline(drm::Fence& fence, sim::TimeNs deadline_ns,
                              sim::Where where) override;
  int dma_fence_add_callback(drm::Fence& fence, drm::FenceCb& cb, drm::FenceCb::Function function,
                             sim::Where where) override;
  bool dma_fence_remove_callback(drm::Fence& fence, drm::FenceCb& cb, sim::Where where) override;
  bool dma_fence_wait_timeout(drm::Fence& fence, sim::TimeNs timeout_ns, sim::Where where) override;
  bool dma_fence_is_later(const drm::Fence& a, const drm::Fence& b) override;
  std::uint64_t context(const drm::Fence& fence) const override;
  std::uint64_t seqno(const drm::Fence& fence) const override;
  int error(const drm::Fence& fence) const override;
  bool test_signaled(const drm::Fence& fence) const override;
  sim::TimeNs timestamp_ns(const drm::Fence& fence) const override;
  unsigned references(const drm::Fence& fence) const override;
  std::string label(const drm::Fence& fence) const override;
  std::string dma_fence_timeline_name(drm::Fence& fence, sim::Where where) override;
  drm::Fence* to_scheduled(drm::Fence& fence) override;
  sim::JobTag job_of(const drm::Fence& fence) const override;

  int drm_sched_job_init(drm::JobMemory& memory, drm::Entity& entity, std::uint32_t credits,
                         sim::JobTag tag, sim::Where where) override;
  void drm_sched_job_add_dependency(drm::Job& job, drm::Fence* fence, sim::Where where) override;
  void drm_sched_job_arm(drm::Job& job, sim::Where where) override;
  void drm_sched_entity_push_job(drm::Job& job, const drm::Process& submitter,
                                 sim::Where where) override;
  void drm_sched_job_cleanup(drm::Job& job, sim::Where where) override;
  drm::Fence& finished(drm::Job& job) const override;
  drm::Fence& scheduled(drm::Job& job) const override;
  drm::Fence* parent(drm::Job& job) const override;
  std::uint32_t credits(const drm::Job& job) const override;
  std::uint32_t queued_behind(const drm::Job& job) const override;
  int karma(const drm::Job& job) const override;
  drm::Entity* entity(const drm::Job& job) const override;

  drm::Entity* drm_sched_entity_init(const drm::EntityArgs& args, sim::Where where) override;
  void free_entity(drm::Entity* entity) override;
  void drm_sched_entity_flush(drm::Entity& entity, const drm::Process& caller,
                              sim::TimeNs timeout_ns, sim::Where where) override;
  void drm_sched_entity_fini(drm::Entity& entity, sim::Where where) override;
  void drm_sched_entity_destroy(drm::Entity& entity, const drm::Process& caller,
                                sim::Where where) override;
  void drm_sched_entity_kill(drm::Entity& entity, sim::Where where) override;
  void drm_sched_entity_set_priority(drm::Entity& entity, drm::Priority priority) override;
  void drm_sched_entity_modify_sched(drm::Entity& entity,
                                     const std::vector<drm::Scheduler*>& schedulers) override;
  int drm_sched_entity_error(drm::Entity& entity) override;

  std::vector<std::string> policies() const override;
  std::string default_policy() const override { return policies().front(); }
  std::string refusal(const drm::SchedulerArgs& args) const override;
  drm::Scheduler* drm_sched_init(const drm::SchedulerArgs& args, sim::Where where) override;
  void drm_sched_fini(drm::Scheduler& scheduler, sim::Where where) override;
  void free_scheduler(drm::Scheduler* scheduler) override;
  void drm_sched_stop(drm::Scheduler& scheduler, drm::Job* bad, sim::Where where) override;
  void drm_sched_resubmit_jobs(drm::Scheduler& scheduler, sim::Where where) override;
  void drm_sched_start(drm::Scheduler& scheduler, int error, sim::Where where) override;
  void drm_sched_increase_karma(drm::Job& bad, sim::Where where) override;
  bool recovery_is_the_drivers() const override { return kernel().for_each_pending_job != nullptr; }
  bool drm_sched_is_stopped(const drm::Scheduler& scheduler) const override;
  void drm_sched_for_each_pending_job(drm::Scheduler& scheduler, const drm::Entity* entity,
                                      const std::function<void(drm::Job&)>& body,
                                      sim::Where where) override;
  bool drm_sched_job_is_signaled(drm::Job& job, sim::Where where) override;
  bool knows_no_hang() const override { return kernel().has_no_hang != 0; }
  void drm_sched_job_reinsert_on_false_timeout(drm::Scheduler& scheduler, drm::Job& job,
                                               sim::Where where) override;
  void drm_sched_fault(drm::Scheduler& scheduler, sim::Where where) override;
  void drm_sched_tdr_queue_imm(drm::Scheduler& scheduler, sim::Where where) override;
  sim::TimeNs drm_sched_suspend_timeout(drm::Scheduler& scheduler, sim::Where where) override;
  void drm_sched_resume_timeout(drm::Scheduler& scheduler, sim::TimeNs remaining_ns,
                                sim::Where where) override;
  void drm_sched_wqueue_stop(drm::Scheduler& scheduler, sim::Where where) override;
  void drm_sched_wqueue_start(drm::Scheduler& scheduler, sim::Where where) override;
  bool drm_sched_wqueue_ready(const drm::Scheduler& scheduler) const override;
  void set_ready(drm::Scheduler& scheduler, bool ready) override;
  std::uint32_t credit_count(const drm::Scheduler& scheduler) const override;
  int score(const drm::Scheduler& scheduler) const override;

  bool hosts_code() const override { return true; }
  drm::HostedCode* hosted_code(const std::string& driver) override;

  // --- For KernelCode: see drm::HostedCode ---
  drm::Scheduler* init_hosted(const drmsim_hosted_driver& driver, const drm::SchedulerArgs& args,
                              const drmsim_hosted_args& settings, sim::Where where);
  drm::Job& make_hosted_job(drm::Entity& entity, sim::JobTag tag, drm::ControlList list,
                            sim::Where where);
  sim::JobTag tag_of(drm::Job& job) const;

 private:
  struct SchedulerRecord {
    drm::BackendOps* ops = nullptr;
    sim::NameId name = 0;
    unsigned hang_limit = 0;
    const drmsim_hosted_driver* hosted = nullptr;
    unsigned starts = 0;  // calls that end a stop
  };
  // A worker that began while its scheduler was stopped.
  struct StoppedWorker {
    const drm_gpu_scheduler* scheduler = nullptr;
    const SchedulerRecord* record = nullptr;
    unsigned starts = 0;    // when it began
    bool selected = false;  // it chose an entity before the scheduler was started
    bool told = false;
    bool still_stopped(const drmsim_kernel_library& kernel) const {
      return record->starts == starts && kernel.is_paused(scheduler) != 0;
    }
  };
  StoppedWorker* stopped_worker();            // that is the current context; else null
  void tell_of_job(const std::string& what);  // that the current worker has begun
  void report_work_while_stopped(const std::string& what, const char* function);
  struct EntityRecord {
    drm_sched_entity* entity = nullptr;  // null: freed
    sim::NameId name = 0;
    const drmsim_hosted_driver* hosted = nullptr;
    std::vector<drm_gpu_scheduler*> schedulers;  // the kernel keeps a pointer to it
  };

  dma_fence* prepare_job(void* scheduler, drm_sched_job* job, drm_sched_entity* entity) override;
  dma_fence* run_job(void* scheduler, drm_sched_job* job, int& error) override;
  drmsim_stat timedout_job(void* scheduler, drm_sched_job* job) override;
  void cancel_job(void* scheduler, drm_sched_job* job) override;
  void free_job(void* scheduler, drm_sched_job* job) override;
  std::uint32_t update_job_credits(void* scheduler, drm_sched_job* job) override;
  const char* fence_driver_name(dma_fence* fence) override;
  const char* fence_timeline_name(dma_fence* fence) override;
  bool fence_enable_signaling(dma_fence* fence) override;
  bool fence_signaled(dma_fence* fence) override;
  void fence_release(dma_fence* fence) override;
  void fence_set_deadline(dma_fence* fence, sim::TimeNs deadline_ns) override;
  void worker_begins(drm_gpu_scheduler* scheduler) override;
  void entity_selected() override;
  void timeout_started() override;
  void timeout_taken_back() override;
  void trace_push(drm_sched_job* job, drm_sched_entity* entity, void* scheduler, std::uint64_t id,
                  std::uint32_t queued, std::uint32_t credits_in_use) override;
  void trace_dependency(drm_sched_job* job, dma_fence* fence, bool waits) override;
  void trace_run(drm_sched_job* job, std::uint32_t queued) override;
  void trace_signaled(dma_fence* fence, drm_sched_fence* s_fence, bool is_finished, int error,
                      sim::Where where) override;
  void trace_wait(drm_sched_fence* s_fence, bool begins) override;
  void trace_hosted(drmsim_hosted_event event, void* scheduler, drm_sched_job* job,
                    std::uint32_t credits_with_pending) override;

  drm::Fence& init_fence(drm::FenceMemory& memory, drm::FenceOps& ops, sim::SpinLock* lock,
                         std::uint64_t context, std::uint64_t seqno, sim::Where where);

  // After the end of the World only destructors call; nothing of the kernel runs any more.
  bool over() const { return world_.stopped(); }
  // Who the next reference is noted under.
  class Caller;
  const drmsim_kernel_library& kernel() const { return library_.functions(); }
  SchedulerRecord& record(const drm::Scheduler& scheduler) const;
  SchedulerRecord& new_scheduler(const drm::SchedulerArgs& args);
  void log_new_scheduler(const drm::SchedulerArgs& args, const SchedulerRecord& record);
  // What the job lives in, whoever allocated it.
  sim::Tracked& storage_of(drm::Job& job) const;
  const drmsim_hosted_driver* hosted_driver_of(drm::Job& job) const;  // null: a driver of ours
  drm_sched_fence* s_fence(const drm::Job& job) const;
  void check_signalled(drm::Job& job, sim::Where where) const;

  sim::World& world_;
  LoadedLibrary& library_;
  KernelHost host_;
  std::string policy_;                      // of all schedulers; empty: not chosen yet
  std::uint64_t kernel_contexts_ = 1;       // the next number that dma_fence_context_alloc() gives
  std::deque<KernelCode> code_;             // of the drivers that were asked for
  std::deque<SchedulerRecord> schedulers_;  // deques: references stay valid
  std::deque<EntityRecord> entities_;
  std::map<std::uint64_t, StoppedWorker> began_stopped_;  // by sim::Worker::execution
  drm::SubmissionRules rules_;
};

// Handles are addresses of the kernel's structures.
inline dma_fence* kernel_of(drm::Fence* fence) {
  return reinterpret_cast<dma_fence*>(fence);
}
inline dma_fence* kernel_of(drm::Fence& fence) {
  return kernel_of(&fence);
}
inline const dma_fence* kernel_of(const drm::Fence& fence) {
  return reinterpret_cast<const dma_fence*>(&fence);
}
inline drm_sched_job* kernel_of(drm::Job& job) {
  return reinterpret_cast<drm_sched_job*>(&job);
}
inline const drm_sched_job* kernel_of(const drm::Job& job) {
  return reinterpret_cast<const drm_sched_job*>(&job);
}
inline drm_sched_entity* kernel_of(drm::Entity& entity) {
  return reinterpret_cast<drm_sched_entity*>(&entity);
}
inline drm_gpu_scheduler* kernel_of(drm::Scheduler& scheduler) {
  return reinterpret_cast<drm_gpu_scheduler*>(&scheduler);
}
inline const drm_gpu_scheduler* kernel_of(const drm::Scheduler& scheduler) {
  return reinterpret_cast<const drm_gpu_scheduler*>(&scheduler);
}
inline drm::Fence* handle(dma_fence* fence) {
  return reinterpret_cast<drm::Fence*>(fence);
}
inline drm::Entity* handle(drm_sched_entity* entity) {
  return reinterpret_cast<drm::Entity*>(entity);
}
inline drm::Job& handle(drm_sched_job* job) {
  return *reinterpret_cast<drm::Job*>(job);
}

}  // namespace drmsim::kernel
