#include "sched/kernel/host_tasks.h"

#include "sim/world.h"

namespace drmsim::kernel {
namespace {
constexpr unsigned kPfExiting = 0x4;
constexpr int kSigkill = 9;
}  // namespace

HostTask& HostTasks::current() {
  sim::Context* context = world_.cpu().current();
  const auto key = reinterpret_cast<std::uintptr_t>(context);
  if (key == last_context_) return *last_;
  HostTask*& task = by_context_[key];
  if (task == nullptr) {
    task = &tasks_.emplace_back();
    task->context = context;
    task->task.group_leader = &task->task;
    task->task.pid = static_cast<int>(tasks_.size());
    task->task.comm = "";
  }
  last_context_ = key;
  last_ = task;
  return *task;
}

void HostTasks::set_process(const sched::Process& process) {
  HostTask& task = current();
  HostTask*& leader = leaders_[process.id];
  if (leader == nullptr) leader = &tasks_.emplace_back();
  task.task.group_leader = &leader->task;
  task.task.flags = process.exiting ? kPfExiting : 0;
  task.task.exit_code = process.sigkill ? kSigkill : 0;
  task.task.fatal_signal = process.sigkill ? 1 : 0;
}

}  // namespace drmsim::kernel
