#include "sched/kernel/host_tasks.h"

#include "sim/world.h"

namespace drmsim::kernel {
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
  auto& memory = memory_.emplace_back((kHeaderBytes + library_.task_size + 7) / 8);
  auto* begin = reinterpret_cast<std::byte*>(memory.data()) + kHeaderBytes;
  task.task = reinterpret_cast<task_struct*>(begin);
  *(reinterpret_cast<HostTask**>(begin) - 1) = &task;
  library_.task_init(task.task, static_cast<int>(tasks_.size()));
  task.state = library_.task_state(task.task);
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
  if (leader == nullptr) leader = &add();
  task.killed = process.sigkill;
  library_.task_set_process(task.task, leader->task, process.exiting ? 1 : 0,
                            process.sigkill ? 1 : 0);
}

}  // namespace drmsim::kernel
