// What a compiled kernel tree asks of the simulator: one table of functions, handed over at load.
//
// Read by both sides: by C code that is compiled without any standard header, and by C++. The
// library imports no symbol, so that several trees live in one process and none of them can reach
// past this table. Every function gets `self`, the run that the library serves at the moment.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// A place in the kernel's source. Objects are static: pointers stay valid while the library is
// loaded.
struct drmsim_where {
  const char* file;
  const char* function;
  int line;
};

// As sim::Point, in its order.
enum drmsim_point {
  DRMSIM_POINT_LOCK,
  DRMSIM_POINT_UNLOCK,
  DRMSIM_POINT_GET,
  DRMSIM_POINT_PUT,
  DRMSIM_POINT_WAKE,
  DRMSIM_POINT_QUEUE_WORK,
  DRMSIM_POINT_SIGNAL,
  DRMSIM_POINT_ATOMIC,
  DRMSIM_POINT_QUEUEING,
  DRMSIM_POINT_READ,
};

// What the host reports about a reference count.
enum drmsim_ref {
  DRMSIM_REF_GET,
  DRMSIM_REF_PUT,
  DRMSIM_REF_GET_ZERO,   // incremented although it was 0
  DRMSIM_REF_UNDERFLOW,  // decremented although it was 0
};

// What timedout_job() answers, as drm::SchedStat.
enum drmsim_stat {
  DRMSIM_STAT_RESET,
  DRMSIM_STAT_ENODEV,
  DRMSIM_STAT_NO_HANG,
};

// How long a wait may last: DRMSIM_FOREVER or jiffies.
#define DRMSIM_FOREVER 0x7fffffffffffffffL  // MAX_SCHEDULE_TIMEOUT

// How memory is asked for: as ___GFP_DIRECT_RECLAIM and ___GFP_ZERO of Linux 6.12.
#define DRMSIM_MAY_SLEEP 0x400u
#define DRMSIM_ZEROED 0x100u

// A list of the spinlocks that live in one piece of allocated memory.
struct drmsim_lock_link {
  struct drmsim_lock_link* next;
};

// spinlock_t: the bytes of a sim::SpinLock. Locks of the library are followed by a link.
#define DRMSIM_SPINLOCK_WORDS 9

struct task_struct;
struct drmsim_wait;
struct spinlock;
struct drm_sched_fence;
struct drm_sched_job;
struct drm_sched_entity;
struct drm_gpu_scheduler;
struct dma_fence;

// Which memory may be used, for the `size` bytes from begin on, where all tracked objects are:
// bytes[i] is of [begin + 16 i, begin + 16 i + 16), 0 if all of it may, n if the first n bytes may,
// 16 or more if nothing may.
struct drmsim_shadow {
  unsigned long begin;
  unsigned long size;
  const unsigned char* bytes;
};

// Which code reads shared state without a lock or a macro that says so: bytes[i] is not 0 if the
// call that returns to begin + i comes before such a read. The host fills it when somebody looks at
// schedule points.
struct drmsim_unlocked {
  unsigned long begin;
  const unsigned char* bytes;
};

// Where the call is in the source that returns to begin + i: at[i]; null: not known.
struct drmsim_places {
  unsigned long begin;
  unsigned long size;
  const struct drmsim_where* const* at;
};

// Where functions are: of the library, and of the host.
struct drmsim_code {
  unsigned long library_begin, library_end;
  unsigned long host_begin, host_end;
};

struct drmsim_host_ops {
  void* self;
  // Whether somebody looks at schedule points.
  const unsigned char* points;

  void (*point)(void* self, enum drmsim_point point, const struct drmsim_where* where);
  // Code that returns to `pc` is about to read such a thing.
  void (*read_point)(void* self, unsigned long pc);
  // Code goes round without calling anything: others have to go on, or time to pass. rounds: how
  // often this was said in a row.
  void (*spin)(void* self, unsigned long rounds, const struct drmsim_where* where);
  // A reference of the object that contains `counter` was taken or dropped; `count` is left.
  void (*reference)(void* self, const void* counter, enum drmsim_ref what, int count,
                    const struct drmsim_where* where);

  // printk and its relatives. level: 3 is KERN_ERR, and what WARN() says; higher ones, of
  // pr_warn() for instance, tell a user something, and are no hazards.
  void (*print)(void* self, int level, const struct drmsim_where* where, const char* format,
                __builtin_va_list arguments);
  void (*warn)(void* self, const struct drmsim_where* where, const char* what);
  void (*bug)(void* self, const struct drmsim_where* where, const char* what);
  // Code at `pc` is about to use freed memory, or memory that cannot be.
  void (*bad_access)(void* self, unsigned long address, unsigned long size, int is_write,
                     unsigned long pc);
  // Code at `pc` calls through a pointer what is no function.
  void (*wild_call)(void* self, unsigned long target, unsigned long pc);
  // The name of a function of the library, static text; "work" if it has none.
  const char* (*function_name)(void* self, const void* function);
  // Code at `pc` is about to put an entity that has been killed into a run queue.
  void (*killed_entity_returns)(void* self, const struct drm_sched_entity* entity,
                                unsigned long pc);

  // A worker of that scheduler begins: its item was queued, and drm_sched_wqueue_stop() has not
  // taken it off again.
  void (*worker_begins)(void* self, struct drm_gpu_scheduler* scheduler);

  // Spinlocks, preemption, RCU.
  void (*spin_lock_init)(void* self, struct spinlock* lock, const char* name);
  void (*spin_lock_unknown)(void* self, struct spinlock* lock, const struct drmsim_where* where);
  void (*spin_lock)(void* self, struct spinlock* lock, const struct drmsim_where* where);
  void (*spin_unlock)(void* self, struct spinlock* lock, const struct drmsim_where* where);
  void (*spin_lock_irqsave)(void* self, struct spinlock* lock, const struct drmsim_where* where);
  void (*spin_unlock_irqrestore)(void* self, struct spinlock* lock,
                                 const struct drmsim_where* where);
  void (*assert_held)(void* self, struct spinlock* lock, const struct drmsim_where* where);
  // Of a library on the tree's own headers: *object is made on first use, if it is not in memory of
  // kmalloc, and belongs to its address.
  void (*lock_init)(void* self, void** object, const char* name);
  void (*lock)(void* self, void** object, const struct drmsim_where* where);
  void (*unlock)(void* self, void** object, const struct drmsim_where* where);
  void (*lock_irqsave)(void* self, void** object, const struct drmsim_where* where);
  void (*unlock_irqrestore)(void* self, void** object, const struct drmsim_where* where);
  void (*assert_lock_held)(void* self, void** object, const struct drmsim_where* where);
  void (*might_sleep)(void* self, const char* what, const struct drmsim_where* where);
  void (*rcu_read_lock)(void* self);
  void (*rcu_read_unlock)(void* self);
  void (*call_rcu)(void* self, void* head, void (*function)(void* head));
  void (*kfree_rcu)(void* self, const void* memory, const struct drmsim_where* where);
  void (*rcu_barrier)(void* self, const struct drmsim_where* where);

  void (*mutex_init)(void* self, void** object, const char* name);
  void (*mutex_lock)(void* self, void** object, const struct drmsim_where* where);
  void (*mutex_unlock)(void* self, void** object, const struct drmsim_where* where);

  // Memory. name: of the slab cache or of the structure, static text.
  void* (*allocate)(void* self, unsigned long size, unsigned int gfp, const char* name,
                    const struct drmsim_where* where);
  void (*free)(void* self, const void* memory, const struct drmsim_where* where);

  // Time and tasks. Jiffies: of the length that the run has chosen.
  unsigned long (*now_jiffies)(void* self);
  unsigned long (*jiffies_from_ns)(void* self, unsigned long long duration_ns);  // rounds up
  unsigned long long (*now_ns)(void* self);
  struct task_struct* (*current_task)(void* self);
  long (*schedule_timeout)(void* self, long timeout, const struct drmsim_where* where);
  void (*wake_up_task)(void* self, struct task_struct* task, const struct drmsim_where* where);

  // Kernel threads. role: static text; the context is "role:NAME", NAME as printf would print it.
  struct task_struct* (*kthread_run)(void* self, int (*function)(void* data), void* data,
                                     const char* role, const char* format,
                                     __builtin_va_list arguments);
  int (*kthread_park)(void* self, struct task_struct* task, const struct drmsim_where* where);
  void (*kthread_unpark)(void* self, struct task_struct* task);
  int (*kthread_stop)(void* self, struct task_struct* task, const struct drmsim_where* where);
  // Of the current thread.
  int (*kthread_should_park)(void* self);
  int (*kthread_should_stop)(void* self);
  void (*kthread_parkme)(void* self);

  // Wait queues and completions: *object is made on first use and belongs to its address.
  void (*waitqueue_init)(void* self, void** object, const char* name);
  void (*wake_up_all)(void* self, void** object, const struct drmsim_where* where);
  // A wait: begin; then, as long as the condition is false, sleep, which returns 0 when the time is
  // over or, if killable, when a fatal signal is pending; end.
  void (*wait_begin)(void* self, struct drmsim_wait* wait, void** object, long timeout,
                     int killable, const struct drmsim_where* where);
  int (*wait_sleep)(void* self, struct drmsim_wait* wait);
  void (*wait_end)(void* self, struct drmsim_wait* wait);
  void (*completion_init)(void* self, void** object, const char* name);
  void (*completion_reinit)(void* self, void** object);
  void (*complete)(void* self, void** object, int all, const struct drmsim_where* where);
  long (*wait_for_completion)(void* self, void** object, long timeout,
                              const struct drmsim_where* where);

  // Work. role and owner: static text and the scheduler's name; the kworker is "role:owner".
  void (*work_init)(void* self, void** object, void* work, void (*function)(void* work),
                    int delayed, const char* role, const char* owner);
  int (*queue_work)(void* self, void* queue, void** object, const struct drmsim_where* where);
  int (*queue_delayed_work)(void* self, void* queue, void** object, unsigned long delay, int modify,
                            const struct drmsim_where* where);
  int (*work_pending)(void* self, void** object);
  int (*cancel_work)(void* self, void** object, int sync, const struct drmsim_where* where);
  int (*flush_work)(void* self, void** object, int delayed, const struct drmsim_where* where);
  // Named as printf would print it.
  void* (*alloc_workqueue)(void* self, const char* format, __builtin_va_list arguments,
                           int ordered);
  void (*drain_workqueue)(void* self, void* queue, int destroy, const struct drmsim_where* where);

  // What drivers implement; see drm::BackendOps and drm::FenceOps. scheduler: as given to
  // drmsim_scheduler_args.
  struct dma_fence* (*prepare_job)(void* self, void* scheduler, struct drm_sched_job* job,
                                   struct drm_sched_entity* entity);
  // *error: a positive error number where there is no fence.
  struct dma_fence* (*run_job)(void* self, void* scheduler, struct drm_sched_job* job, int* error);
  int (*timedout_job)(void* self, void* scheduler, struct drm_sched_job* job);  // drmsim_stat
  void (*cancel_job)(void* self, void* scheduler, struct drm_sched_job* job);
  void (*free_job)(void* self, void* scheduler, struct drm_sched_job* job);
  unsigned int (*update_job_credits)(void* self, void* scheduler, struct drm_sched_job* job);
  const char* (*fence_driver_name)(void* self, struct dma_fence* fence);
  const char* (*fence_timeline_name)(void* self, struct dma_fence* fence);
  int (*fence_enable_signaling)(void* self, struct dma_fence* fence);
  int (*fence_signaled)(void* self, struct dma_fence* fence);
  void (*fence_release)(void* self, struct dma_fence* fence);
  void (*fence_set_deadline)(void* self, struct dma_fence* fence, long long deadline_ns);

  // Trace events.
  void (*trace_push)(void* self, struct drm_sched_job* job, struct drm_sched_entity* entity,
                     void* scheduler, unsigned long long id, unsigned int queued,
                     unsigned int credits_in_use);
  // waits: the entity has to wait for it now; else the job was pushed and depends on it.
  void (*trace_dependency)(void* self, struct drm_sched_job* job, struct dma_fence* fence,
                           int waits);
  // run_job() is about to be called first. queued: jobs that the entity still has.
  void (*trace_run)(void* self, struct drm_sched_job* job, unsigned int queued);
  // s_fence: what the fence is a part of; null: a driver's.
  void (*trace_signaled)(void* self, struct dma_fence* fence, struct drm_sched_fence* s_fence,
                         int is_finished, int error, const struct drmsim_where* where);
  // dma_fence_wait_timeout() is about to wait, or has done so. s_fence: as above.
  void (*trace_wait)(void* self, struct drm_sched_fence* s_fence, int begins);
  // A hosted driver's code has called drm/sched: enum drmsim_hosted_event. job: may be null.
  void (*trace_hosted)(void* self, int event, void* scheduler, struct drm_sched_job* job,
                       unsigned int credits_with_pending);
};

#ifdef __cplusplus
}
#endif
