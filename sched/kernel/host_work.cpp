// Work items and workqueues for kernel code.
#include <array>
#include <cstdio>
#include <string>

#include "sched/kernel/host_ops_table.h"
#include "sched/kernel/kernel_host.h"

namespace drmsim::kernel {
namespace {

[[noreturn]] void report_no_queue(sim::World& world, const char* what, const std::string& why,
                                  sim::Where where) {
  const std::string text = world.describe(what, where) + ": " + why;
  world.hazards().fatal(sim::HazardKind::use_after_free, where, "workqueue", text);
  throw sim::RunIsOver(text);
}

}  // namespace

void WorkOps::fill_queues(drmsim_host_ops& ops) {
  ops.alloc_workqueue = [](void* self, const char* format, __builtin_va_list arguments,
                           int ordered) -> void* {
    KernelHost& host = host_of(self);
    std::array<char, 64> name{};
    std::vsnprintf(name.data(), name.size(), format, arguments);
    KernelHost::KernelQueue& made = host.workqueues_.emplace_back();
    made.name = name.data();
    made.queue.emplace(host.world_, name.data(),
                       ordered != 0 ? sim::WorkqueueKind::ordered : sim::WorkqueueKind::unordered,
                       host.wakeup_);
    made.address = &*made.queue;
    return &*made.queue;
  };
  ops.drain_workqueue = [](void* self, void* given, int destroy, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    const char* what = destroy != 0 ? "destroy_workqueue" : "drain_workqueue";
    host.live_queue(given, what, where_of(where)).drain(where_of(where));
    if (destroy == 0) return;
    for (KernelHost::KernelQueue& known : host.workqueues_) {
      if (known.address == given) known.queue.reset();
    }
  };
}

sim::Workqueue& KernelHost::live_queue(void* queue, const char* what, sim::Where where) {
  if (queue == nullptr) report_no_queue(world_, what, "the workqueue is NULL", where);
  for (const KernelQueue& known : workqueues_) {
    if (known.address != queue || known.queue) continue;
    report_no_queue(world_, what, "workqueue " + known.name + " was destroyed before", where);
  }
  return *static_cast<sim::Workqueue*>(queue);
}

void WorkOps::fill(drmsim_host_ops& ops) {
  ops.work_init = [](void* self, void** slot, void* work, void (*function)(void*), int delayed,
                     const char* role, const char* owner) {
    KernelHost& host = host_of(self);
    const std::string name = *owner == '\0' ? role : std::string(role) + ":" + owner;
    // Initialised again, perhaps by the item itself while it runs: it stays the same item.
    HostWork* known = host.objects_.find<HostWork>(slot);
    if (known != nullptr && known->name == name && known->callback == function) {
      if (known->work().pending()) {
        host.world_.hazards().report(sim::HazardKind::contract, sim::Where::here(),
                                     std::string("work item ") + role,
                                     "work item " + name + " is initialised while it is pending");
      }
      *slot = HostObjects::marked(known);
      return;
    }
    if (delayed != 0) {
      host.make_object<HostWork>(slot, host.world_, name, role, function, work, host.rounding_);
    } else {
      host.make_object<HostWork>(slot, host.world_, name, role, function, work);
    }
  };
  ops.queue_work = [](void* self, void* queue, void** slot, const drmsim_where* where) -> int {
    const sim::Where at = where_of(where);
    KernelHost& host = host_of(self);
    return host.live_queue(queue, "queue_work", at)
        .queue(host.object<HostWork>(slot, "work item", at).work(), at);
  };
  ops.queue_delayed_work = [](void* self, void* queue, void** slot, unsigned long delay, int modify,
                              const drmsim_where* where) -> int {
    KernelHost& host = host_of(self);
    const sim::Where at = where_of(where);
    sim::DelayedWork& work = *host.object<HostWork>(slot, "delayed work item", at).delayed;
    const sim::TimeNs delay_ns = host.duration_ns(delay);
    host.callbacks_.timeout_started();
    sim::Workqueue& workqueue =
        host.live_queue(queue, modify != 0 ? "mod_delayed_work" : "queue_delayed_work", at);
    return modify != 0 ? workqueue.mod_delayed(work, delay_ns, at)
                       : workqueue.queue_delayed(work, delay_ns, at);
  };
  ops.work_pending = [](void* self, void** slot) -> int {
    return host_of(self).object<HostWork>(slot, "work item", sim::Where::here()).work().pending();
  };
  ops.cancel_work = [](void* self, void** slot, int sync, const drmsim_where* where) -> int {
    const sim::Where at = where_of(where);
    KernelHost& host = host_of(self);
    sim::Work& work = host.object<HostWork>(slot, "work item", at).work();
    if (sync == 0) host.callbacks_.timeout_taken_back();
    return sync != 0 ? sim::Workqueue::cancel_sync(work, at) : sim::Workqueue::cancel(work);
  };
  ops.flush_work = [](void* self, void** slot, int delayed, const drmsim_where* where) -> int {
    const sim::Where at = where_of(where);
    HostWork& work = host_of(self).object<HostWork>(slot, "work item", at);
    return delayed != 0 ? sim::Workqueue::flush(*work.delayed, at)
                        : sim::Workqueue::flush(work.work(), at);
  };
  fill_queues(ops);
}

}  // namespace drmsim::kernel
