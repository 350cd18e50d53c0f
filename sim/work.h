// struct work_struct and struct delayed_work: a function to be run by a kworker.
//
// A work item may free itself inside its function: the workqueue copies what it needs before
// calling and does not look at the item afterwards. The same item never runs twice at once on one
// queue, and may be queued again while it runs. Operations are in sim/workqueue.h.
#pragma once

#include <cstdint>
#include <string_view>

#include <boost/intrusive/list.hpp>

#include "sim/names.h"
#include "sim/timer.h"

namespace drmsim::sim {

struct Worker;
class Workqueue;
class World;

class Work : public boost::intrusive::list_base_hook<
                 boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
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
  friend struct Worker;
  friend class Workqueue;
  friend class DelayedWork;

  World& world_;
  NameId name_;
  const char* role_;
  Function function_;
  void* owner_;
  bool expired_ = false;        // queued last by its timer, not by somebody who wants it at once
  bool pending_ = false;        // on a queue (then linked), or, delayed, waiting for its timer
  int disable_depth_ = 0;       // > 0: queueing is refused (cancel_work_sync() in progress)
  std::uint64_t instance_ = 0;  // number of its last queueing, counted by the queue
  Workqueue* queue_ = nullptr;  // where it is queued; valid while it is linked
  Worker* worker_ = nullptr;    // executes it now, the last to start if several do
};

class DelayedWork : public Work {
 public:
  DelayedWork(World& world, std::string_view name, const char* role, Function function, void* owner,
              TimerRounding rounding);
  ~DelayedWork();

  bool timer_armed() const { return timer_.armed(); }
  // timer.expires: what the timer was asked for last; with the wheel it fires later than that.
  TimeNs expires_ns() const { return expires_ns_; }

 private:
  friend class Workqueue;

  // Expiry only queues the item, with interrupts off: no context of its own is needed.
  struct ExpiryTimer final : TimedEvent {
    ExpiryTimer(Timeline& timeline, DelayedWork& owner) : TimedEvent(timeline), work(owner) {}
    void fire() override;
    DelayedWork& work;
  };

  TimerRounding rounding_;
  TimeNs expires_ns_ = 0;
  Workqueue* timer_queue_ = nullptr;  // where the item goes when the timer expires
  ExpiryTimer timer_;
};

}  // namespace drmsim::sim
