// When a client had work, how much was executed for everybody meanwhile, and when it starved.
//
// Intuition: the client's own stopwatch, which runs from its first submission to the end of its
// last job: what it gets per second is told by that, not by how long others went on. Limits: pauses
// between are part of it, as a desktop that draws 60 times a second sleeps between its frames.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/time.h"

namespace drmsim::scenarios {

// Execution time of all jobs of all clients so far, of any number at once.
class ExecutionTotal {
 public:
  void begins(sim::TimeNs now_ns) {
    total_ns_ = at(now_ns);
    since_ns_ = now_ns;
    ++executing_;
  }
  void ends(sim::TimeNs now_ns) {
    total_ns_ = at(now_ns);
    since_ns_ = now_ns;
    --executing_;
  }
  std::uint64_t at(sim::TimeNs now_ns) const {
    return total_ns_ + executing_ * (now_ns - since_ns_);
  }

 private:
  std::uint64_t total_ns_ = 0;  // at since_ns_
  std::uint64_t executing_ = 0;
  sim::TimeNs since_ns_ = 0;
};

class ClientClock {
 public:
  // Something of the client happened: a push, the end of an execution, a finished fence.
  void touch(sim::TimeNs now_ns, const ExecutionTotal& everybody) {
    if (!running_) {
      running_ = true;
      first_ns_ = now_ns;
      before_ns_ = everybody.at(now_ns);
    }
    last_ns_ = now_ns;
    until_last_ns_ = everybody.at(now_ns);
  }
  sim::TimeNs elapsed_ns() const { return last_ns_ - first_ns_; }
  // Execution time of all jobs of all clients in that time.
  std::uint64_t everybody_ns() const { return until_last_ns_ - before_ns_; }

  // Changes of how many of its jobs are ready (and neither execute nor have), and execute.
  void ready(int change, sim::TimeNs now_ns) { weigh(change, 0, now_ns); }
  void executing(int change, sim::TimeNs now_ns) { weigh(0, change, now_ns); }
  void begins(sim::TimeNs now_ns) { weigh(-1, +1, now_ns); }
  // The longest time until now in which it had a ready job and none of its jobs executed.
  sim::TimeNs starved_max_ns(sim::TimeNs now_ns) const {
    return starves() ? std::max(starved_max_ns_, now_ns - starves_since_ns_) : starved_max_ns_;
  }

 private:
  bool starves() const { return ready_ > 0 && executing_ == 0; }
  void weigh(int ready, int executing, sim::TimeNs now_ns) {
    const bool before = starves();
    if (before) starved_max_ns_ = starved_max_ns(now_ns);
    ready_ += ready;
    executing_ += executing;
    if (!before) starves_since_ns_ = now_ns;
  }

  bool running_ = false;
  sim::TimeNs first_ns_ = 0;
  sim::TimeNs last_ns_ = 0;
  std::uint64_t before_ns_ = 0;
  std::uint64_t until_last_ns_ = 0;
  int ready_ = 0;
  int executing_ = 0;
  sim::TimeNs starves_since_ns_ = 0;  // while it starves
  sim::TimeNs starved_max_ns_ = 0;    // of what is over
};

}  // namespace drmsim::scenarios
