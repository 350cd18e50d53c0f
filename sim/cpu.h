// The processors: which CPU contexts exist, which are ready, and who runs next.
//
// Intuition: as many processors as contexts, but one executes at a time and nobody interrupts it
// except at schedule points. Mechanism: contexts are fibers; the ready queue is first in, first out
// and drains completely before the next timed event fires. Under exploration who goes on next, and
// whether a context goes on at a schedule point, are choices. A context that is preempted there
// stays away, locks and all, until it is chosen again, while others run and time passes; left alone
// it comes back when nothing else can happen.
// An exception that leaves a context's function ends the run and comes out of World::run(). When a
// World ends, a context that is still suspended is unwound by FiberUnwind, thrown where it waits.
// One that was preempted right after an unlock or a put, which destructors do, goes on to its next
// operation first.
// Limits: code takes no virtual time unless it calls spend().
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sim/choices.h"
#include "sim/context.h"
#include "sim/pollers.h"
#include "sim/schedule_point.h"
#include "sim/where.h"

namespace drmsim::sim {

class FiberPool;
class World;

class Cpu {
 public:
  static constexpr std::uint64_t kStepsAfterSettlingMax = 10'000'000;
  static constexpr std::size_t kOptionsOfStep = 64;  // so many options of a choice are a step
  // So many schedule points that one context passes without giving up the processor are a stall.
  static constexpr std::uint64_t kPointsInARowMax = 10'000'000;

  Cpu(World& world, FiberPool& fibers, std::uint64_t steps_per_instant, std::uint64_t steps_max);
  ~Cpu();
  Cpu(const Cpu&) = delete;
  Cpu& operator=(const Cpu&) = delete;

  // Starts a context; it runs when its turn comes. role: static text, see Context::role().
  Context& spawn(NameId name, const char* role, ContextKind kind, std::function<void()> function);

  Context* current() const { return current_; }  // null: hardware, or outside the run

  // Gives up the processor until somebody calls wake(). The caller re-checks its condition: a
  // wake-up may be early. what: static text; on: the name of the thing waited for; awaited: that
  // thing; all are shown in a stall.
  void block(const char* what, NameId on, Awaited awaited = {});
  void wake(Context& context);
  void yield();                        // to the end of the ready queue
  void sleep_for(TimeNs duration_ns);  // task or kworker that may sleep
  void sleep_until(TimeNs deadline_ns);
  void spend(TimeNs duration_ns);  // executes for that long; allowed in any context

  // Looks whether `seen`, now and then every period_ns, as often as it can make a difference.
  // False: not seen at the first look at or after give_up_ns. seen() only looks. Task or kworker
  // that may sleep. what, on: as of block().
  bool poll(TimeNs period_ns, TimeNs give_up_ns, const std::function<bool()>& seen,
            const char* what = "poll", NameId on = 0, Where where = Where::here());

  // block() with a time limit; true if woken before deadline_ns.
  bool block_until(TimeNs deadline_ns, const char* what, NameId on, Awaited awaited = {});

  // Reports sleep_in_atomic if the current context may not sleep.
  void might_sleep(const char* what, Where where = Where::here());

  // The current context is being unwound: there is nobody left to wait for.
  bool unwinding() const;

  bool holds_spinlock() const;           // the current context
  void point(Point point, Where where);  // see World::point()
  // Counts a schedule point where nobody wants to see them: too many in a row are a loop without
  // end.
  bool goes_round() { return ++points_in_a_row_ > kPointsInARowMax; }

  // By the dispatcher alone. drain() runs ready contexts until none is left. Each context resumed,
  // and each event fired, is a step; too many without a new instant end the run as a stall.
  void drain();
  void new_instant(TimeNs passed_ns) {
    steps_left_ = steps_per_instant_;
    if (starving_) starved_ns_ += passed_ns;
  }
  void count_step() {
    if (steps_left_-- == 0) report_livelock();
    if (settled_ && steps_to_end_-- == 0) report_endless();
    if (++steps_ > steps_max_) end_of_steps();
  }
  std::uint64_t steps() const { return steps_; }
  std::uint64_t points() const { return points_before_ + points_in_a_row_; }  // that were passed
  // It was chosen that the next timed event happens before any context goes on.
  bool letting_time_pass() const { return time_chosen_; }
  // How much of the time that has passed did so while somebody could have gone on: by choice, never
  // in a run to completion. Nobody can be blamed for what did not happen meanwhile.
  TimeNs starved_ns() const { return starved_ns_; }
  void time_has_passed() { time_chosen_ = false; }
  // No context stays away by choice any more; by World::settle() alone. From then on the run must
  // come to an end within kStepsAfterSettlingMax steps, or it is a stall.
  void settle();
  void unwind_all();  // ends every context by an exception; the World is over
  // Parks the current context until it is unwound with its World. Returns only to a destructor that
  // runs in that unwinding.
  void park();

  // For RCU: no context but `except` is inside a critical section, or an interrupt, that began in
  // that grace period or before.
  bool every_reader_began_after(std::uint64_t generation, const Context* except) const;

  const Context* find(ActorId actor) const;     // null: it has ended
  std::vector<const Context*> readers() const;  // inside a critical section or an interrupt
  // Contexts that are blocked now, oldest first, without those in an IdleSection: at quiescence,
  // the ones that hang.
  std::vector<const Context*> blocked() const;

  Pollers& pollers() { return pollers_; }

 private:
  using Queue = boost::intrusive::list<Context, boost::intrusive::constant_time_size<false>>;

  friend class Context;
  void run(Context& context);
  void make_ready(Context& context);
  void timer_expired(Context& context);
  void suspend_current();
  void leave_if_unwinding();
  void finish(Context& context);
  void report_livelock();
  void report_endless();
  void end_of_steps();
  void report_going_round(Where where);
  void unwind(Context& context);
  static std::string critical_section_text(const Context& context);
  Context* take_next();
  void count_options();
  unsigned choose_actor(ChoiceKind kind, const Context* running);
  Context* take_option(unsigned option);
  bool time_may_be_chosen() const;

  World& world_;
  FiberPool& fibers_;
  std::deque<Context> contexts_;  // a deque: references stay valid; reused through idle_
  std::vector<Context*> idle_;
  Queue ready_;
  Queue blocked_;
  Pollers pollers_;
  Queue preempted_;  // by choice, not by a hold; the one that is away longest comes first
  Context* current_ = nullptr;
  Context* chosen_ = nullptr;  // goes on next: chosen at a schedule point; on no queue
  bool time_chosen_ = false;
  std::vector<ActorId> actors_;  // of the choice being made
  ActorId last_actor_ = kTimeActor;
  bool draining_ = false;
  bool starving_ = false;  // drain() left somebody who could go on
  TimeNs starved_ns_ = 0;
  bool settled_ = false;
  std::uint64_t steps_to_end_ = kStepsAfterSettlingMax;
  std::uint64_t points_in_a_row_ = 0;  // of the current context
  std::uint64_t points_before_ = 0;    // of all contexts
  std::uint64_t steps_ = 0;
  std::uint64_t steps_max_;
  std::uint64_t steps_per_instant_;
  std::uint64_t steps_left_;
};

// What the current context waits for in there is something to do: being left there is not to hang
// (TASK_INTERRUPTIBLE and TASK_PARKED against TASK_UNINTERRUPTIBLE).
class IdleSection {
 public:
  explicit IdleSection(Cpu& cpu) : context_(*cpu.current()), before_(context_.idle_) {
    context_.idle_ = true;
  }
  ~IdleSection() { context_.idle_ = before_; }
  IdleSection(const IdleSection&) = delete;
  IdleSection& operator=(const IdleSection&) = delete;

 private:
  Context& context_;
  const bool before_;
};

}  // namespace drmsim::sim
