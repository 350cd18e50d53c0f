// The firmware's scheduler: which queues the hardware holds, of more than it can hold.
//
// Intuition: a dentist with two chairs and a waiting room. Mechanism: a queue with jobs asks for a
// place (schedule()); tick_work gives free places to those that wait, oldest first; if there is
// none, it takes the place of a queue without jobs, or of the queue that has been there longest, if
// its time slice is over: that one fetches no more jobs, and goes when its last has ended. Between
// ticks nothing polls: the end of a slice, a completion or a request starts the next. Limits: what
// executes is not interrupted, so a job that hangs keeps its place until its queue is killed.
// Source: drivers/gpu/drm/panthor/panthor_sched.c of Linux 6.12 (tick_work, csg_slot).
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/mutex.h"
#include "sim/work.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::scenarios {

// A queue, as the firmware sees it. Called with the device's lock held.
class FirmwareQueue {
 public:
  virtual sim::NameId name() const = 0;
  virtual bool has_jobs() const = 0;
  virtual bool executes() = 0;       // the hardware is at one of them
  virtual void bind() = 0;           // it has a place
  virtual void stop_fetching() = 0;  // it will lose its place
  virtual void go_on() = 0;          // after all it will not
  virtual void evict() = 0;          // it has lost it

 protected:
  ~FirmwareQueue() = default;
};

class FirmwareDevice {
 public:
  // places: 0: as many as there are queues.
  FirmwareDevice(sim::World& world, std::uint32_t places, sim::TimeNs time_slice_ns);

  sim::Mutex& lock() { return lock_; }  // of the places; run_job() takes it
  std::uint32_t places() const { return places_; }
  sim::TimeNs time_slice_ns() const { return time_slice_ns_; }

  // With the lock held:
  void schedule(FirmwareQueue& queue);  // it has jobs and no place
  void forget(FirmwareQueue& queue);    // it is killed, and neither has nor wants a place
  // Any context: something has changed that others may wait for.
  void kick();
  void join() { ++drivers_; }
  void leave();  // a driver of it goes away, the last with the device; may sleep

 private:
  struct Place {
    FirmwareQueue* queue = nullptr;
    sim::TimeNs since_ns = 0;
    bool fetches = true;
  };
  struct Waiting {
    FirmwareQueue* queue = nullptr;
    FirmwareQueue* told_behind = nullptr;  // for whose place it waits, as the event log has it
  };
  static void tick_work(void* device);
  void tick();
  void let_go_on();
  bool make_place();
  void tell_who_waits();
  void give_up(std::size_t place);

  sim::World& world_;
  std::uint32_t places_;
  sim::TimeNs time_slice_ns_;
  unsigned drivers_ = 0;
  sim::Mutex lock_;
  std::vector<Place> held_;  // longest first
  std::deque<Waiting> waiting_;
  sim::Workqueue tick_wq_;
  sim::DelayedWork tick_work_;
};

}  // namespace drmsim::scenarios
