// Workqueues: kworkers that run queued items, with the kernel's guarantees.
//
// Intuition: an ordered queue is one worker and a list; an unordered one gives every item a worker
// at once.
// Mechanism: a worker is a CPU context that exists while it has items; an item that is queued while
// it runs goes to the worker that runs it, so that it never runs twice at once (kernel/workqueue.c,
// find_worker_executing_work()). Every queueing of an item is an instance with a number: flushing
// waits for the instances that exist, not for later ones. cancel_work_sync() disables the item
// while it waits, so that an item that requeues itself cannot win the race (6.12:
// __cancel_work_sync()).
// Hazards: waiting for the item, or the ordered queue, that one runs on is a self_wait; queueing
// from outside on a queue that is being drained is a warning, and the item is not queued.
// Limits: an unordered queue has no max_active. An item that is queued on two queues can run on
// both at once, as in the kernel; waiting for it then means the last one that started.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/delay.h"
#include "sim/wait_list.h"
#include "sim/work.h"
#include "sim/worker.h"
#include "sim/world.h"

namespace drmsim::sim {

enum class WorkqueueKind : std::uint8_t { ordered, unordered };

class Workqueue {
 public:
  // wakeup: how long a worker takes to start once an item was queued for it.
  Workqueue(World& world, std::string_view name, WorkqueueKind kind, Delay wakeup = {});
  ~Workqueue();  // destroy_workqueue after drain(): nothing may be queued or running
  Workqueue(const Workqueue&) = delete;
  Workqueue& operator=(const Workqueue&) = delete;

  // queue_work: false if it was pending already (or is disabled). Any context. A schedule point
  // comes before each of the three, and one after an item was queued.
  bool queue(Work& work, Where where = Where::here());
  // queue_delayed_work / mod_delayed_work. Any context. A delay of 0 queues at once; kForever
  // never. queue_delayed: false if it was pending already (or is disabled), and the old delay
  // stays. mod_delayed: whether it was pending, on its timer or already on a queue; it starts over
  // either way.
  bool queue_delayed(DelayedWork& work, TimeNs delay_ns, Where where = Where::here());
  bool mod_delayed(DelayedWork& work, TimeNs delay_ns, Where where = Where::here());

  void flush(Where where = Where::here());  // waits for all items queued so far; may sleep
  // Waits until it is empty; meanwhile only its own items may queue on it. May sleep. An item that
  // requeues itself without end is a warning after ten rounds and a stall after a thousand.
  void drain(Where where = Where::here());
  bool idle() const;  // nothing is queued or running

  const std::string& name() const { return world_.names().text(name_); }

  // Why a wait for items is not over: one of them. For AwaitedKind::work.
  struct Obstacle {
    const Context* worker = nullptr;  // null: none has started yet
    NameId item = 0;                  // 0: it destroyed itself
    bool running = false;             // else it is queued
  };
  static Obstacle obstacle(const void* instance_waiter);

  // cancel_work / cancel_delayed_work: takes it off its queue or timer; does not wait. Any context.
  // True if it was pending.
  static bool cancel(Work& work);
  // ... and waits for it to finish, refusing requeues meanwhile. May sleep.
  static bool cancel_sync(Work& work, Where where = Where::here());
  // flush_work: waits until the instance queued last, or else the one that runs, has finished or
  // was cancelled; false if there is none. May sleep. The item may destroy itself meanwhile.
  static bool flush(Work& work, Where where = Where::here());
  // flush_delayed_work: the same, after queueing it at once if it waits for its timer.
  static bool flush(DelayedWork& work, Where where = Where::here());

 private:
  // Somebody who waits for one instance, or for all up to that one.
  struct InstanceWaiter : Waiter {
    InstanceWaiter(const Workqueue& owner, std::uint64_t number, bool all)
        : Waiter(owner.world_.cpu()), queue(owner), last(number), all_before(all) {}
    const Workqueue& queue;
    std::uint64_t last;
    bool all_before;
  };

  friend struct Worker;
  friend struct DelayedWork::ExpiryTimer;

  // What queue() and queue_delayed() do after their schedule point.
  bool queue_now(Work& work, Where where);
  bool arm(DelayedWork& work, TimeNs delay_ns, Where where);
  void enqueue(Work& work, Where where);
  bool refuses(const Work& work, Where where);
  Worker& worker_for(const Work& work);
  bool runs_current_context() const;
  static bool awaited(const InstanceWaiter& waiter, std::uint64_t instance);
  bool over(const InstanceWaiter& waiter) const;
  Obstacle obstacle_to(const InstanceWaiter& waiter) const;
  void want_item(const Work& work, bool queued, Where where) const;  // see LockOrder
  void instance_over(std::uint64_t instance);
  void wait_for(std::uint64_t instance, bool all_before, Where where);  // want() comes before
  static void expire(DelayedWork& work);

  World& world_;
  NameId name_;
  WorkqueueKind kind_;
  Delay wakeup_;
  int drainers_ = 0;
  std::uint64_t last_instance_ = 0;
  boost::intrusive::list<Worker, boost::intrusive::constant_time_size<false>> workers_;
  WaitList waiters_;
};

}  // namespace drmsim::sim
