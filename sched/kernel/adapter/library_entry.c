// The one symbol that the library exports.
#include <linux/module.h>
#include <linux/workqueue.h>

#include "sched/kernel/adapter/adapter.h"
#include "sched/kernel/runtime/library.h"
#include "sched/kernel/runtime/task_functions.h"

// Weak: a tree may have no parameter, or no driver that is known here.
#ifndef DRMSIM_TREE_HEADERS
extern const struct drmsim_parameter __start_drmsim_parameters[]
    __attribute__((__weak__, __visibility__("hidden")));
extern const struct drmsim_parameter __stop_drmsim_parameters[]
    __attribute__((__weak__, __visibility__("hidden")));
extern const drmsim_initcall __start_drmsim_initcalls[] __attribute__((__visibility__("hidden")));
extern const drmsim_initcall __stop_drmsim_initcalls[] __attribute__((__visibility__("hidden")));
#endif
extern const struct drmsim_hosted_driver* const __start_drmsim_drivers[]
    __attribute__((__weak__, __visibility__("hidden")));
extern const struct drmsim_hosted_driver* const __stop_drmsim_drivers[]
    __attribute__((__weak__, __visibility__("hidden")));

__attribute__((__visibility__("default"))) void drmsim_kernel_library(
    struct drmsim_kernel_library* library);

// Fills the table. Runs without a host.
void drmsim_kernel_library(struct drmsim_kernel_library* library) {
  library->abi_version = DRMSIM_ABI_VERSION;
  library->release = DRMSIM_KERNEL_RELEASE;
#ifdef DRMSIM_HAVE_FAIR_POLICY
  library->only_policy = "fair";
  library->has_fair = 1;
#else
  library->only_policy = "rr";
#endif
#ifdef DRMSIM_HAVE_STAT_NO_HANG
  library->has_no_hang = 1;
#endif
  library->host = &drmsim_host;
  library->caller = &drmsim_caller;
  library->shadow = &drmsim_shadow;
  library->unlocked = &drmsim_unlocked;
  library->code = &drmsim_code;
  library->system_wq = (void**)&system_wq;
#ifdef DRMSIM_TREE_HEADERS
  drmsim_fill_runtime(library);
#else
  library->parameters = __start_drmsim_parameters;
  library->parameter_count = (unsigned long)(__stop_drmsim_parameters - __start_drmsim_parameters);
  library->initcalls = __start_drmsim_initcalls;
  library->initcall_count = (unsigned long)(__stop_drmsim_initcalls - __start_drmsim_initcalls);
#endif
  library->drivers = __start_drmsim_drivers;
  library->driver_count = (unsigned long)(__stop_drmsim_drivers - __start_drmsim_drivers);
  drmsim_fill_task_functions(library);
  drmsim_fill_fence_functions(library);
  drmsim_fill_job_functions(library);
  drmsim_fill_scheduler_functions(library);
}
