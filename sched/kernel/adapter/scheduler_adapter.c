// struct drm_gpu_scheduler for the host: its callbacks, its functions, and whose work item is
// whose.
#include <linux/kthread.h>
#include <drm/drm_print.h>

#include "sched/kernel/adapter/adapter.h"
#include "sched/kernel/runtime/work_items.h"

// --- drm_sched_backend_ops ---

static struct dma_fence* host_prepare_job(struct drm_sched_job* job,
                                          struct drm_sched_entity* entity) {
  return drmsim_call(prepare_job, drmsim_record_of(job->sched), job, entity);
}
static struct dma_fence* host_run_job(struct drm_sched_job* job) {
  int error = 0;
  struct dma_fence* fence = drmsim_call(run_job, drmsim_record_of(job->sched), job, &error);
  return error != 0 ? ERR_PTR(-error) : fence;
}
static enum drm_gpu_sched_stat host_timedout_job(struct drm_sched_job* job) {
  const int status = drmsim_call(timedout_job, drmsim_record_of(job->sched), job);
  if (status == DRMSIM_STAT_ENODEV) return DRM_GPU_SCHED_STAT_ENODEV;
#ifdef DRMSIM_HAVE_STAT_NO_HANG
  if (status == DRMSIM_STAT_NO_HANG) return DRM_GPU_SCHED_STAT_NO_HANG;
#endif
#ifdef DRMSIM_HAVE_STAT_RESET
  return DRM_GPU_SCHED_STAT_RESET;
#else
  return DRM_GPU_SCHED_STAT_NOMINAL;
#endif
}
static void host_free_job(struct drm_sched_job* job) {
  drmsim_call(free_job, drmsim_record_of(job->sched), job);
}
#ifdef DRMSIM_HAVE_CANCEL_JOB
static void host_cancel_job(struct drm_sched_job* job) {
  drmsim_call(cancel_job, drmsim_record_of(job->sched), job);
}
#endif
#ifdef DRMSIM_HAVE_UPDATE_JOB_CREDITS
static u32 host_update_job_credits(struct drm_sched_job* job) {
  return drmsim_call(update_job_credits, drmsim_record_of(job->sched), job);
}
#endif

const struct drm_sched_backend_ops drmsim_backend_ops = {
#ifdef DRMSIM_HAVE_PREPARE_JOB
    .prepare_job = host_prepare_job,
#else
    .dependency = host_prepare_job,
#endif
    .run_job = host_run_job,
    .timedout_job = host_timedout_job,
    .free_job = host_free_job,
#ifdef DRMSIM_HAVE_CANCEL_JOB
    .cancel_job = host_cancel_job,
#endif
#ifdef DRMSIM_HAVE_UPDATE_JOB_CREDITS
    .update_job_credits = host_update_job_credits,
#endif
};

// --- Work items: what their kworkers are called ---

static const struct {
  const char* function;
  const char* role;
  unsigned long in_scheduler;  // offset of the work item; of a job's: NO_OFFSET
} work_roles[] = {
#define NO_OFFSET (~0UL)
#ifdef DRMSIM_HAVE_RUN_WORK
    {"drm_sched_run_job_work", "run", offsetof(struct drm_gpu_scheduler, work_run_job)},
    {"drm_sched_free_job_work", "free", offsetof(struct drm_gpu_scheduler, work_free_job)},
#endif
    {"drm_sched_job_timedout", "tdr", offsetof(struct drm_gpu_scheduler, work_tdr)},
    {"drm_sched_entity_kill_jobs_work", "kill", NO_OFFSET},
};

#ifdef DRMSIM_HAVE_RUN_WORK
// What drm_sched_wqueue_stop() cancels: the host is told when it begins nevertheless.
static void begin_run(void* item) {
  struct work_struct* work = item;
  drmsim_call(worker_begins, container_of(work, struct drm_gpu_scheduler, work_run_job));
  drmsim_run_item(work);
}
static void begin_free(void* item) {
  struct work_struct* work = item;
  drmsim_call(worker_begins, container_of(work, struct drm_gpu_scheduler, work_free_job));
  drmsim_run_item(work);
}
#endif

struct drmsim_worker drmsim_worker_of(struct work_struct* work, const char* function) {
  struct drmsim_worker worker = {.role = function, .owner = ""};
  unsigned int i;
  for (i = 0; i < ARRAY_SIZE(work_roles); ++i) {
    if (strcmp(function, work_roles[i].function) != 0) continue;
    worker.role = work_roles[i].role;
    worker.owner =
        work_roles[i].in_scheduler == NO_OFFSET
            ? container_of(work, struct drm_sched_job, work)->sched->name
            : ((struct drm_gpu_scheduler*)((char*)work - work_roles[i].in_scheduler))->name;
  }
#ifdef DRMSIM_HAVE_RUN_WORK
  if (strcmp(function, "drm_sched_run_job_work") == 0) worker.begin = begin_run;
  if (strcmp(function, "drm_sched_free_job_work") == 0) worker.begin = begin_free;
#endif
  return worker;
}

struct task_struct* drmsim_kthread_run(int (*function)(void* data), void* data, const char* text,
                                       const char* format, ...) {
  const char* role = strcmp(text, "drm_sched_main") == 0 ? "main" : text;
  __builtin_va_list arguments;
  struct task_struct* task;
  __builtin_va_start(arguments, format);
  task = drmsim_call(kthread_run, function, data, role, format, arguments);
  __builtin_va_end(arguments);
  return task;
}

// --- Rules that an access does not show ---

#ifdef DRMSIM_HAVE_RUN_QUEUE_TREE
// drm_sched_entity_kill() takes the entity out of its run queue and drains its job queue, as the
// only one who does: nobody may put it back. The linker leads calls of rb_insert_color() here; the
// only trees of the compiled code are run queues.
void __real_rb_insert_color(struct rb_node* node, struct rb_root* root);
void __wrap_rb_insert_color(struct rb_node* node, struct rb_root* root);
void __wrap_rb_insert_color(struct rb_node* node, struct rb_root* root) {
  const struct drm_sched_entity* entity =
      container_of(node, struct drm_sched_entity, rb_tree_node);
  if (entity->stopped)
    drmsim_call(killed_entity_returns, entity, (unsigned long)__builtin_return_address(0));
  __real_rb_insert_color(node, root);
}
#endif

// --- Functions ---

static int scheduler_init(struct drm_gpu_scheduler* scheduler,
                          const struct drmsim_scheduler_args* given) {
  struct drmsim_scheduler* whole = container_of(scheduler, struct drmsim_scheduler, scheduler);
  struct device* dev = &whole->device;
  whole->record = given->record;
  dev->init_name = given->name;
#ifdef DRMSIM_HAVE_INIT_ARGS
  {
    const struct drm_sched_init_args args = {
        .ops = &drmsim_backend_ops,
#ifdef DRMSIM_HAVE_INIT_ARGS_SUBMIT_WQ
        .submit_wq = given->submit_wq,
#endif
#ifdef DRMSIM_HAVE_INIT_ARGS_QUEUES
        .num_rqs = given->num_rqs,
#endif
        .timeout_wq = given->timeout_wq,
        .credit_limit = given->credit_limit,
        .hang_limit = given->hang_limit,
        .timeout = given->timeout,
        .name = given->name,
        .dev = dev,
    };
    return drm_sched_init(scheduler, &args);
  }
#elif defined(DRMSIM_HAVE_CREDITS)
  return drm_sched_init(scheduler, &drmsim_backend_ops, given->submit_wq, given->num_rqs,
                        given->credit_limit, given->hang_limit, given->timeout, given->timeout_wq,
                        NULL, given->name, dev);
#else
  return drm_sched_init(scheduler, &drmsim_backend_ops, given->credit_limit, given->hang_limit,
                        given->timeout, given->timeout_wq, NULL, given->name, dev);
#endif
}

static void scheduler_start(struct drm_gpu_scheduler* scheduler, int error) {
  (void)error;
#if defined(DRMSIM_HAVE_START_ERRNO)
  drm_sched_start(scheduler, error);
#elif defined(DRMSIM_HAVE_START_PLAIN)
  drm_sched_start(scheduler);
#else
  drm_sched_start(scheduler, true);
#endif
}

#ifdef drm_sched_for_each_pending_job
static int is_stopped(const struct drm_gpu_scheduler* scheduler) {
  return drm_sched_is_stopped((struct drm_gpu_scheduler*)scheduler);
}
static void for_each_pending_job(struct drm_gpu_scheduler* scheduler,
                                 const struct drm_sched_entity* entity,
                                 void (*body)(const void* self, struct drm_sched_job* job),
                                 const void* self) {
  struct drm_sched_job* job;
  drm_sched_for_each_pending_job(job, scheduler, entity) body(self, job);
}
static int job_is_signaled(struct drm_sched_job* job) {
  return drm_sched_job_is_signaled(job);
}
#endif

// What drivers of trees without such a function do by hand. The free worker's kick may have been
// spent on somebody else; once the lock is released the job may be gone.
static void job_reinsert(struct drm_gpu_scheduler* scheduler, struct drm_sched_job* job) {
  spin_lock(&scheduler->job_list_lock);
  list_add(&job->list, &scheduler->pending_list);
  if (dma_fence_is_signaled(&job->s_fence->finished)) {
#ifdef DRMSIM_HAVE_RUN_WORK
    if (!READ_ONCE(scheduler->pause_submit))
      queue_work(scheduler->submit_wq, &scheduler->work_free_job);
#else
    wake_up_interruptible(&scheduler->wake_up_worker);
#endif
  }
  spin_unlock(&scheduler->job_list_lock);
}

static void wqueue_stop(struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_RUN_WORK
  drm_sched_wqueue_stop(scheduler);
#else
  kthread_park(scheduler->thread);
#endif
}
static void wqueue_start(struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_RUN_WORK
  drm_sched_wqueue_start(scheduler);
#else
  kthread_unpark(scheduler->thread);
#endif
}
static void tdr_queue_imm(struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_TDR_QUEUE_IMM
  drm_sched_tdr_queue_imm(scheduler);
#else
  scheduler->timeout = 0;
  drm_sched_fault(scheduler);
#endif
}
static int wqueue_ready(const struct drm_gpu_scheduler* scheduler) {
  return scheduler->ready;
}
static int is_paused(const struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_RUN_WORK
  return READ_ONCE(scheduler->pause_submit);
#else
  (void)scheduler;
  return 0;
#endif
}
static void set_ready(struct drm_gpu_scheduler* scheduler, int ready) {
  scheduler->ready = ready != 0;
}
static unsigned int credit_count(const struct drm_gpu_scheduler* scheduler) {
#ifdef DRMSIM_HAVE_CREDITS
  return (unsigned int)atomic_read(&scheduler->credit_count);
#else
  return (unsigned int)atomic_read(&scheduler->hw_rq_count);
#endif
}
unsigned int drmsim_credits_with_pending(const struct drm_gpu_scheduler* scheduler) {
  unsigned int credits = credit_count(scheduler);
  const struct drm_sched_job* job;
  list_for_each_entry(job, &scheduler->pending_list, list) {
#ifdef DRMSIM_HAVE_CREDITS
    credits += job->credits;
#else
    ++credits;
#endif
  }
  return credits;
}
static int score(const struct drm_gpu_scheduler* scheduler) {
  return atomic_read(scheduler->score);
}
static void* scheduler_record(const struct drm_gpu_scheduler* scheduler) {
  return drmsim_record_of(scheduler);
}

void drmsim_fill_scheduler_functions(struct drmsim_kernel_library* library) {
  library->scheduler_size = sizeof(struct drmsim_scheduler);
  library->drm_sched_init = scheduler_init;
  library->drm_sched_fini = drm_sched_fini;
  library->drm_sched_stop = drm_sched_stop;
  library->drm_sched_start = scheduler_start;
#ifdef drm_sched_for_each_pending_job
  library->drm_sched_is_stopped = is_stopped;
  library->for_each_pending_job = for_each_pending_job;
  library->drm_sched_job_is_signaled = job_is_signaled;
#endif
  library->drm_sched_resubmit_jobs = drm_sched_resubmit_jobs;
  library->drm_sched_increase_karma = drm_sched_increase_karma;
  library->drm_sched_job_reinsert = job_reinsert;
  library->drm_sched_fault = drm_sched_fault;
  library->drm_sched_tdr_queue_imm = tdr_queue_imm;
  library->drm_sched_suspend_timeout = drm_sched_suspend_timeout;
  library->drm_sched_resume_timeout = drm_sched_resume_timeout;
  library->drm_sched_wqueue_stop = wqueue_stop;
  library->drm_sched_wqueue_start = wqueue_start;
  library->drm_sched_wqueue_ready = wqueue_ready;
  library->is_paused = is_paused;
  library->set_ready = set_ready;
  library->credit_count = credit_count;
  library->credits_with_pending = drmsim_credits_with_pending;
  library->score = score;
  library->scheduler_record = scheduler_record;
}
