// struct completion: done, or not yet. complete() lets one waiter pass, complete_all() everybody for ever.
//
// Source: kernel/sched/completion.c. reinit() makes it undone again; it must not race with waiters.
#pragma once

#include <cstdint>

#include "sim/wait_queue.h"

namespace drmsim::sim {

class Completion {
 public:
  Completion(World& world, const char* name) : waiters_(world, name) {}

  void complete(Where where = Where::here());      // any context
  void complete_all(Where where = Where::here());  // any context
  void reinit() { done_ = 0; }
  bool is_done() const { return done_ > 0; }
  void wait(Where where = Where::here()) { wait_timeout(kForever, where); }  // may sleep
  bool wait_timeout(TimeNs timeout_ns, Where where = Where::here());        // true if completed

 private:
  static constexpr std::uint32_t kAll = ~std::uint32_t{0};
  std::uint32_t done_ = 0;
  WaitQueue waiters_;
};

}  // namespace drmsim::sim
