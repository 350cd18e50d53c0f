#include "sim/cpu.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "sim/assert.h"
#include "sim/fiber.h"
#include "sim/held.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

// What destructors do. They cannot be left by an exception, so a context that was preempted there
// is unwound a little later.
constexpr bool is_release(Point point) {
  return point == Point::unlock || point == Point::put;
}

// A processor may be late, but it is not gone: between two waits of its own a context sees at most
// so many timed events happen while it could have run. Otherwise a timeout that is armed again and
// again would make a run without end.
constexpr unsigned kEventsPassedOverMax = 32;

}  // namespace

Context::Context(Cpu& cpu, Timeline& timeline) : sleep_timer_(timeline, cpu, *this) {}

void Context::set_name(NameId name, const char* role) {
  name_ = name;
  role_ = role;
}

void Context::SleepTimer::fire() {
  cpu.timer_expired(context);
}

Cpu::Cpu(World& world, FiberPool& fibers, std::uint64_t steps_per_instant, std::uint64_t steps_max)
    : world_(world),
      fibers_(fibers),
      pollers_(world),
      steps_max_(steps_max),
      steps_per_instant_(steps_per_instant),
      steps_left_(steps_per_instant) {}

Cpu::~Cpu() {
  DRMSIM_ASSERT(ready_.empty() && blocked_.empty() && preempted_.empty(),
                "unwind_all() comes before the end");
}

Context& Cpu::spawn(NameId name, const char* role, ContextKind kind,
                    std::function<void()> function) {
  if (idle_.empty()) idle_.push_back(&contexts_.emplace_back(*this, world_.timeline()));
  Context& context = *idle_.back();
  idle_.pop_back();
  context.set_name(name, role);
  context.actor_ = ++last_actor_;
  context.kind_ = kind;
  context.woken_ = false;
  context.passed_over_ = 0;
  context.started_ = false;
  context.idle_ = false;
  context.fiber_ = &fibers_.take();
  context.fiber_->start(std::move(function));
  make_ready(context);
  return context;
}

void Cpu::run(Context& context) {
  if (!std::exchange(context.started_, true) && context.kind_ >= ContextKind::softirq) {
    world_.rcu().enter(context);
  }
  context.state_ = ContextState::running;
  current_ = &context;
  points_before_ += std::exchange(points_in_a_row_, 0);
  context.fiber_->resume();
  current_ = nullptr;
  pollers_.has_run(context);
  if (context.fiber_->done()) finish(context);
}

void Cpu::finish(Context& context) {
  // An interrupt is a critical section itself.
  const int own_depth = context.kind_ >= ContextKind::softirq ? 1 : 0;
  if (auto exception = context.fiber_->take_exception()) {
    world_.fail(std::move(exception));
  } else if (context.critical_depth_ > own_depth) {
    world_.hazards().fatal(HazardKind::contract, Where::here(),
                           std::string(context.role()) + ", " + critical_section_text(context),
                           fmt::format("{} ends {}", world_.names().text(context.name()),
                                       critical_section_text(context)));
  }
  context.innermost_ = nullptr;
  context.held_classes_ = 0;
  context.irqs_off_depth_ = context.allocation_allowed_ = 0;
  context.sleep_timer_.disarm();
  fibers_.give_back(*std::exchange(context.fiber_, nullptr));
  idle_.push_back(&context);
  if (context.critical_depth_ > 0) {
    context.critical_depth_ = 1;
    world_.rcu().leave(context);
  }
}

// The options, in this order: the running context, the ready ones, time, the preempted ones. So
// whoever always takes the first of them leaves a preempted context away for as long as anything
// else can happen.
unsigned Cpu::choose_actor(ChoiceKind kind, const Context* running) {
  actors_.clear();
  if (running != nullptr) actors_.push_back(running->actor_);
  for (const Context& context : ready_) actors_.push_back(context.actor_);
  if (time_may_be_chosen()) actors_.push_back(kTimeActor);
  for (const Context& context : preempted_) actors_.push_back(context.actor_);
  count_options();
  return world_.choices().choose(
      Choice{kind, static_cast<unsigned>(actors_.size()), actors_.data()});
}

bool Cpu::time_may_be_chosen() const {
  const auto has_waited = [](const Context& context) {
    return context.passed_over_ >= kEventsPassedOverMax;
  };
  return world_.time_can_pass() && std::none_of(ready_.begin(), ready_.end(), has_waited) &&
         std::none_of(preempted_.begin(), preempted_.end(), has_waited);
}

// Takes the option off its queue; null: time.
Context* Cpu::take_option(unsigned option) {
  const ActorId actor = actors_[option];
  if (actor == kTimeActor) {
    time_chosen_ = true;
    for (Context& context : ready_) ++context.passed_over_;
    for (Context& context : preempted_) ++context.passed_over_;
    return nullptr;
  }
  for (Queue* queue : {&ready_, &preempted_}) {
    for (Context& context : *queue) {
      if (context.actor_ != actor) continue;
      queue->erase(queue->iterator_to(context));
      return &context;
    }
  }
  DRMSIM_ASSERT(false, "every option is on one of the queues");
  return nullptr;
}

Context* Cpu::take_next() {
  if (chosen_ != nullptr) return std::exchange(chosen_, nullptr);
  if (time_chosen_) return nullptr;
  if (world_.choices().exhausted()) world_.settle();
  if (world_.choices().exploring()) {
    if (ready_.empty() && preempted_.empty()) return nullptr;
    return take_option(choose_actor(ChoiceKind::next_actor, nullptr));
  }
  if (ready_.empty()) return nullptr;
  Context& context = ready_.front();
  ready_.pop_front();
  return &context;
}

void Cpu::drain() {
  draining_ = true;
  while (!world_.stopped()) {
    Context* const next = take_next();
    if (next == nullptr) break;
    run(*next);
    count_step();
  }
  draining_ = false;
  starving_ = !ready_.empty() || !preempted_.empty();
}

void Cpu::settle() {
  settled_ = true;
  // As much is left as the plain run takes, at most, from a state that it may not know.
  if (steps_max_ != ~std::uint64_t{0}) steps_to_end_ = std::max(steps_to_end_, steps_max_ / 50);
  time_chosen_ = false;
  while (!preempted_.empty()) {
    Context& context = preempted_.front();
    preempted_.pop_front();
    make_ready(context);
  }
}

void Cpu::suspend_current() {
  current_->fiber_->suspend();
  leave_if_unwinding();
}

bool Cpu::unwinding() const {
  return current_ != nullptr && current_->fiber_->unwinding();
}

void Cpu::leave_if_unwinding() {
  if (unwinding() && std::uncaught_exceptions() == 0) throw FiberUnwind{};
}

void Cpu::block(const char* what, NameId on, Awaited awaited) {
  Context* self = current_;
  DRMSIM_ASSERT(self != nullptr, "only a CPU context can wait");
  if (unwinding()) {
    leave_if_unwinding();
    DRMSIM_ASSERT(++self->waits_refused_ < 1'000'000, "a destructor waits while its World ends");
    return;
  }
  if (std::exchange(self->woken_, false)) return;
  self->passed_over_ = 0;
  self->state_ = ContextState::blocked;
  self->waiting_for_ = what;
  self->waiting_on_ = on;
  self->awaited_ = awaited;
  blocked_.push_back(*self);
  suspend_current();
  self->waiting_for_ = nullptr;
  self->awaited_ = {};
  self->woken_ = false;
}

void Cpu::wake(Context& context) {
  if (context.state_ != ContextState::blocked) {
    context.woken_ = true;
    return;
  }
  blocked_.erase(blocked_.iterator_to(context));
  make_ready(context);
}

void Cpu::make_ready(Context& context) {
  context.state_ = ContextState::ready;
  ready_.push_back(context);
  if (draining_) return;
  time_chosen_ = false;  // what the hardware does in this instant is news
  world_.kick();
}

void Cpu::timer_expired(Context& context) {
  if (context.state_ == ContextState::preempted) {
    make_ready(context);
  } else {
    wake(context);
  }
}

// A scheduler's state is under spinlocks, if under any lock; a driver's mutex around a submission
// keeps no worker out.
bool Cpu::holds_spinlock() const {
  const Held* held = current_ == nullptr ? nullptr : current_->innermost();
  for (; held != nullptr; held = held->outer) {
    if (held->kind == OrderKind::spinlock) return true;
  }
  return false;
}

void Cpu::point(Point point, Where where) {
  Context* self = current_;
  if (self == nullptr) return;
  if (world_.stopped()) {
    if (is_release(point)) return;
    if (points_in_a_row_ > kPointsInARowMax) park();
    return leave_if_unwinding();
  }
  if (++points_in_a_row_ > kPointsInARowMax) {
    report_going_round(where);
    if (!is_release(point)) park();
    return;
  }
  if (!world_.points_are_interesting()) return;
  if (world_.choices().exhausted()) world_.settle();  // here, too: who goes round never ends
  const TimeNs hold_ns = world_.holds().hold_ns(*self, point, where);
  if (hold_ns > 0) {
    self->state_ = ContextState::preempted;
    self->sleep_timer_.arm_after(hold_ns);
  } else if (world_.choices().exploring()) {
    const unsigned option = choose_actor(ChoiceKind::preempt, self);
    if (option == 0) return;
    chosen_ = take_option(option);
    self->state_ = ContextState::preempted;
    preempted_.push_back(*self);
  } else {
    return;
  }
  world_.log().emit(EventKind::preempt, self->role(), point_name(point), where.function(), hold_ns);
  self->fiber_->suspend();
  if (!is_release(point)) leave_if_unwinding();
}

void Cpu::yield() {
  DRMSIM_ASSERT(current_ != nullptr, "only a CPU context can yield");
  leave_if_unwinding();
  if (unwinding()) return;
  count_step();
  if (ready_.empty() && preempted_.empty() && !world_.stopped()) return;
  current_->state_ = ContextState::ready;
  ready_.push_back(*current_);
  suspend_current();
}

bool Cpu::block_until(TimeNs deadline_ns, const char* what, NameId on, Awaited awaited) {
  Context* self = current_;
  DRMSIM_ASSERT(self != nullptr, "only a CPU context can wait");
  if (deadline_ns <= world_.now()) return std::exchange(self->woken_, false);
  if (deadline_ns != kForever) self->sleep_timer_.arm_at(deadline_ns);
  block(what, on, awaited);
  return self->sleep_timer_.disarm() || deadline_ns == kForever;
}

void Cpu::sleep_until(TimeNs deadline_ns) {
  might_sleep("sleep");
  while (world_.now() < deadline_ns && !unwinding()) block_until(deadline_ns, "sleep", 0);
}

void Cpu::sleep_for(TimeNs duration_ns) {
  sleep_until(saturating_add(world_.now(), duration_ns));
}

bool Cpu::poll(TimeNs period_ns, TimeNs give_up_ns, const std::function<bool()>& seen,
               const char* what, NameId on, Where where) {
  might_sleep(what, where);
  return pollers_.poll(period_ns, give_up_ns, seen, what, on);
}

void Cpu::spend(TimeNs duration_ns) {
  const TimeNs deadline_ns = saturating_add(world_.now(), duration_ns);
  while (world_.now() < deadline_ns && !unwinding()) block_until(deadline_ns, "execute", 0);
}

std::string Cpu::critical_section_text(const Context& context) {
  for (const Held* held = context.innermost_; held != nullptr; held = held->outer) {
    if (held->kind == OrderKind::spinlock) return fmt::format("with spinlock {} held", held->name);
  }
  if (context.kind_ >= ContextKind::softirq) return "in an interrupt";
  return "in an RCU read section";
}

void Cpu::might_sleep(const char* what, Where where) {
  if (current_ == nullptr || !current_->in_atomic()) return;
  world_.hazards().report(
      HazardKind::sleep_in_atomic, where, critical_section_text(*current_),
      world_.describe(what, where) + " may sleep, " + critical_section_text(*current_));
}

void Cpu::park() {
  while (!unwinding()) block("the end of the run", 0);
  leave_if_unwinding();
}

void Cpu::unwind(Context& context) {
  if (context.is_linked()) ready_.erase(Queue::s_iterator_to(context));  // or whichever it is on
  context.state_ = ContextState::running;
  current_ = &context;
  context.fiber_->unwind();
  current_ = nullptr;
  context.sleep_timer_.disarm();
  fibers_.give_back(*std::exchange(context.fiber_, nullptr));
}

void Cpu::unwind_all() {
  // Destructors on the way may start further contexts, which then never run.
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = contexts_.size(); i-- > 0;) {
      if (contexts_[i].fiber_ == nullptr) continue;
      unwind(contexts_[i]);
      again = true;
    }
  }
}

bool Cpu::every_reader_began_after(std::uint64_t generation, const Context* except) const {
  for (const Context& context : contexts_) {
    if (&context == except || context.fiber_ == nullptr || context.critical_depth_ == 0) continue;
    if (context.rcu_generation_ <= generation) return false;
  }
  return true;
}

const Context* Cpu::find(ActorId actor) const {
  const auto found = std::find_if(contexts_.begin(), contexts_.end(), [actor](const Context& c) {
    return c.fiber_ != nullptr && c.actor_ == actor;
  });
  return found == contexts_.end() ? nullptr : &*found;
}

std::vector<const Context*> Cpu::readers() const {
  std::vector<const Context*> contexts;
  for (const Context& context : contexts_) {
    if (context.fiber_ != nullptr && context.critical_depth_ > 0) contexts.push_back(&context);
  }
  return contexts;
}

}  // namespace drmsim::sim
