#include "sim/kthread.h"

#include <string>
#include <utility>

namespace drmsim::sim {

Kthread::Kthread(World& world, std::string_view name, const char* role, Delay wakeup,
                 std::function<void()> function)
    : world_(world),
      name_(world.intern(name)),
      wakeup_(std::move(wakeup)),
      parked_(world, "kthread_park"),
      exited_(world, "kthread_stop"),
      context_(nullptr) {
  const auto body = [this, function = std::move(function)] {
    function();
    ended_ = true;
    exited_.complete_all();
  };
  context_ = &world.cpu().spawn(name_, role, ContextKind::task, body);
}

// Nothing of it may run after this.
Kthread::~Kthread() {
  if (ended_) return;
  if (!world_.stopped()) {
    world_.hazards().report_last(HazardKind::use_after_free, Where::here(), "thread",
                                 "what thread " + world_.names().text(name_) +
                                     " works on is freed before it has ended (kthread_stop)");
  }
  if (world_.cpu().current() == nullptr) world_.end();
}

void Kthread::wake() {
  if (wait_ != nullptr) wait_->wait_.interrupt();
}

// --- Of others ---

bool Kthread::park(Where where) {
  if (ended_) return false;
  if (should_park_) {
    world_.hazards().report(
        HazardKind::warning, where, "thread",
        world_.describe("kthread_park of " + world_.names().text(name_), where) +
            ": it was called before, without kthread_unpark()");
    return false;
  }
  should_park_ = true;
  ++park_requests_;
  if (world_.cpu().current() == context_) return true;
  wake();
  parked_.wait(where);
  return true;
}

void Kthread::unpark() {
  should_park_ = false;
  if (sleeps_parked_) world_.cpu().wake(*context_);
}

void Kthread::stop(Where where) {
  should_stop_ = true;
  unpark();
  wake();
  exited_.wait(where);
}

// --- Of the thread itself ---

void Kthread::parkme() {
  Cpu& cpu = world_.cpu();
  const IdleSection idle(cpu);
  bool slept = false;
  hold_.end();
  ++times_parked_;
  while (should_park_ && !cpu.unwinding()) {
    const unsigned request = park_requests_;
    parked_.complete();
    while (should_park_ && request == park_requests_ && !cpu.unwinding()) {
      sleeps_parked_ = slept = true;
      cpu.block("kthread_unpark", name_);
      sleeps_parked_ = false;
    }
  }
  if (slept) arrive();
  hold_.begin(world_.memory());
}

void Kthread::arrive() {
  if (const TimeNs latency_ns = world_.draw(wakeup_); latency_ns > 0) {
    world_.cpu().spend(latency_ns);
  }
}

Kthread::Wait::Wait(Kthread& thread, WaitQueue& queue, Where where)
    : thread_(thread), wait_(queue, kForever, where), parked_before_(thread.times_parked_) {
  thread_.wait_ = this;
}

// Having been parked, it is runnable, and schedule() returns at once.
void Kthread::Wait::sleep() {
  if (std::exchange(parked_before_, thread_.times_parked_) != thread_.times_parked_) return;
  const IdleSection idle(thread_.world_.cpu());
  const bool sleeps = !wait_.woken();
  thread_.hold_.end();
  wait_.sleep();
  thread_.hold_.begin(thread_.world_.memory());
  if (!sleeps) return;
  thread_.arrive();
  wait_.rejoin();
}

}  // namespace drmsim::sim
