// The runtime's variables, and what of the library's table the tree's headers make different:
// parameters and init calls are where the kernel's own macros put them.
#include <linux/init.h>
#include <linux/moduleparam.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "sched/kernel/abi/kernel_library.h"
#include "sched/kernel/runtime/library.h"
#include "sched/kernel/runtime/runtime.h"

struct drmsim_host_ops drmsim_host;
struct drmsim_shadow drmsim_shadow;
struct drmsim_unlocked drmsim_unlocked;
struct drmsim_code drmsim_code;
struct drmsim_places drmsim_places;
unsigned long drmsim_calls;
const struct drmsim_where* drmsim_caller;

static const struct drmsim_where unknown = {"kernel.so", "kernel code", 0};

const struct drmsim_where* drmsim_where_of(unsigned long return_address) {
  const unsigned long at = return_address - drmsim_places.begin;
  const struct drmsim_where* where = at < drmsim_places.size ? drmsim_places.at[at] : NULL;
  return where != NULL ? where : &unknown;
}

const char* drmsim_function_name(const void* function) {
  return drmsim_call(function_name, function);
}

// --- module_param(): "sched_main.sched_policy", with the place of an int ---

const struct kernel_param_ops param_ops_int;

extern const struct kernel_param __start___param[]
    __attribute__((__weak__, __visibility__("hidden")));
extern const struct kernel_param __stop___param[]
    __attribute__((__weak__, __visibility__("hidden")));

// Of runtime/init_calls.ld.
extern const drmsim_initcall drmsim_initcalls[] __attribute__((__visibility__("hidden")));
extern const drmsim_initcall drmsim_initcalls_end[] __attribute__((__visibility__("hidden")));

static struct drmsim_parameter parameters[32];

void drmsim_fill_runtime(struct drmsim_kernel_library* library) {
  const struct kernel_param* param;
  for (param = __start___param; param < __stop___param; ++param) {
    const char* dot = param->name;
    const char* at;
    if (param->ops != &param_ops_int) continue;
    if (library->parameter_count == ARRAY_SIZE(parameters)) break;
    for (at = param->name; *at != 0; ++at) {
      if (*at == '.') dot = at + 1;
    }
    parameters[library->parameter_count++] = (struct drmsim_parameter){dot, param->arg};
  }
  library->parameters = parameters;
  library->initcalls = drmsim_initcalls;
  library->initcall_count = (unsigned long)(drmsim_initcalls_end - drmsim_initcalls);
  library->places = &drmsim_places;
  library->lock_size = sizeof(spinlock_t);
  library->lock_slot = offsetof(raw_spinlock_t, owner);
}
