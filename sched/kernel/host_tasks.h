// struct task_struct for CPU contexts: what kernel code calls `current`.
//
// A context has one as long as its World lives. Who it works for (its process) is said by the
// caller of each function that asks: see set_process().
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "sched/api/process.h"
#include "sched/kernel/abi/kernel_library.h"
#include "sim/kthread.h"
#include "sim/names.h"

namespace drmsim::sim {
class Context;
class World;
}  // namespace drmsim::sim

namespace drmsim::kernel {

struct HostTask {
  task_struct* task = nullptr;         // in memory that HostTasks owns
  unsigned* state = nullptr;           // its __state
  bool killed = false;                 // SIGKILL is pending
  sim::Context* context = nullptr;     // null: set-up code
  sim::NameId waits_for = 0;           // the name of what it is about to wait for
  std::optional<sim::Kthread> thread;  // of kthread_run()
};

class HostTasks {
 public:
  HostTasks(sim::World& world, const drmsim_kernel_library& library)
      : world_(world), library_(library) {}

  HostTask& current();
  // A task that is none of the current context, until become() is called by its own.
  HostTask& add();
  void become(HostTask& task);
  void leave();  // the context goes
  static HostTask& of(task_struct& task) { return **(reinterpret_cast<HostTask**>(&task) - 1); }
  // current->group_leader, PF_EXITING, exit_code and pending SIGKILL.
  void set_process(const drm::Process& process);

 private:
  // The kernel's structure behind a pointer to ours. Its size is the tree's.
  static constexpr std::size_t kHeaderBytes = 64;

  sim::World& world_;
  const drmsim_kernel_library& library_;
  std::uintptr_t current_key() const;
  std::deque<std::vector<std::uint64_t>> memory_;
  std::deque<HostTask> tasks_;  // a deque: references stay valid
  std::map<std::uintptr_t, HostTask*> by_context_;
  std::map<std::uint32_t, HostTask*> leaders_;  // by process
  std::uintptr_t last_context_ = ~std::uintptr_t{0};
  HostTask* last_ = nullptr;
};

}  // namespace drmsim::kernel
