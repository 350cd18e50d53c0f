// How many jobs a driver has made and not freed, for those that have to wait until there is none.
#pragma once

#include <cstdint>

#include "sim/wait_queue.h"

namespace drmsim::scenarios {

class LiveJobs {
 public:
  explicit LiveJobs(sim::World& world) : none_left_(world, "the last job to be freed") {}

  void made() { ++count_; }
  // Last of all: the driver may go away at once.
  void freed() {
    if (--count_ == 0 && waiters_ > 0) none_left_.wake_up_all();
  }
  std::uint32_t count() const { return count_; }
  void wait_until_none() {  // may sleep
    ++waiters_;
    none_left_.wait_event([this] { return count_ == 0; });
    --waiters_;
  }

 private:
  sim::WaitQueue none_left_;
  std::uint32_t count_ = 0;
  std::uint32_t waiters_ = 0;
};

}  // namespace drmsim::scenarios
