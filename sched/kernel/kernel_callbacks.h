// What kernel code calls back into drivers for, and its trace events: the half of drmsim_host_ops
// that is not a kernel primitive.
#pragma once

#include <cstdint>

#include "sched/kernel/abi/driver_code.h"
#include "sched/kernel/abi/host_ops.h"
#include "sim/time.h"
#include "sim/where.h"

namespace drmsim::kernel {

class KernelCallbacks {
 public:
  virtual ~KernelCallbacks() = default;

  virtual dma_fence* prepare_job(void* scheduler, drm_sched_job* job, drm_sched_entity* entity) = 0;
  virtual dma_fence* run_job(void* scheduler, drm_sched_job* job, int& error) = 0;
  virtual drmsim_stat timedout_job(void* scheduler, drm_sched_job* job) = 0;
  virtual void cancel_job(void* scheduler, drm_sched_job* job) = 0;
  virtual void free_job(void* scheduler, drm_sched_job* job) = 0;
  virtual std::uint32_t update_job_credits(void* scheduler, drm_sched_job* job) = 0;

  virtual const char* fence_driver_name(dma_fence* fence) = 0;
  virtual const char* fence_timeline_name(dma_fence* fence) = 0;
  virtual bool fence_enable_signaling(dma_fence* fence) = 0;
  virtual bool fence_signaled(dma_fence* fence) = 0;
  virtual void fence_release(dma_fence* fence) = 0;
  virtual void fence_set_deadline(dma_fence* fence, sim::TimeNs deadline_ns) = 0;

  // drm_sched_wqueue_stop() cancels what begins here.
  virtual void worker_begins(drm_gpu_scheduler* scheduler) = 0;
  // The current context is about to take a job from an entity: it has reinitialised entity_idle.
  virtual void entity_selected() = 0;
  // It has put a job on pending_list, and starts the timer.
  virtual void timeout_started() = 0;
  // It has taken a finished job off pending_list, and cancels the job's timer.
  virtual void timeout_taken_back() = 0;
  virtual void trace_push(drm_sched_job* job, drm_sched_entity* entity, void* scheduler,
                          std::uint64_t id, std::uint32_t queued, std::uint32_t credits_in_use) = 0;
  virtual void trace_dependency(drm_sched_job* job, dma_fence* fence, bool waits) = 0;
  virtual void trace_run(drm_sched_job* job, std::uint32_t queued) = 0;
  virtual void trace_signaled(dma_fence* fence, drm_sched_fence* s_fence, bool is_finished,
                              int error, sim::Where where) = 0;
  virtual void trace_wait(drm_sched_fence* s_fence, bool begins) = 0;
  virtual void trace_hosted(drmsim_hosted_event event, void* scheduler, drm_sched_job* job,
                            std::uint32_t credits_with_pending) = 0;
};

}  // namespace drmsim::kernel
