// What a compiled kernel tree offers: the functions of drm/sched and dma_fence, under the kernel's
// names, and facts about its structures.
//
// Made by sched/kernel/adapter/, which hides what differs between versions. Layouts stay inside the
// library: a field is read through a function.
#pragma once

#include "sched/kernel/abi/driver_code.h"
#include "sched/kernel/abi/host_ops.h"

#ifdef __cplusplus
extern "C" {
#endif

struct drm_gpu_scheduler;
struct dma_fence_cb;
typedef void (*drmsim_fence_func)(struct dma_fence* fence, struct dma_fence_cb* cb);

struct drmsim_scheduler_args {
  const char* name;  // outlives the scheduler
  void* record;      // handed to the callbacks of drmsim_host_ops as `scheduler`
  unsigned int num_rqs;
  unsigned int credit_limit;
  unsigned int hang_limit;
  long timeout;      // jiffies, or DRMSIM_FOREVER
  void* submit_wq;   // null: one of its own
  void* timeout_wq;  // null: the system's
};

// module_param()
struct drmsim_parameter {
  const char* name;
  int* value;
};

typedef int (*drmsim_initcall)(void);  // NOLINT(modernize-redundant-void-arg): also C

struct drmsim_kernel_library {
  unsigned int abi_version;
  const char* release;  // of the tree: "6.12.117"
  // Without a parameter that chooses one.
  const char* only_policy;
  int has_fair;     // where one can be chosen: whether this one can
  int has_no_hang;  // whether drivers may answer DRMSIM_STAT_NO_HANG

  // Run state. `caller`, if not null, is who a reference is noted under, once.
  struct drmsim_host_ops* host;
  const struct drmsim_where** caller;
  struct drmsim_shadow* shadow;
  struct drmsim_unlocked* unlocked;
  struct drmsim_code* code;
  struct drmsim_places* places;  // null: calls say by themselves where they are
  void** system_wq;
  const struct drmsim_parameter* parameters;
  unsigned long parameter_count;
  const drmsim_initcall* initcalls;
  unsigned long initcall_count;
  const struct drmsim_hosted_driver* const* drivers;
  unsigned long driver_count;

  // Sizes of what the host allocates.
  unsigned long fence_size;
  unsigned long fence_cb_size;  // its list node comes first
  unsigned long job_size;
  unsigned long entity_size;
  unsigned long scheduler_size;

  // --- spinlock_t, on the tree's own headers: its size, and where its slot is; 0: the host's ---
  unsigned long lock_size;
  unsigned long lock_slot;

  // --- struct task_struct: one per CPU context; the host's memory, filled with 0 before ---
  unsigned long task_size;
  void (*task_init)(struct task_struct* task, int pid);
  unsigned int* (*task_state)(struct task_struct* task);  // 0: it is not about to sleep
  // Who it works for: current->group_leader, PF_EXITING, exit_code and a pending SIGKILL.
  void (*task_set_process)(struct task_struct* task, struct task_struct* leader, int exiting,
                           int killed);

  // --- struct dma_fence ---
  // lock: null, for one of its own, and no release only where has_independent_fences.
  void (*dma_fence_init)(struct dma_fence* fence, struct spinlock* lock, unsigned long long context,
                         unsigned long long seqno, int seqno_64bit, int has_release);
  int has_independent_fences;
  struct dma_fence* (*dma_fence_get)(struct dma_fence* fence);
  struct dma_fence* (*dma_fence_get_rcu)(struct dma_fence* fence);
  void (*dma_fence_put)(struct dma_fence* fence);
  int (*dma_fence_signal)(struct dma_fence* fence);
  int (*dma_fence_signal_locked)(struct dma_fence* fence);
  void (*dma_fence_set_error)(struct dma_fence* fence, int error);
  int (*dma_fence_is_signaled)(struct dma_fence* fence);
  int (*dma_fence_get_status)(struct dma_fence* fence);
  void (*dma_fence_enable_sw_signaling)(struct dma_fence* fence);
  void (*dma_fence_set_deadline)(struct dma_fence* fence, long long deadline_ns);
  int (*dma_fence_add_callback)(struct dma_fence* fence, struct dma_fence_cb* cb,
                                drmsim_fence_func function);
  int (*dma_fence_remove_callback)(struct dma_fence* fence, struct dma_fence_cb* cb);
  long (*dma_fence_wait_timeout)(struct dma_fence* fence, long timeout);
  int (*dma_fence_is_later)(struct dma_fence* a, struct dma_fence* b);
  unsigned long long (*dma_fence_context_alloc)(unsigned int count);

  unsigned long long (*fence_context)(const struct dma_fence* fence);
  unsigned long long (*fence_seqno)(const struct dma_fence* fence);
  int (*fence_error)(const struct dma_fence* fence);
  int (*fence_test_signaled)(const struct dma_fence* fence);
  long long (*fence_timestamp)(const struct dma_fence* fence);
  unsigned int (*fence_references)(const struct dma_fence* fence);
  const char* (*fence_timeline_name)(struct dma_fence* fence);
  struct drm_sched_fence* (*to_drm_sched_fence)(struct dma_fence* fence);

  // --- struct drm_sched_fence ---
  struct dma_fence* (*scheduled)(struct drm_sched_fence* fence);
  struct dma_fence* (*finished)(struct drm_sched_fence* fence);
  struct dma_fence* (*parent)(struct drm_sched_fence* fence);

  // --- struct drm_sched_job ---
  int (*drm_sched_job_init)(struct drm_sched_job* job, struct drm_sched_entity* entity,
                            unsigned int credits);
  int (*drm_sched_job_add_dependency)(struct drm_sched_job* job, struct dma_fence* fence);
  void (*drm_sched_job_arm)(struct drm_sched_job* job);
  void (*drm_sched_entity_push_job)(struct drm_sched_job* job);
  void (*drm_sched_job_cleanup)(struct drm_sched_job* job);
  struct drm_sched_fence* (*job_fence)(const struct drm_sched_job* job);
  unsigned int (*job_credits)(const struct drm_sched_job* job);
  int (*job_karma)(const struct drm_sched_job* job);
  struct drm_sched_entity* (*job_entity)(const struct drm_sched_job* job);  // null: popped
  void* (*job_scheduler)(const struct drm_sched_job* job);  // its record; null: not armed

  // --- struct drm_sched_entity, followed by its own `guilty` flag ---
  int (*drm_sched_entity_init)(struct drm_sched_entity* entity, unsigned int priority,
                               struct drm_gpu_scheduler** schedulers, unsigned int count);
  long (*drm_sched_entity_flush)(struct drm_sched_entity* entity, long timeout);
  void (*drm_sched_entity_fini)(struct drm_sched_entity* entity);
  void (*drm_sched_entity_destroy)(struct drm_sched_entity* entity);
  void (*drm_sched_entity_set_priority)(struct drm_sched_entity* entity, unsigned int priority);
  void (*drm_sched_entity_modify_sched)(struct drm_sched_entity* entity,
                                        struct drm_gpu_scheduler** schedulers, unsigned int count);
  void (*drm_sched_entity_kill)(struct drm_sched_entity* entity);  // null: not exported
  int (*drm_sched_entity_error)(struct drm_sched_entity* entity);
  int (*entity_guilty)(const struct drm_sched_entity* entity);

  // --- struct drm_gpu_scheduler ---
  int (*drm_sched_init)(struct drm_gpu_scheduler* scheduler,
                        const struct drmsim_scheduler_args* args);
  void (*drm_sched_fini)(struct drm_gpu_scheduler* scheduler);
  void (*drm_sched_stop)(struct drm_gpu_scheduler* scheduler, struct drm_sched_job* bad);
  void (*drm_sched_start)(struct drm_gpu_scheduler* scheduler, int error);
  // The three are null where drivers cannot recover by themselves. body: called with self.
  int (*drm_sched_is_stopped)(const struct drm_gpu_scheduler* scheduler);
  void (*for_each_pending_job)(struct drm_gpu_scheduler* scheduler,
                               const struct drm_sched_entity* entity,
                               void (*body)(const void* self, struct drm_sched_job* job),
                               const void* self);
  int (*drm_sched_job_is_signaled)(struct drm_sched_job* job);
  void (*drm_sched_resubmit_jobs)(struct drm_gpu_scheduler* scheduler);
  void (*drm_sched_increase_karma)(struct drm_sched_job* bad);
  void (*drm_sched_job_reinsert)(struct drm_gpu_scheduler* scheduler, struct drm_sched_job* job);
  void (*drm_sched_fault)(struct drm_gpu_scheduler* scheduler);
  void (*drm_sched_tdr_queue_imm)(struct drm_gpu_scheduler* scheduler);
  unsigned long (*drm_sched_suspend_timeout)(struct drm_gpu_scheduler* scheduler);
  void (*drm_sched_resume_timeout)(struct drm_gpu_scheduler* scheduler, unsigned long remaining);
  void (*drm_sched_wqueue_stop)(struct drm_gpu_scheduler* scheduler);
  void (*drm_sched_wqueue_start)(struct drm_gpu_scheduler* scheduler);
  int (*drm_sched_wqueue_ready)(const struct drm_gpu_scheduler* scheduler);
  int (*is_paused)(const struct drm_gpu_scheduler* scheduler);  // drm_sched_wqueue_stop()
  void (*set_ready)(struct drm_gpu_scheduler* scheduler, int ready);
  unsigned int (*credit_count)(const struct drm_gpu_scheduler* scheduler);
  // What drm_sched_start() makes of it: with those of the jobs on pending_list.
  unsigned int (*credits_with_pending)(const struct drm_gpu_scheduler* scheduler);
  int (*score)(const struct drm_gpu_scheduler* scheduler);
  void* (*scheduler_record)(const struct drm_gpu_scheduler* scheduler);
};

#define DRMSIM_ABI_VERSION 13
#define DRMSIM_ENTRY_SYMBOL "drmsim_kernel_library"

#ifdef __cplusplus
}
#endif
