// Modules: init calls and parameters are collected in arrays; exports say nothing.
#pragma once

#include "sched/kernel/abi/kernel_library.h"
#include "sched/kernel/interface/linux_host.h"

#define THIS_MODULE NULL
#define EXPORT_SYMBOL(name) _Static_assert(1, #name)
#define EXPORT_SYMBOL_GPL(name) _Static_assert(1, #name)
#define EXPORT_SYMBOL_NS_GPL(name, space) _Static_assert(1, #name)
#define EXPORT_TRACEPOINT_SYMBOL(name) _Static_assert(1, #name)
#define MODULE_DESCRIPTION(text) _Static_assert(1, text)
#define MODULE_LICENSE(text) _Static_assert(1, text)
#define MODULE_AUTHOR(text) _Static_assert(1, text)
#define MODULE_PARM_DESC(name, text) _Static_assert(1, #name)
#define MODULE_IMPORT_NS(space) _Static_assert(1, #space)

// Only int parameters exist in what is compiled; another type does not compile.
#define module_param_named(name, variable, type, permissions)                            \
  static const struct drmsim_parameter __used                                            \
      __attribute__((__section__("drmsim_parameters"), __aligned__(8)))                  \
      __param_##name = {#name, &(variable)}
#define module_param(name, type, permissions) \
  module_param_named(name, name, type, permissions)
#define module_init(function)                                                            \
  static const drmsim_initcall __used                                                    \
      __attribute__((__section__("drmsim_initcalls"), __aligned__(8)))                   \
      __initcall_##function = function
// The library is never taken down: its next run starts from a copy of its first state.
#define module_exit(function) \
  static void (*const __used __exitcall_##function)(void) = function
#define subsys_initcall(function) module_init(function)
