// struct task_struct for CPU contexts: what kernel code calls `current`.
//
// A context has one as long as its World lives. Who it works for (its process) is said by the
// caller of each function that asks: see set_process().
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "sched/api/process.h"
#include "sched/kernel/abi/host_ops.h"
#include "sim/kthread.h"
#include "sim/names.h"

namespace drmsim::sim {
class Context;
class World;
}  // namespace drmsim::sim

namespace drmsim::kernel {

// First the structure that kernel code sees.
struct HostTask {
  task_struct task{};
  sim::Context* context = nullptr;     // null: set-up code
  sim::NameId waits_for = 0;           // the name of what it is about to wait for
  std::optional<sim::Kthread> thread;  // of kthread_run()
};

class HostTasks {
 public:
  explicit HostTasks(sim::World& world) : world_(world) {}

  HostTask& current();
  // A task that is none of the current context, until become() is called by its own.
  HostTask& add();
  void become(HostTask& task);
  void leave();  // the context goes
  static HostTask& of(task_struct& task) { return reinterpret_cast<HostTask&>(task); }
  // current->group_leader, PF_EXITING, exit_code and pending SIGKILL.
  void set_process(const drm::Process& process);

 private:
  sim::World& world_;
  std::uintptr_t current_key() const;
  std::deque<HostTask> tasks_;  // a deque: references stay valid
  std::map<std::uintptr_t, HostTask*> by_context_;
  std::map<std::uint32_t, HostTask*> leaders_;  // by process
  std::uintptr_t last_context_ = ~std::uintptr_t{0};
  HostTask* last_ = nullptr;
};

}  // namespace drmsim::kernel
