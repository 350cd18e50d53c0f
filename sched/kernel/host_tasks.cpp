#include "sched/kernel/host_tasks.h"

#include "sim/world.h"

namespace drmsim::kernel {
namespace {
constexpr unsigned kPfExiting = 0x4;
constexpr int kSigkill = 9;
}  // namespace

std::uintptr_t HostTasks::current_key() const {
  return reinterpret_cast<std::uintptr_t>(world_.cpu().current());
}

HostTask& HostTasks::current() {
  const std::uintptr_t key = current_key();
  if (key == last_context_) return *last_;
  HostTask*& task = by_context_[key];
  if (task == nullptr) {
    task = &add();
    task->context = world_.cpu().current();
  }
  last_context_ = key;
  last_ = task;
  return *task;
}

HostTask& HostTasks::add() {
  HostTask& task = tasks_.emplace_back();
  task.task.group_leader = &task.task;
  task.task.pid = static_cast<int>(tasks_.size());
  task.task.comm = "";
  return task;
}

void HostTasks::become(HostTask& task) {
  task.context = world_.cpu().current();
  by_context_[current_key()] = &task;
  last_context_ = ~std::uintptr_t{0};
}

void HostTasks::leave() {
  by_context_.erase(current_key());
  last_context_ = ~std::uintptr_t{0};
}

void HostTasks::set_process(const drm::Process& process) {
  HostTask& task = current();
  HostTask*& leader = leaders_[process.id];
  if (leader == nullptr) leader = &tasks_.emplace_back();
  task.task.group_leader = &leader->task;
  task.task.flags = process.exiting ? kPfExiting : 0;
  task.task.exit_code = process.sigkill ? kSigkill : 0;
  task.task.fatal_signal = process.sigkill ? 1 : 0;
}

}  // namespace drmsim::kernel
