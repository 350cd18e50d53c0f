// struct work_struct and struct delayed_work: a function to be run by a kworker.
//
// A work item may free itself inside its function: the workqueue copies what it needs before calling and
// does not look at the item afterwards. The same item never runs twice at once, and may be queued again
// while it runs. Operations are in sim/workqueue.h.
#pragma once

#include <cstdint>
#include <string_view>

#include <boost/intrusive/list.hpp>

#include "sim/names.h"
#include "sim/timer.h"

namespace drmsim::sim {

class Workqueue;
class World;

class Work : public boost::intrusive::list_base_hook<> {
 public:
  using Function = void (*)(void* owner);

  // name: what its kworker is called meanwhile ("run:gfx"). role: static text ("run").
  Work(World& world, std::string_view name, const char* role, Function function, void* owner);
  ~Work();
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  bool pending() const { return pending_; }  // work_pending: queued and not yet started
  World& world() const { return world_; }

 private:
  friend class Workqueue;
  friend class DelayedWork;

  World& world_;
  NameId name_;
  const char* role_;
  Function function_;
  void* owner_;
  bool pending_ = false;     // on a queue, or waiting for its timer
  int disable_depth_ = 0;    // > 0: queueing is refused (cancel_work_sync() in progress)
  Workqueue* queue_ = nullptr;  // the last one it was queued on
};

class DelayedWork : public Work {
 public:
  DelayedWork(World& world, std::string_view name, const char* role, Function function,
              void* owner, TimerRounding rounding);

  bool timer_armed() const { return timer_.armed(); }
  TimeNs expires_ns() const { return timer_.deadline_ns(); }  // of the timer, armed or last armed

 private:
  friend class Workqueue;

  // Expiry only queues the item, with interrupts off: no context of its own is needed.
  struct ExpiryTimer final : TimedEvent {
    ExpiryTimer(Timeline& timeline, DelayedWork& owner) : TimedEvent(timeline), work(owner) {}
    void fire() override;
    DelayedWork& work;
  };

  TimerRounding rounding_;
  Workqueue* timer_queue_ = nullptr;  // where the item goes when the timer expires
  ExpiryTimer timer_;
};

}  // namespace drmsim::sim
