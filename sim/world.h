// One run: the clock, the processors, and everything else that a simulated machine lives on.
//
// Intuition: a universe that is created, runs, is examined, and leaves nothing behind. Mechanism:
// builds the dispatcher (a SystemC module), hands out references to the services below, and resets
// the SystemC context on destruction, so that the next World starts at time 0.
// Limits: one World at a time in a process (SystemC has one kernel), used by one thread. Modules
// and everything else that belongs to a World are destroyed before it.
//
//   sim::World world;
//   world.spawn_task("hello", [&] { world.cpu().sleep_for(10'000); });
//   world.run();                 // world.now() == 10'000
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/choices.h"
#include "sim/cpu.h"
#include "sim/delay.h"
#include "sim/event_log.h"
#include "sim/hazard.h"
#include "sim/holds.h"
#include "sim/lock_order.h"
#include "sim/memory.h"
#include "sim/names.h"
#include "sim/rcu.h"
#include "sim/schedule_point.h"
#include "sim/time.h"
#include "sim/timeline.h"
#include "sim/where.h"
#include "sim/worker.h"

namespace drmsim::sim {

class Dispatcher;
class FenceWitness;
class FiberPool;

struct WorldOptions {
  std::uint64_t seed = 1;                 // of every number that the run draws
  Strategy* strategy = nullptr;           // null: run to completion. Must outlive the World
  FiberPool* fibers = nullptr;            // null: the calling thread's own
  std::size_t quarantine_objects = 1024;  // freed objects kept at least, to catch late uses
  // So many contexts resumed and events fired without time passing are a stall: something goes
  // round for ever.
  std::uint64_t steps_per_instant = 100'000'000;
  std::uint64_t steps_max = ~std::uint64_t{0};  // of the whole run, which ends there
  Delay rcu_grace_period = {};                  // from call_rcu to the callback, at least
};

// What ended a run before its time, though nothing was wrong.
enum class Limit : std::uint8_t {
  none,
  steps,  // WorldOptions::steps_max
  time,   // something is due after the last instant that SystemC can count
};

class World {
 public:
  explicit World(const WorldOptions& options = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  TimeNs now() const {
    if (*sc_ticks_now_ != sc_ticks_) {
      sc_ticks_ = *sc_ticks_now_;
      now_ns_ = sc_ticks_ / sc_ticks_per_ns_;
    }
    return now_ns_;
  }

  // Runs until nothing is left to do, or a fatal hazard; may be called again after more was
  // spawned.
  // An exception that leaves a CPU context or a timed callback stops the run and is thrown from
  // here.
  void run();
  // The same, but not past deadline_ns: what is due then still happens, what is due later does not.
  // Afterwards now() is deadline_ns, or earlier if nothing is left to do.
  void run_until(TimeNs deadline_ns);
  void stop();  // ends the run after the current step; for good
  bool stopped() const { return stopped_; }
  // The limit that has stopped the run, or that keeps what is left from happening.
  Limit limit() const;

  // Ends every CPU context (by an exception on its stack). Call it before destroying anything that
  // a suspended context may still refer to; nothing runs afterwards, and hazards are not reported
  // any more. The destructor calls it too.
  void end();

  Timeline& timeline() { return timeline_; }
  Cpu& cpu() { return cpu_; }
  EventLog& log() { return log_; }
  Hazards& hazards() { return hazards_; }
  Choices& choices() { return choices_; }
  Holds& holds() { return holds_; }
  Memory& memory() { return memory_; }
  Rcu& rcu() { return rcu_; }
  WorkerPool& workers() { return workers_; }
  LockOrder& order() { return order_; }
  // Who is asked where the job of an awaited fence is; may be null. Outlives the run.
  void set_fence_witness(const FenceWitness* witness) { fence_witness_ = witness; }
  const FenceWitness* fence_witness() const { return fence_witness_; }
  Names& names() { return names_; }
  const Names& names() const { return names_; }

  // Numbers of fence contexts (dma_fence_context_alloc); fresh in every World, so that runs repeat.
  std::uint64_t allocate_fence_contexts(unsigned count) {
    return (fence_contexts_ += count) - count;
  }

  NameId intern(std::string_view name) { return names_.intern(name); }
  TimeNs draw(const Delay& delay) {
    if (delay.above_min == nullptr) return choices_.draw(delay.min_ns, delay.max_ns);
    const std::vector<TimeNs>& values = *delay.above_min;
    return delay.min_ns + values[choices_.draw(0, values.size() - 1)];
  }
  // Starts a task of the role "client". It runs when its turn comes; any context, and set-up code.
  Context& spawn_task(std::string_view name, std::function<void()> function);

  // A schedule point: the current context may lose the processor here.
  void point(Point point, Where where = Where::here()) {
    if (interesting_points_ || cpu_.goes_round()) cpu_.point(point, where);
  }
  // The same before shared state is read, unless the reader holds a spinlock: then it is safe.
  void read_point(Where where = Where::here()) {
    if (interesting_points_ && !cpu_.holds_spinlock()) cpu_.point(Point::read, where);
  }
  bool time_can_pass() const { return timeline_.next_deadline_ns() <= last_instant_ns(); }
  bool points_are_interesting() const { return interesting_points_; }
  // Where that is read, for code that cannot call: stays valid as long as the World.
  const bool* points_flag() const { return &interesting_points_; }
  // Somebody wants to see schedule points (a hold was added, a strategy explores).
  void make_points_interesting() { interesting_points_ = true; }

  // The second phase of an explored run: the strategy is not asked any more, nobody stays
  // preempted, and no fault strikes. Any context; again is harmless.
  void settle();

  // "`what` at file:line (function) by context": for hazard messages. By "hardware" where there is
  // no context.
  std::string describe(std::string_view what, Where where) const;

  void kick();  // there is something to do: wakes the dispatcher
  // An exception left a CPU context or a timed callback: stops, and run() throws the first of them.
  void fail(std::exception_ptr exception);

 private:
  friend class Cpu;
  friend class Dispatcher;

  template <typename Simulate>
  void simulate(Simulate simulate);
  // SystemC counts ticks in 64 bits: what is due after this never happens.
  TimeNs last_instant_ns() const { return ~std::uint64_t{0} / sc_ticks_per_ns_ - 1; }

  bool stopped_ = false;
  bool out_of_steps_ = false;
  std::exception_ptr exception_;
  bool interesting_points_ = false;
  Names names_;
  EventLog log_;
  Hazards hazards_;
  Choices choices_;
  Timeline timeline_;
  Cpu cpu_;
  Holds holds_;
  Rcu rcu_;
  WorkerPool workers_;
  LockOrder order_;
  const FenceWitness* fence_witness_ = nullptr;
  Memory memory_;
  std::uint64_t fence_contexts_ = 1;    // 0 is the stub fence's
  const std::uint64_t* sc_ticks_now_;   // SystemC's own clock
  mutable std::uint64_t sc_ticks_ = 0;  // the SystemC time that now_ns_ was computed from
  mutable TimeNs now_ns_ = 0;
  std::uint64_t sc_ticks_per_ns_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

// Here, and not in a source file, because a job's life has some thirty entries.
inline void Tracked::note(const char* what, Where where, int references) {
  const Context* context = world_.cpu().current();
  LifeEntry& entry = life_count_ == 0 ? first_ : recent_[(life_count_ - 1) % kLifeEntries];
  entry.time_ns = world_.now();
  entry.what = what;
  entry.where = where;
  entry.context = context == nullptr ? 0 : context->name();
  entry.references = references;
  ++life_count_;
}

}  // namespace drmsim::sim
