// struct completion: done, or not yet. complete() lets one waiter pass, complete_all() everybody
// for ever.
//
// Source: kernel/sched/completion.c. complete() counts: as many waiters pass as there were calls,
// be they earlier or later, and those who wait are woken one at a time, first in, first out. A task
// that comes before the woken one has run may pass in its place. reinit() makes it undone again.
#pragma once

#include <cstdint>

#include "sim/last_wake.h"
#include "sim/names.h"
#include "sim/time.h"
#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

class Completion {
 public:
  // name: static text, shown when somebody waits here for ever.
  Completion(World& world, const char* name) : world_(world), name_(name) {}
  ~Completion();
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;

  void complete(Where where = Where::here());      // any context
  void complete_all(Where where = Where::here());  // any context
  void reinit() { done_ = 0; }  // a waiter that was woken but has not run yet sleeps again
  const char* name() const { return name_; }
  const LastWake& last_wake() const { return last_wake_; }
  bool is_done() const { return done_ > 0; }                                 // completion_done()
  void wait(Where where = Where::here()) { wait_timeout(kForever, where); }  // may sleep
  bool wait_timeout(TimeNs timeout_ns, Where where = Where::here());         // true if completed

 private:
  void note_wake(Where where);

  static constexpr std::uint32_t kAll = ~std::uint32_t{0};
  World& world_;
  const char* name_;
  NameId name_id_ = 0;  // of name_, once somebody has slept here
  std::uint32_t done_ = 0;
  LastWake last_wake_;
  WaitList waiters_;
};

}  // namespace drmsim::sim
