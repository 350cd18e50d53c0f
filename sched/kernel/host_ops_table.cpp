#include "sched/kernel/host_ops_table.h"

#include "sched/kernel/kernel_host.h"

namespace drmsim::kernel {

static_assert(static_cast<int>(sim::Point::lock) == DRMSIM_POINT_LOCK);
static_assert(static_cast<int>(sim::Point::unlock) == DRMSIM_POINT_UNLOCK);
static_assert(static_cast<int>(sim::Point::get) == DRMSIM_POINT_GET);
static_assert(static_cast<int>(sim::Point::put) == DRMSIM_POINT_PUT);
static_assert(static_cast<int>(sim::Point::wake) == DRMSIM_POINT_WAKE);
static_assert(static_cast<int>(sim::Point::queue_work) == DRMSIM_POINT_QUEUE_WORK);
static_assert(static_cast<int>(sim::Point::signal) == DRMSIM_POINT_SIGNAL);
static_assert(static_cast<int>(sim::Point::atomic) == DRMSIM_POINT_ATOMIC);
static_assert(static_cast<int>(sim::Point::queueing) == DRMSIM_POINT_QUEUEING);
static_assert(static_cast<int>(sim::Point::read) == DRMSIM_POINT_READ);

drmsim_host_ops host_ops_table() {
  drmsim_host_ops ops{};
  LockOps::fill(ops);
  MemoryOps::fill(ops);
  TaskOps::fill(ops);
  ThreadOps::fill(ops);
  WaitOps::fill(ops);
  WorkOps::fill(ops);
  ReportOps::fill(ops);
  DriverOps::fill(ops);
  return ops;
}

void DriverOps::fill(drmsim_host_ops& ops) {
  ops.prepare_job = [](void* self, void* scheduler, drm_sched_job* job, drm_sched_entity* entity) {
    return host_of(self).callbacks_.prepare_job(scheduler, job, entity);
  };
  ops.run_job = [](void* self, void* scheduler, drm_sched_job* job, int* error) {
    return host_of(self).callbacks_.run_job(scheduler, job, *error);
  };
  ops.timedout_job = [](void* self, void* scheduler, drm_sched_job* job) -> int {
    return host_of(self).callbacks_.timedout_job(scheduler, job);
  };
  ops.cancel_job = [](void* self, void* scheduler, drm_sched_job* job) {
    host_of(self).callbacks_.cancel_job(scheduler, job);
  };
  ops.free_job = [](void* self, void* scheduler, drm_sched_job* job) {
    host_of(self).callbacks_.free_job(scheduler, job);
  };
  ops.update_job_credits = [](void* self, void* scheduler, drm_sched_job* job) -> unsigned {
    return host_of(self).callbacks_.update_job_credits(scheduler, job);
  };
  ops.fence_driver_name = [](void* self, dma_fence* fence) {
    return host_of(self).callbacks_.fence_driver_name(fence);
  };
  ops.fence_timeline_name = [](void* self, dma_fence* fence) {
    return host_of(self).callbacks_.fence_timeline_name(fence);
  };
  ops.fence_enable_signaling = [](void* self, dma_fence* fence) -> int {
    return host_of(self).callbacks_.fence_enable_signaling(fence);
  };
  ops.fence_signaled = [](void* self, dma_fence* fence) -> int {
    return host_of(self).callbacks_.fence_signaled(fence);
  };
  ops.fence_release = [](void* self, dma_fence* fence) {
    host_of(self).callbacks_.fence_release(fence);
  };
  ops.fence_set_deadline = [](void* self, dma_fence* fence, long long deadline_ns) {
    host_of(self).callbacks_.fence_set_deadline(fence, static_cast<sim::TimeNs>(deadline_ns));
  };
  ops.worker_begins = [](void* self, drm_gpu_scheduler* scheduler) {
    host_of(self).callbacks_.worker_begins(scheduler);
  };
  ops.trace_push = [](void* self, drm_sched_job* job, drm_sched_entity* entity, void* scheduler,
                      unsigned long long id, unsigned queued, unsigned credits_in_use) {
    host_of(self).callbacks_.trace_push(job, entity, scheduler, id, queued, credits_in_use);
  };
  ops.trace_dependency = [](void* self, drm_sched_job* job, dma_fence* fence, int waits) {
    host_of(self).callbacks_.trace_dependency(job, fence, waits != 0);
  };
  ops.trace_run = [](void* self, drm_sched_job* job, unsigned queued) {
    host_of(self).callbacks_.trace_run(job, queued);
  };
  ops.trace_wait = [](void* self, drm_sched_fence* s_fence, int begins) {
    host_of(self).callbacks_.trace_wait(s_fence, begins != 0);
  };
  ops.trace_hosted = [](void* self, int event, void* scheduler, drm_sched_job* job,
                        unsigned credits_with_pending) {
    host_of(self).callbacks_.trace_hosted(static_cast<drmsim_hosted_event>(event), scheduler, job,
                                          credits_with_pending);
  };
  // The event comes first, then the place where another context can see the fence signalled.
  ops.trace_signaled = [](void* self, dma_fence* fence, drm_sched_fence* s_fence, int is_finished,
                          int error, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    host.callbacks_.trace_signaled(fence, s_fence, is_finished != 0, error, where_of(where));
    host.world_.point(sim::Point::signal, where_of(where));
  };
}

}  // namespace drmsim::kernel
