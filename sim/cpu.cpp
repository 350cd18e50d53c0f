#include "sim/cpu.h"

#include <utility>

#include "sim/assert.h"
#include "sim/fiber.h"
#include "sim/world.h"

namespace drmsim::sim {

Context::Context(Cpu& cpu, Timeline& timeline) : sleep_timer_(timeline, cpu, *this) {}

void Context::set_name(NameId name, const char* role) {
  name_ = name;
  role_ = role;
}

void Context::SleepTimer::fire() { cpu.timer_expired(context); }

Cpu::Cpu(World& world, FiberPool& fibers) : world_(world), fibers_(fibers) {}

Cpu::~Cpu() {
  DRMSIM_ASSERT(ready_.empty() && blocked_.empty(), "unwind_all() comes before the end");
}

Context& Cpu::spawn(NameId name, const char* role, ContextKind kind,
                    std::function<void()> function) {
  if (idle_.empty()) idle_.push_back(&contexts_.emplace_back(*this, world_.timeline()));
  Context& context = *idle_.back();
  idle_.pop_back();
  context.set_name(name, role);
  context.kind_ = kind;
  context.woken_ = false;
  world_.rcu().critical_section_begins(context);
  context.fiber_ = &fibers_.take();
  context.fiber_->start(std::move(function));
  make_ready(context);
  return context;
}

void Cpu::run(Context& context) {
  context.state_ = ContextState::running;
  current_ = &context;
  context.fiber_->resume();
  current_ = nullptr;
  if (!context.fiber_->done()) return;
  DRMSIM_ASSERT(context.critical_depth_ == 0 || world_.stopped(),
                "a context ends outside of every critical section");
  context.locks_held_.clear();
  context.critical_depth_ = context.irqs_off_depth_ = context.signalling_depth_ = 0;
  context.sleep_timer_.disarm();
  fibers_.give_back(*std::exchange(context.fiber_, nullptr));
  idle_.push_back(&context);
  if (context.kind_ >= ContextKind::softirq) world_.rcu().critical_section_ends();
}

Context& Cpu::pick_next() {
  auto next = ready_.begin();
  if (world_.choices().exploring()) {
    const auto count = static_cast<unsigned>(ready_.size());
    std::advance(next, world_.choices().choose(ChoiceKind::next_context, count));
  }
  Context& context = *next;
  ready_.erase(next);
  return context;
}

void Cpu::drain() {
  draining_ = true;
  while (!ready_.empty() && !world_.stopped()) run(pick_next());
  draining_ = false;
}

void Cpu::suspend_current() { current_->fiber_->suspend(); }

void Cpu::block(const char* what, NameId on) {
  Context* self = current_;
  DRMSIM_ASSERT(self != nullptr, "only a CPU context can wait");
  if (std::exchange(self->woken_, false)) return;
  self->state_ = ContextState::blocked;
  self->waiting_for_ = what;
  self->waiting_on_ = on;
  blocked_.push_back(*self);
  suspend_current();
  self->waiting_for_ = nullptr;
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
  if (!draining_) world_.kick();
}

void Cpu::timer_expired(Context& context) {
  if (context.state_ == ContextState::preempted) {
    make_ready(context);
  } else {
    wake(context);
  }
}

void Cpu::point(Point point, Where where) {
  Context* self = current_;
  if (self == nullptr || world_.stopped()) return;
  const TimeNs hold_ns = world_.holds().hold_ns(*self, point, where);
  if (hold_ns == 0) return;
  world_.log().emit(EventKind::preempt, self->role(), point_name(point), where.function, hold_ns);
  self->state_ = ContextState::preempted;
  self->sleep_timer_.arm_after(hold_ns);
  suspend_current();
}

void Cpu::yield() {
  DRMSIM_ASSERT(current_ != nullptr, "only a CPU context can yield");
  current_->state_ = ContextState::ready;
  ready_.push_back(*current_);
  suspend_current();
}

bool Cpu::block_until(TimeNs deadline_ns, const char* what, NameId on) {
  Context* self = current_;
  DRMSIM_ASSERT(self != nullptr, "only a CPU context can wait");
  if (deadline_ns <= world_.now()) return std::exchange(self->woken_, false);
  if (deadline_ns != kForever) self->sleep_timer_.arm_at(deadline_ns);
  block(what, on);
  return self->sleep_timer_.disarm() || deadline_ns == kForever;
}

void Cpu::sleep_until(TimeNs deadline_ns) {
  might_sleep("sleep");
  while (world_.now() < deadline_ns) block_until(deadline_ns, "sleep", 0);
}

void Cpu::sleep_for(TimeNs duration_ns) {
  sleep_until(saturating_add(world_.now(), duration_ns));
}

void Cpu::spend(TimeNs duration_ns) {
  const TimeNs deadline_ns = saturating_add(world_.now(), duration_ns);
  while (world_.now() < deadline_ns) block_until(deadline_ns, "execute", 0);
}

void Cpu::might_sleep(const char* what, Where where) {
  if (current_ == nullptr || !current_->in_atomic()) return;
  const char* reason = current_->kind_ >= ContextKind::softirq ? "in an interrupt"
                       : !current_->locks_held_.empty()        ? "with a spinlock held"
                                                               : "in a critical section";
  world_.hazards().report(HazardKind::sleep_in_atomic,
                          world_.describe(what, where) + " may sleep, " + reason);
}

void Cpu::park() {
  for (;;) block("the end of the run", 0);
}

void Cpu::unwind_all() {
  // Newest first, as a call stack would unwind. Destructors on the way may wake others, never block.
  for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context) {
    if (context->fiber_ == nullptr) continue;
    Fiber* fiber = std::exchange(context->fiber_, nullptr);
    if (context->state_ == ContextState::ready) ready_.erase(ready_.iterator_to(*context));
    if (context->state_ == ContextState::blocked) blocked_.erase(blocked_.iterator_to(*context));
    current_ = &*context;
    context->state_ = ContextState::running;
    fiber->unwind();
    current_ = nullptr;
    context->sleep_timer_.disarm();
    fibers_.give_back(*fiber);
  }
}

bool Cpu::every_reader_began_after(std::uint64_t generation) const {
  for (const Context& context : contexts_) {
    if (context.fiber_ == nullptr || !context.in_atomic()) continue;
    const bool runs_rcu_callbacks = &context == current_ && context.critical_depth_ == 0 &&
                                    context.kind_ == ContextKind::softirq;
    if (!runs_rcu_callbacks && context.rcu_generation_ <= generation) return false;
  }
  return true;
}

std::vector<const Context*> Cpu::blocked() const {
  std::vector<const Context*> contexts;
  for (const Context& context : blocked_) contexts.push_back(&context);
  return contexts;
}

}  // namespace drmsim::sim
