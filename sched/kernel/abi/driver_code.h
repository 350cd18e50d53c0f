// A driver's own scheduler code from the kernel's tree, as part of the library.
//
// Intuition: the driver's file is compiled as it is; what it calls below itself is a few functions
// of the glue (sched/kernel/drivers/), and what the glue needs of the hardware is the host's. Read
// by both sides, as host_ops.h.
#pragma once

#include "sched/kernel/abi/host_ops.h"

#ifdef __cplusplus
extern "C" {
#endif

struct drm_gpu_scheduler;

// The hardware behind one queue of the driver. Functions are called where the driver's code would
// write registers.
struct drmsim_hosted_hw {
  void* self;
  void (*start)(void* self, struct drm_sched_job* job);  // the job begins; called in run_job
  void (*mask_irq)(void* self);                          // until the next reset
  void (*synchronize_irq)(void* self);                   // may sleep
  void (*reset)(void* self);                             // and unmasks; may sleep
  int (*resume)(void* self);                             // power, for a job: 0 or -errno
  // Of hardware with registers that the driver's code knows. address: on the device's bus.
  unsigned int (*read32)(void* self, unsigned long address);
  void (*write32)(void* self, unsigned long address, unsigned int value);
};

// Where the host has put the control list of a job.
struct drmsim_control_list {
  unsigned int begin;
  unsigned int end;
};

struct drmsim_hosted_args {
  struct drmsim_hosted_hw hw;
  const char* name;  // of the scheduler; outlives it
  void* record;      // handed to the callbacks of drmsim_host_ops as `scheduler`
  unsigned int hang_limit;
  unsigned int timeout_ms;
  unsigned int max_error_tasks;  // of lima's module parameters
};

// What a driver's code is told of, in the log of the run.
enum drmsim_hosted_event {
  DRMSIM_HOSTED_STOPPED,
  DRMSIM_HOSTED_KARMA,
  DRMSIM_HOSTED_RESUBMIT,
  DRMSIM_HOSTED_RESTART,
};

struct drmsim_hosted_driver {
  const char* name;  // "lima": as scenario files say it

  // A queue, and the scheduler in it; with the first one its device. Task context or set-up.
  struct drm_gpu_scheduler* (*create)(const struct drmsim_hosted_args* args);  // null: -ENOMEM
  void (*stop)(struct drm_gpu_scheduler* scheduler);  // task context; null: nothing to do
  void (*destroy)(struct drm_gpu_scheduler* scheduler);  // after drm_sched_fini()

  // The owner of an entity, in memory of that size, filled with 0, which the host frees.
  unsigned long context_size;
  struct drm_sched_entity* (*context_init)(void* memory, struct drm_gpu_scheduler* scheduler);
  void (*context_fini)(void* memory);  // after drm_sched_entity_destroy()

  // A job, in memory that free_job() frees; perhaps armed. context: the memory of context_init().
  // null: drm_sched_job_init() failed.
  struct drm_sched_job* (*create_job)(struct drm_sched_entity* entity,
                                      struct drm_gpu_scheduler* scheduler, void* context,
                                      const struct drmsim_control_list* list);
  void (*push_job)(struct drm_sched_job* job);

  // Interrupt context. error: the hardware reports one; otherwise the job that runs has ended.
  void (*irq)(struct drm_gpu_scheduler* scheduler, int error);

  // The driver's drm_sched_backend_ops. run_job: *error is positive where there is no fence.
  struct dma_fence* (*run_job)(struct drm_sched_job* job, int* error);
  int (*timedout_job)(struct drm_sched_job* job);  // drmsim_stat
  void (*free_job)(struct drm_sched_job* job);
};

#ifdef __cplusplus
}
#endif
