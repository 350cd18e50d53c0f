// A kworker: a CPU context that executes the items of one workqueue, as long as there are any.
//
// Workers belong to the World, as worker pools belong to the kernel: a queue takes one when it
// needs one and it returns by itself, so a queue may be destroyed as soon as nothing is queued or
// running on it.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sim/timed_event.h"
#include "sim/work.h"

namespace drmsim::sim {

class Workqueue;
class World;

struct Worker
    : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
  explicit Worker(World& owner);

  // From queueing to the start of the context; see Workqueue's wakeup.
  struct StartTimer final : TimedEvent {
    StartTimer(Timeline& timeline, Worker& owner) : TimedEvent(timeline), worker(owner) {}
    void fire() override { worker.start(); }
    Worker& worker;
  };

  void start();
  void loop();  // executes items until none is left, then goes back to the pool
  void execute(Work& work);
  void call(Work::Function function, void* owner, NameId item);

  World& world;
  Workqueue* queue = nullptr;        // null: idle, or its queue was destroyed
  const Context* context = nullptr;  // null: not started yet
  Work* current = nullptr;      // what it executes; null: nothing, or an item that destroyed itself
  bool expired = false;         // a timer made it execute that, not somebody who wants it at once
  std::uint64_t execution = 0;  // a number of its own for every execution of an item in the World
  std::uint64_t instance = 0;   // number of the execution in progress (Work::instance_); 0: none
  boost::intrusive::list<Work, boost::intrusive::constant_time_size<false>> items;
  StartTimer start_timer;
};

// The World's workers.
class WorkerPool {
 public:
  explicit WorkerPool(World& world) : world_(world) {}
  Worker& take();
  std::uint64_t next_execution() { return ++executions_; }
  void give_back(Worker& worker) { idle_.push_back(&worker); }
  const Worker* of(const Context* context) const;  // null: that one executes no item

 private:
  World& world_;
  std::deque<Worker> all_;  // a deque: references stay valid
  std::vector<Worker*> idle_;
  std::uint64_t executions_ = 0;
};

}  // namespace drmsim::sim
