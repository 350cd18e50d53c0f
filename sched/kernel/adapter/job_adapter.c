// struct drm_sched_job and drm_sched_entity for the host.
#include "sched/kernel/adapter/adapter.h"

static int job_init(struct drm_sched_job* job, struct drm_sched_entity* entity,
                    unsigned int credits) {
#if defined(DRMSIM_HAVE_JOB_INIT_CLIENT_ID)
  return drm_sched_job_init(job, entity, credits, NULL, 0);
#elif defined(DRMSIM_HAVE_JOB_INIT_CREDITS)
  return drm_sched_job_init(job, entity, credits, NULL);
#else
  (void)credits;
  return drm_sched_job_init(job, entity, NULL);
#endif
}

static struct drm_sched_fence* job_fence(const struct drm_sched_job* job) {
  return job->s_fence;
}
static unsigned int job_credits(const struct drm_sched_job* job) {
#ifdef DRMSIM_HAVE_CREDITS
  return job->credits;
#else
  (void)job;
  return 1;
#endif
}
static int job_karma(const struct drm_sched_job* job) {
  return atomic_read(&job->karma);
}
static struct drm_sched_entity* job_entity(const struct drm_sched_job* job) { return job->entity; }
static void* job_scheduler(const struct drm_sched_job* job) {
  return job->sched ? drmsim_record_of(job->sched) : NULL;
}

// Until 6.8 the lowest priority had the lowest number.
static enum drm_sched_priority priority_of(unsigned int priority) {
  static const enum drm_sched_priority priorities[] = {
      DRM_SCHED_PRIORITY_KERNEL, DRM_SCHED_PRIORITY_HIGH, DRM_SCHED_PRIORITY_NORMAL,
#ifdef DRMSIM_HAVE_PRIORITY_LOW
      DRM_SCHED_PRIORITY_LOW,
#else
      DRM_SCHED_PRIORITY_MIN,
#endif
  };
  return priorities[priority];
}

static int entity_init(struct drm_sched_entity* entity, unsigned int priority,
                       struct drm_gpu_scheduler** schedulers, unsigned int count) {
  atomic_t* guilty = &container_of(entity, struct drmsim_entity, entity)->guilty;
  atomic_set(guilty, 0);
  return drm_sched_entity_init(entity, priority_of(priority), schedulers, count, guilty);
}
static void entity_set_priority(struct drm_sched_entity* entity, unsigned int priority) {
  drm_sched_entity_set_priority(entity, priority_of(priority));
}
static int entity_error(struct drm_sched_entity* entity) {
#ifdef DRMSIM_HAVE_ENTITY_ERROR
  return drm_sched_entity_error(entity);
#else
  return entity->last_scheduled ? entity->last_scheduled->error : 0;
#endif
}
static int entity_guilty(const struct drm_sched_entity* entity) {
  return entity->guilty != NULL && atomic_read(entity->guilty);
}

// --- Trace events ---

static unsigned int credits_in_use(const struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_CREDITS
  return (unsigned int)atomic_read(&scheduler->credit_count);
#else
  return (unsigned int)atomic_read(&scheduler->hw_rq_count);
#endif
}

// Like the kernel's, from 6.17 on; earlier ones have no such event.
static void trace_dependencies(struct drm_sched_job* job) {
  struct dma_fence* fence;
  unsigned long index;
  drmsim_look();
  xa_for_each(&job->dependencies, index, fence) drmsim_call(trace_dependency, job, fence, 0);
  drmsim_looked();
}

static void trace_push(struct drm_sched_job* job, struct drm_sched_entity* entity) {
#ifdef DRMSIM_HAVE_RQ_SCHEDULER
  struct drm_gpu_scheduler* scheduler = entity->rq->sched;
#else
  struct drm_gpu_scheduler* scheduler = container_of(entity->rq, struct drm_gpu_scheduler, rq);
#endif
#ifdef DRMSIM_HAVE_JOB_ID
  const u64 id = job->id;
#else
  const u64 id = job->s_fence->finished.seqno;
#endif
  drmsim_call(trace_push, job, entity, drmsim_record_of(scheduler), id,
              (unsigned int)spsc_queue_count(&entity->job_queue), credits_in_use(scheduler));
  trace_dependencies(job);
}

// The events' names before and after 6.16.
void drmsim_trace_drm_sched_job(struct drm_sched_job* job, struct drm_sched_entity* entity);
void drmsim_trace_drm_sched_job(struct drm_sched_job* job, struct drm_sched_entity* entity) {
  trace_push(job, entity);
}
void drmsim_trace_drm_sched_job_queue(struct drm_sched_job* job, struct drm_sched_entity* entity);
void drmsim_trace_drm_sched_job_queue(struct drm_sched_job* job, struct drm_sched_entity* entity) {
  trace_push(job, entity);
}

// In 6.1 the entity may have been freed by now, which only who traces looks at: the host always
// does, and shall not be the one that is found to.
#define DRMSIM_UNCHECKED __attribute__((__no_sanitize_address__))
void drmsim_trace_drm_run_job(struct drm_sched_job* job, struct drm_sched_entity* entity);
DRMSIM_UNCHECKED void drmsim_trace_drm_run_job(struct drm_sched_job* job,
                                               struct drm_sched_entity* entity) {
  drmsim_call(trace_run, job, (unsigned int)entity->job_queue.job_count.counter);
}
void drmsim_trace_drm_sched_job_run(struct drm_sched_job* job, struct drm_sched_entity* entity);
DRMSIM_UNCHECKED void drmsim_trace_drm_sched_job_run(struct drm_sched_job* job,
                                                     struct drm_sched_entity* entity) {
  drmsim_call(trace_run, job, (unsigned int)entity->job_queue.job_count.counter);
}

static void trace_unschedulable(struct drm_sched_job* job, struct dma_fence* fence) {
  if (!test_bit(DMA_FENCE_FLAG_SIGNALED_BIT, &fence->flags))
    drmsim_call(trace_dependency, job, fence, 1);
}
void drmsim_trace_drm_sched_job_unschedulable(struct drm_sched_job* job, struct dma_fence* fence);
void drmsim_trace_drm_sched_job_unschedulable(struct drm_sched_job* job, struct dma_fence* fence) {
  trace_unschedulable(job, fence);
}
// Before 6.17 the event comes for every fence, before drm_sched_entity_add_dependency_cb() has
// chosen the one that is waited for: what it is going to choose.
void drmsim_trace_drm_sched_job_wait_dep(struct drm_sched_job* job, struct dma_fence* fence);
void drmsim_trace_drm_sched_job_wait_dep(struct drm_sched_job* job, struct dma_fence* fence) {
  const struct drm_sched_entity* entity = job->entity;
  struct drm_sched_fence* s_fence = to_drm_sched_fence(fence);
  if (fence->context - entity->fence_context <= 1) return;  // of the same entity
  if (s_fence != NULL && s_fence->sched == job->sched && !fence->error &&
      !test_bit(DRM_SCHED_FENCE_DONT_PIPELINE, &fence->flags))
    fence = &s_fence->scheduled;
  trace_unschedulable(job, fence);
}

void drmsim_fill_job_functions(struct drmsim_kernel_library* library) {
  library->job_size = sizeof(struct drm_sched_job);
  library->entity_size = sizeof(struct drmsim_entity);
  library->drm_sched_job_init = job_init;
  library->drm_sched_job_add_dependency = drm_sched_job_add_dependency;
  library->drm_sched_job_arm = drm_sched_job_arm;
  library->drm_sched_entity_push_job = drm_sched_entity_push_job;
  library->drm_sched_job_cleanup = drm_sched_job_cleanup;
  library->job_fence = job_fence;
  library->job_credits = job_credits;
  library->job_karma = job_karma;
  library->job_entity = job_entity;
  library->job_scheduler = job_scheduler;
  library->drm_sched_entity_init = entity_init;
  library->drm_sched_entity_flush = drm_sched_entity_flush;
  library->drm_sched_entity_fini = drm_sched_entity_fini;
  library->drm_sched_entity_destroy = drm_sched_entity_destroy;
  library->drm_sched_entity_set_priority = entity_set_priority;
  library->drm_sched_entity_modify_sched = drm_sched_entity_modify_sched;
  library->drm_sched_entity_error = entity_error;
#ifdef drm_sched_for_each_pending_job
  library->drm_sched_entity_kill = drm_sched_entity_kill;
#endif
  library->entity_guilty = entity_guilty;
}
