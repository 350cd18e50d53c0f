// Scripted holds: "keep the run worker away for 50 us at its second unlock".
//
// The by-hand form of preemption, for reproducing one known interleaving. A hold names contexts by
// role, a kind of schedule point, optionally the function it is in, and which occurrence; the
// context loses the processor there for a fixed time, locks and all. In C++ a class stands for the
// kernel's prefix: `dma_fence_signal` is also a function of the name `signal`, and one file serves
// both. Source of the idea: the
// `preempt` lines of the oracle's reference-count cases.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/schedule_point.h"
#include "sim/time.h"
#include "sim/where.h"

namespace drmsim::sim {

class Context;
class World;

struct Hold {
  std::string role;  // Context::role(): "client", "run", "free", "main", "tdr", "irq", ...
  Point point = Point::lock;
  std::string function;          // the kernel's name of it; empty: any
  std::uint64_t occurrence = 1;  // the n-th matching point, counted from 1
  TimeNs duration_ns = 0;

  friend bool operator==(const Hold&, const Hold&) = default;
};

class Holds {
 public:
  explicit Holds(World& world) : world_(world) {}
  void add(Hold hold);
  bool empty() const { return pending_.empty(); }
  // How long the context has to stay away at this point; 0 if it may go on.
  TimeNs hold_ns(const Context& context, Point point, Where where);
  // Holds that never came true: a scenario that relies on one should know.
  std::vector<Hold> unused() const;

 private:
  struct Pending {
    Hold hold;
    std::uint64_t seen = 0;
  };
  World& world_;
  std::vector<Pending> pending_;
};

}  // namespace drmsim::sim
