// Time, tasks, wait queues and completions for kernel code.
#include <array>
#include <cstdio>
#include <new>
#include <string>
#include <utility>
#include <variant>

#include "sched/api/errno_codes.h"
#include "sched/kernel/host_ops_table.h"
#include "sched/kernel/kernel_host.h"

namespace drmsim::kernel {
namespace {

constexpr unsigned kTaskRunning = 0;
constexpr sim::TimeNs kSpinNs = 100;  // what one look at a busy-waited variable takes
constexpr unsigned long kSpinsAtMost = 1'000'000;

// One wait_event() in progress; lives in the kernel code's own frame.
struct HostWait {
  HostWait(sim::WaitQueue& queue, sim::TimeNs timeout_ns, const HostTask* task, sim::Where where)
      : wait(std::in_place_index<0>, queue, timeout_ns, where), killable(task) {}
  HostWait(sim::WaitQueue& queue, sim::Kthread& thread, sim::Where where)
      : wait(std::in_place_index<1>, thread, queue, where), killable(nullptr) {}
  bool sleep() {
    if (auto* of_task = std::get_if<0>(&wait)) return of_task->sleep();
    std::get<1>(wait).sleep();
    return true;
  }
  std::variant<sim::WaitQueue::Wait, sim::Kthread::Wait> wait;
  const HostTask* killable;  // null: not
};
static_assert(sizeof(HostWait) <= 16 * sizeof(unsigned long), "struct drmsim_wait");

HostWait& as_wait(drmsim_wait* wait) {
  return *reinterpret_cast<HostWait*>(wait);
}

// What is left of a timeout that began at `begun`, in jiffies.
long remaining(long timeout, unsigned long begun, unsigned long now) {
  if (timeout == DRMSIM_FOREVER) return timeout;
  const long left = timeout - static_cast<long>(now - begun);
  return left < 0 ? 0 : left;
}

sim::Kthread& thread_of(task_struct* task) {
  return *HostTasks::of(*task).thread;
}

// Asked by threads alone.
sim::Kthread& current_thread(void* self) {
  return *host_of(self).tasks().current().thread;
}

}  // namespace

void TaskOps::fill(drmsim_host_ops& ops) {
  ops.now_jiffies = [](void* self) -> unsigned long {
    const KernelHost& host = host_of(self);
    return host.world_.now() / host.jiffy_ns_;
  };
  ops.jiffies_from_ns = [](void* self, unsigned long long duration_ns) {
    return static_cast<unsigned long>(host_of(self).jiffies(duration_ns));
  };
  // Whoever is waited for is ready to go on, or is held for a time; or it has left for ever.
  ops.spin = [](void* self, unsigned long rounds, const drmsim_where* where) {
    sim::World& world = host_of(self).world_;
    if (rounds >= kSpinsAtMost || world.cpu().current() == nullptr) {
      world.hazards().fatal(
          sim::HazardKind::stall, where_of(where), "busy waiting",
          world.describe("busy waiting", where_of(where)) + " for something that never comes");
    }
    rounds % 2 == 0 ? world.cpu().spend(kSpinNs) : world.cpu().yield();
  };
  ops.now_ns = [](void* self) -> unsigned long long { return host_of(self).world_.now(); };
  ops.current_task = [](void* self) { return host_of(self).tasks_.current().task; };
  ops.schedule_timeout = [](void* self, long timeout, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    sim::World& world = host.world_;
    HostTask& task = host.tasks_.current();
    world.cpu().might_sleep("schedule", where_of(where));
    const unsigned long begun = world.now() / host.jiffy_ns_;
    const sim::TimeNs deadline_ns = sim::saturating_add(world.now(), host.timeout_ns(timeout));
    // Woken between set_current_state() and here: the state says so.
    while (*task.state != kTaskRunning && world.now() < deadline_ns && !world.cpu().unwinding()) {
      const bool fence = task.waits_for != 0;
      world.cpu().block_until(
          deadline_ns, fence ? "dma_fence" : "schedule", task.waits_for,
          {fence ? sim::AwaitedKind::fence : sim::AwaitedKind::other, nullptr, where_of(where)});
    }
    *task.state = kTaskRunning;
    return remaining(timeout, begun, world.now() / host.jiffy_ns_);
  };
  ops.wake_up_task = [](void* self, task_struct* task, const drmsim_where*) {
    const HostTask& woken = HostTasks::of(*task);
    if (*woken.state == kTaskRunning) return;
    *woken.state = kTaskRunning;
    host_of(self).world_.cpu().wake(*woken.context);
  };
}

void ThreadOps::fill(drmsim_host_ops& ops) {
  ops.kthread_run = [](void* self, int (*function)(void*), void* data, const char* role,
                       const char* format, __builtin_va_list arguments) {
    KernelHost& host = host_of(self);
    std::array<char, 64> name{};
    std::vsnprintf(name.data(), name.size(), format, arguments);
    HostTask& task = host.tasks_.add();
    task.thread.emplace(host.world_, std::string(role) + ":" + name.data(), role, host.wakeup_,
                        [&host, &task, function, data] {
                          host.tasks_.become(task);
                          function(data);
                          host.tasks_.leave();
                        });
    return task.task;
  };
  ops.kthread_park = [](void*, task_struct* task, const drmsim_where* where) {
    return thread_of(task).park(where_of(where)) ? 0 : -drm::kEbusy;
  };
  ops.kthread_unpark = [](void*, task_struct* task) { thread_of(task).unpark(); };
  ops.kthread_stop = [](void*, task_struct* task, const drmsim_where* where) {
    thread_of(task).stop(where_of(where));
    return 0;
  };
  ops.kthread_should_park = [](void* self) -> int { return current_thread(self).should_park(); };
  ops.kthread_should_stop = [](void* self) -> int { return current_thread(self).should_stop(); };
  ops.kthread_parkme = [](void* self) { current_thread(self).parkme(); };
}

void WaitOps::fill(drmsim_host_ops& ops) {
  ops.waitqueue_init = [](void* self, void** slot, const char* name) {
    KernelHost& host = host_of(self);
    host.make_object<HostWaitQueue>(slot, host.world_, plain(name));
  };
  ops.wake_up_all = [](void* self, void** slot, const drmsim_where* where) {
    const sim::Where at = where_of(where);
    host_of(self).object<HostWaitQueue>(slot, "wait queue", at).primitive.wake_up_all(at);
  };
  ops.wait_begin = [](void* self, drmsim_wait* wait, void** slot, long timeout, int killable,
                      const drmsim_where* where) {
    KernelHost& host = host_of(self);
    const sim::Where at = where_of(where);
    auto& queue = host.object<HostWaitQueue>(slot, "wait queue", at).primitive;
    HostTask& task = host.tasks_.current();
    if (killable != 0 && task.thread.has_value()) {
      ::new (static_cast<void*>(wait)) HostWait(queue, *task.thread, at);
    } else {
      ::new (static_cast<void*>(wait))
          HostWait(queue, host.timeout_ns(timeout), killable != 0 ? &task : nullptr, at);
    }
  };
  ops.wait_sleep = [](void*, drmsim_wait* storage) -> int {
    HostWait& wait = as_wait(storage);
    if (wait.killable != nullptr && wait.killable->killed) return 0;
    return wait.sleep() ? 1 : 0;
  };
  ops.wait_end = [](void*, drmsim_wait* wait) { as_wait(wait).~HostWait(); };
  ops.completion_init = [](void* self, void** slot, const char* name) {
    KernelHost& host = host_of(self);
    host.make_object<HostCompletion>(slot, host.world_, plain(name));
  };
  ops.completion_reinit = [](void* self, void** slot) {
    KernelHost& host = host_of(self);
    host.object<HostCompletion>(slot, "completion", sim::Where::here()).primitive.reinit();
    host.callbacks_.entity_selected();
  };
  ops.complete = [](void* self, void** slot, int all, const drmsim_where* where) {
    const sim::Where at = where_of(where);
    auto& completion = host_of(self).object<HostCompletion>(slot, "completion", at).primitive;
    all != 0 ? completion.complete_all(at) : completion.complete(at);
  };
  ops.wait_for_completion = [](void* self, void** slot, long timeout, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    auto& completion = host.object<HostCompletion>(slot, "completion", where_of(where)).primitive;
    const unsigned long begun = host.world_.now() / host.jiffy_ns_;
    if (!completion.wait_timeout(host.timeout_ns(timeout), where_of(where))) return 0L;
    const long left = remaining(timeout, begun, host.world_.now() / host.jiffy_ns_);
    return left > 0 ? left : 1L;
  };
}

}  // namespace drmsim::kernel
