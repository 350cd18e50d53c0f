// The kernel that hosted code believes to run on: every function of drmsim_host_ops, on sim::.
//
// Intuition: a translator; the kernel's structures on one side, the simulator's primitives on the
// other. Mechanism: spinlocks live in the kernel's own structures (they are in every fence), other
// primitives beside them (host_objects.h). Each operation is the schedule point that the primitive
// itself is. Limits: one World; made and destroyed with its KernelApi. The functions are grouped in
// host_*.cpp.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sched/kernel/abi/host_ops.h"
#include "sched/kernel/host_objects.h"
#include "sched/kernel/host_tasks.h"
#include "sched/kernel/kernel_callbacks.h"
#include "sched/kernel/loaded_library.h"
#include "sim/delay.h"
#include "sim/object_arena.h"
#include "sim/spinlock.h"
#include "sim/timer.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::kernel {

class KernelBlock;

class KernelHost {
 public:
  // Boots the library. All references outlive the host.
  KernelHost(sim::World& world, LoadedLibrary& library, KernelCallbacks& callbacks,
             sim::Workqueue& system_wq, sim::Delay wakeup, sim::TimerRounding rounding);
  ~KernelHost() { library_.restore(); }
  KernelHost(const KernelHost&) = delete;
  KernelHost& operator=(const KernelHost&) = delete;

  sim::World& world() { return world_; }
  HostTasks& tasks() { return tasks_; }

  void free_fence_by_rcu(const void* memory, sim::Where where);

  // Jiffies: 1 ms, or 1 ns where timers are exact. Rounded up; kForever is MAX_SCHEDULE_TIMEOUT.
  long jiffies(sim::TimeNs duration_ns) const;
  sim::TimeNs duration_ns(unsigned long jiffies) const;

  // A fatal hazard is being told: what it reads of freed objects is not one more.
  void stop_checking() { wrong_access_ = true; }
  // Whether one was told, which has ended the run. A context that is being unwound, and has come to
  // a point of release, where it is not stopped, does not come back.
  bool is_over();

  // kmalloc and kfree. name: static text.
  KernelBlock& allocate(std::size_t bytes, const char* name, sim::Where where);
  void free(const void* memory, sim::Where where);

  // Of a library on the tree's own headers: the lock with that slot (host_objects.h).
  sim::SpinLock& spin_lock_of(void** slot, sim::Where where);
  // A driver's lock as the library's code takes it; null of null.
  ::spinlock* lock_for_kernel(sim::SpinLock* lock);

 private:
  friend struct LockOps;  // of host_ops_table.h
  friend struct MemoryOps;
  friend struct TaskOps;
  friend struct ThreadOps;
  friend struct WaitOps;
  friend struct WorkOps;
  friend struct ReportOps;
  friend struct DriverOps;

  void free_block(KernelBlock& block, sim::Where where);
  sim::TimeNs timeout_ns(long jiffies) const;
  // The object that *slot points to; a structure that was freed, or never initialised, is a fatal
  // hazard. The library hands over the address alone, so that no check of its own accesses has
  // seen it.
  template <typename Object>
  Object& object(void** slot, const char* what, sim::Where where) {
    const sim::ObjectArena& arena = sim::ObjectArena::of_this_thread();
    if (arena.freed(reinterpret_cast<std::uintptr_t>(slot)) ||
        HostObjects::unmarked(*slot) == nullptr) {
      report_uninitialised(slot, what, where);
    }
    return *static_cast<Object*>(HostObjects::unmarked(*slot));
  }
  template <typename Object, typename... Args>
  Object& make_object(void** slot, Args&&... args) {
    note_object(slot);
    return objects_.make<Object>(slot, std::forward<Args>(args)...);
  }
  void note_object(const void* address);
  [[noreturn]] void report_uninitialised(const void* address, const char* what, sim::Where where);

  sim::World& world_;
  LoadedLibrary& library_;
  // Of alloc_workqueue(). Its address stays its own when it is destroyed: a later use is told.
  struct KernelQueue {
    std::string name;
    void* address = nullptr;
    std::optional<sim::Workqueue> queue;
  };
  // Reports a use of one that is destroyed, or of none, and ends the run.
  sim::Workqueue& live_queue(void* queue, const char* what, sim::Where where);

  KernelCallbacks& callbacks_;
  sim::Delay wakeup_;
  sim::TimerRounding rounding_;
  sim::TimeNs jiffy_ns_;
  HostTasks tasks_;
  HostObjects objects_;
  // The tree's spinlock_t for each lock of a driver, by its address.
  std::map<std::uintptr_t, std::vector<std::uint64_t>> drivers_locks_;
  std::list<KernelQueue> workqueues_;  // destroyed ones keep their place
  bool wrong_access_ = false;
  drmsim_host_ops ops_;
};

inline sim::Where where_of(const drmsim_where* where) {
  return sim::Where::here(where->file, where->function, where->line);
}
inline KernelHost& host_of(void* self) {
  return *static_cast<KernelHost*>(self);
}
// "&sched->job_list_lock", as macros see it, without the "&".
inline const char* plain(const char* name) {
  return name + (*name == '&' ? 1 : 0);
}

}  // namespace drmsim::kernel
