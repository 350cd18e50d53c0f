// Workqueues: kworkers that run queued items, with the kernel's guarantees.
//
// Intuition: an ordered queue is one worker and a list; an unordered one gives every item a worker at once.
// Mechanism: a worker is a CPU context that exists while it has items; an item that is queued while it
// runs goes to the worker that runs it, so that it never runs twice at once (kernel/workqueue.c,
// find_worker_executing_work()). cancel_work_sync() disables the item while it waits, so that an item
// that requeues itself cannot win the race (6.12: __cancel_work_sync()).
// Hazards: waiting for the item, or the ordered queue, that one runs on is a self_wait.
// Limits: an unordered queue has no max_active.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "sim/completion.h"
#include "sim/delay.h"
#include "sim/work.h"
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

  // queue_work: false if it was pending already (or is disabled). Any context.
  bool queue(Work& work, Where where = Where::here());
  // queue_delayed_work / mod_delayed_work. Any context. A delay of 0 queues at once; kForever never.
  bool queue_delayed(DelayedWork& work, TimeNs delay_ns, Where where = Where::here());
  bool mod_delayed(DelayedWork& work, TimeNs delay_ns, Where where = Where::here());

  void flush(Where where = Where::here());  // waits for all items queued so far; may sleep
  void drain(Where where = Where::here());  // waits until it is empty, requeued items included
  bool idle() const { return workers_.empty(); }

  const std::string& name() const { return world_.names().text(name_); }

  // cancel_work / cancel_delayed_work: takes it off its queue or timer; does not wait. Any context.
  static bool cancel(Work& work);
  static bool cancel(DelayedWork& work);
  // ... and waits for it to finish, refusing requeues meanwhile. True if it was pending. May sleep.
  static bool cancel_sync(Work& work, Where where = Where::here());
  static bool cancel_sync(DelayedWork& work, Where where = Where::here());
  // flush_work: waits until the last queued instance has finished. May sleep.
  static bool flush(Work& work, Where where = Where::here());

 private:
  using Items = boost::intrusive::list<Work, boost::intrusive::constant_time_size<false>>;

  // A context that runs items. `current` is compared, never dereferenced: the item may be gone.
  struct Worker {
    explicit Worker(World& world) : start_timer(world.timeline(), *this) {}
    struct StartTimer final : TimedEvent {
      StartTimer(Timeline& timeline, Worker& owner) : TimedEvent(timeline), worker(owner) {}
      void fire() override;
      Worker& worker;
    };
    Workqueue* queue = nullptr;
    const Context* context = nullptr;
    const void* current = nullptr;
    Items items;
    StartTimer start_timer;
  };

  Worker* worker_running(const void* work);
  Worker& worker_for(Work& work);
  void start_worker(Worker& worker);
  void work_loop(Worker& worker);
  void run_item(Worker& worker, Work& work);
  void wait_until_not_running(const void* work, Where where);
  bool wait_is_on_itself(const void* work, const char* what, Where where);
  void enqueue(Work& work, Where where);
  static void expire(DelayedWork& work);
  friend struct DelayedWork::ExpiryTimer;

  World& world_;
  NameId name_;
  WorkqueueKind kind_;
  Delay wakeup_;
  std::vector<Worker*> workers_;  // those that have items or run one
  std::vector<Worker*> idle_workers_;
  std::deque<Worker> all_workers_;
  std::uint64_t finished_items_ = 0;
  WaitQueue item_finished_;
};

}  // namespace drmsim::sim
