// Who waits for whom, at this moment of a run: what a stall is told with.
//
// Intuition: everybody in the waiting room is asked for whom he waits. Mechanism: derived, when it
// is asked for, from what blocked contexts wait for (Context::awaited()) and from what each
// primitive knows itself: the holder of a lock, the worker of an item, the handler of an interrupt,
// the readers of a grace period, who completed or woke last. Who signals a fence is not known here:
// a FenceWitness is asked.
// Limits: a context waits for one thing at a time; where several could wake it, the line names one.
#pragma once

#include <string>
#include <vector>

#include "sim/names.h"
#include "sim/wait_line.h"

namespace drmsim::sim {

class Context;
struct Held;
struct LastWake;
class World;

// Somebody who knows where the job of a fence is.
class FenceWitness {
 public:
  struct Source {
    std::string waker;  // the context or hardware that would have to act
    std::string why;
    const char* state = "unknown";  // how far the job has come: "never run", without names
  };
  virtual ~FenceWitness() = default;
  // job: what the sleeper gave as the name of what it waits for.
  virtual Source source(NameId job) const = 0;
  // Jobs in queues that wait for the fences of others: no context does that for them.
  virtual std::vector<WaitLine> waiting_jobs() const { return {}; }
};

class WaitGraph {
 public:
  explicit WaitGraph(World& world);

  // Contexts first, the longest waiter before the others, then jobs.
  const std::vector<WaitLine>& lines() const { return lines_; }
  // The names along the first cycle, its first one again at the end; empty: there is none.
  const std::vector<std::string>& cycle() const { return cycle_; }
  std::vector<std::string> text() const;  // aligned lines for a person

 private:
  struct Waker {
    const Context* context = nullptr;  // null: no context, or none that is known
    std::string name;
    std::string why;
  };

  Waker waker_of(const Context& waiter) const;
  Waker held_by(const Context* holder, const Held& held) const;
  Waker last_woken(const LastWake& last, const char* function) const;
  Waker reader() const;
  Waker fence_source(const Context& waiter) const;
  std::string awaited_text(const Context& waiter) const;
  void find_cycle(const std::vector<const Context*>& waiters,
                  const std::vector<const Context*>& wakers);

  World& world_;
  std::vector<WaitLine> lines_;
  std::vector<std::string> cycle_;
};

}  // namespace drmsim::sim
