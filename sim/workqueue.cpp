#include "sim/workqueue.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace drmsim::sim {

Workqueue::Workqueue(World& world, std::string_view name, WorkqueueKind kind, Delay wakeup)
    : world_(world), name_(world.intern(name)), kind_(kind), wakeup_(std::move(wakeup)) {}

Workqueue::~Workqueue() {
  if (!idle() || !waiters_.empty()) {
    world_.hazards().report_last(
        HazardKind::use_after_free, Where::here(), "workqueue",
        "workqueue " + name() + " is destroyed with items queued, running or waited for");
  }
  while (!workers_.empty()) {  // a worker whose item was cancelled before it started may be left
    Worker& worker = workers_.front();
    workers_.pop_front();
    worker.items.clear();
    worker.queue = nullptr;
    if (worker.start_timer.disarm()) world_.workers().give_back(worker);
  }
}

bool Workqueue::idle() const {
  return std::all_of(workers_.begin(), workers_.end(), [](const Worker& worker) {
    return worker.items.empty() && worker.instance == 0;
  });
}

// --- Queueing ---

Worker& Workqueue::worker_for(const Work& work) {
  if (kind_ == WorkqueueKind::ordered && !workers_.empty()) return workers_.front();
  if (work.worker_ != nullptr && work.worker_->queue == this) return *work.worker_;
  Worker& worker = world_.workers().take();
  worker.queue = this;
  workers_.push_back(worker);
  if (const TimeNs latency_ns = world_.draw(wakeup_); latency_ns > 0) {
    worker.start_timer.arm_after(latency_ns);
  } else {
    worker.start();
  }
  return worker;
}

void Workqueue::enqueue(Work& work, Where where) {
  work.queue_ = this;
  work.instance_ = ++last_instance_;
  worker_for(work).items.push_back(work);
  world_.point(Point::queue_work, where);
}

bool Workqueue::refuses(const Work& work, Where where) {
  if (work.pending_ || work.disable_depth_ > 0) return true;
  if (drainers_ == 0 || runs_current_context()) return false;
  world_.hazards().report(HazardKind::warning, where, std::string("work item ") + work.role_,
                          world_.describe("queueing of " + world_.names().text(work.name_), where) +
                              ": workqueue " + name() +
                              " is being drained, only its own items may queue on it");
  return true;
}

bool Workqueue::queue(Work& work, Where where) {
  world_.point(Point::queueing, where);
  return queue_now(work, where);
}

bool Workqueue::queue_now(Work& work, Where where) {
  if (refuses(work, where)) return false;
  work.pending_ = true;
  work.expired_ = false;
  enqueue(work, where);
  return true;
}

bool Workqueue::queue_delayed(DelayedWork& work, TimeNs delay_ns, Where where) {
  world_.point(Point::queueing, where);
  return arm(work, delay_ns, where);
}

bool Workqueue::arm(DelayedWork& work, TimeNs delay_ns, Where where) {
  if (delay_ns == 0) return queue_now(work, where);
  if (work.pending_ || work.disable_depth_ > 0) return false;
  work.pending_ = true;
  work.timer_queue_ = this;
  work.expires_ns_ = requested_expiry_ns(work.rounding_, world_.now(), delay_ns);
  const TimeNs deadline_ns = rounded_deadline_ns(work.rounding_, world_.now(), delay_ns);
  if (deadline_ns != kForever) work.timer_.arm_at(deadline_ns);
  return true;
}

bool Workqueue::mod_delayed(DelayedWork& work, TimeNs delay_ns, Where where) {
  world_.point(Point::queueing, where);
  const bool was_pending = cancel(work);
  arm(work, delay_ns, where);
  return was_pending;
}

void Workqueue::expire(DelayedWork& work) {
  work.pending_ = false;
  Workqueue& queue = *work.timer_queue_;
  if (queue.refuses(work, Where::here())) return;
  work.pending_ = true;
  work.expired_ = true;
  queue.enqueue(work, Where::here());
}

// --- Taking back ---

bool Workqueue::cancel(Work& work) {
  if (!work.pending_) return false;
  work.pending_ = false;
  if (work.is_linked()) {
    work.unlink();
    work.queue_->instance_over(work.instance_);
  } else {
    static_cast<DelayedWork&>(work).timer_.disarm();  // only such a one is pending on no queue
  }
  return true;
}

bool Workqueue::cancel_sync(Work& work, Where where) {
  World& world = work.world_;
  ++work.disable_depth_;
  const bool was_pending = cancel(work);
  Context* self = world.cpu().current();
  world.cpu().might_sleep("cancel_work_sync", where);
  world.order().want(self, OrderKind::work, world.names().text(work.name_).c_str(), where);
  if (const Worker* worker = work.worker_) {
    if (worker->context == self) {
      world.hazards().fatal(
          HazardKind::self_wait, where, std::string("work item ") + work.role_,
          world.describe("cancel_work_sync", where) + " waits for the work item that calls it");
    } else if (worker->queue != nullptr) {
      worker->queue->wait_for(worker->instance, false, where);
    }
  }
  --work.disable_depth_;
  return was_pending;
}

// --- Waiting ---

bool Workqueue::runs_current_context() const {
  const Context* self = world_.cpu().current();
  return self != nullptr &&
         std::any_of(workers_.begin(), workers_.end(),
                     [self](const Worker& worker) { return worker.context == self; });
}

bool Workqueue::awaited(const InstanceWaiter& waiter, std::uint64_t instance) {
  return waiter.all_before ? instance <= waiter.last : instance == waiter.last;
}

// An item of an ordered queue that is queued waits for those before it.
void Workqueue::want_item(const Work& work, bool queued, Where where) const {
  Context* self = world_.cpu().current();
  world_.order().want(self, OrderKind::work, world_.names().text(work.name_).c_str(), where);
  if (queued && kind_ == WorkqueueKind::ordered) {
    world_.order().want(self, OrderKind::workqueue, name().c_str(), where);
  }
}

bool Workqueue::over(const InstanceWaiter& waiter) const {
  return std::none_of(workers_.begin(), workers_.end(), [&](const Worker& worker) {
    return (worker.instance != 0 && awaited(waiter, worker.instance)) ||
           std::any_of(worker.items.begin(), worker.items.end(),
                       [&](const Work& item) { return awaited(waiter, item.instance_); });
  });
}

void Workqueue::instance_over(std::uint64_t instance) {
  if (waiters_.empty()) return;
  waiters_.wake_if([&](const Waiter& entry) {
    const auto& waiter = static_cast<const InstanceWaiter&>(entry);
    return instance <= waiter.last && over(waiter);
  });
}

void Workqueue::wait_for(std::uint64_t instance, bool all_before, Where where) {
  InstanceWaiter waiter(*this, instance, all_before);
  if (over(waiter)) return;
  waiters_.add(waiter);
  waiter.wait(kForever, "work item", name_, {AwaitedKind::work, &waiter, where});
}

Workqueue::Obstacle Workqueue::obstacle(const void* instance_waiter) {
  const auto& waiter = *static_cast<const InstanceWaiter*>(instance_waiter);
  return waiter.queue.obstacle_to(waiter);
}

Workqueue::Obstacle Workqueue::obstacle_to(const InstanceWaiter& waiter) const {
  for (const Worker& worker : workers_) {
    if (worker.instance != 0 && awaited(waiter, worker.instance)) {
      return {worker.context, worker.current == nullptr ? NameId{0} : worker.current->name_, true};
    }
    for (const Work& item : worker.items) {
      if (awaited(waiter, item.instance_)) return {worker.context, item.name_, false};
    }
  }
  return {};
}

bool Workqueue::flush(Work& work, Where where) {
  World& world = work.world_;
  world.cpu().might_sleep("flush_work", where);
  const bool queued = work.is_linked();
  const Worker* worker = work.worker_;
  Workqueue* queue = queued ? work.queue_ : worker != nullptr ? worker->queue : nullptr;
  if (queue == nullptr) return false;
  const bool own_item = worker != nullptr && worker->context == world.cpu().current();
  // Its own item, requeued, runs after it on any queue; on an ordered queue so does every item.
  if (own_item || (queue->kind_ == WorkqueueKind::ordered && queue->runs_current_context())) {
    const char* why = own_item ? " waits for the work item that calls it"
                               : " waits for an item of the ordered queue that it runs on";
    world.hazards().fatal(HazardKind::self_wait, where, std::string("work item ") + work.role_,
                          world.describe("flush_work", where) + why);
    return false;
  }
  queue->want_item(work, queued, where);
  queue->wait_for(queued ? work.instance_ : worker->instance, false, where);
  return true;
}

bool Workqueue::flush(DelayedWork& work, Where where) {
  if (work.pending_ && !work.is_linked()) {
    work.timer_.disarm();
    expire(work);
  }
  return flush(static_cast<Work&>(work), where);
}

void Workqueue::flush(Where where) {
  world_.cpu().might_sleep("flush_workqueue", where);
  if (runs_current_context()) {
    world_.hazards().fatal(HazardKind::self_wait, where, "workqueue",
                           world_.describe("flush_workqueue", where) +
                               " is called by an item of that queue and waits for itself");
    return;
  }
  if (kind_ == WorkqueueKind::ordered) {
    world_.order().want(world_.cpu().current(), OrderKind::workqueue, name().c_str(), where);
  }
  wait_for(last_instance_, true, where);
}

void Workqueue::drain(Where where) {
  ++drainers_;
  for (int rounds = 1; !idle() && !world_.cpu().unwinding(); ++rounds) {
    if (rounds == 10 || rounds == 1000) {
      std::string message = world_.describe("drain_workqueue of " + name(), where) +
                            fmt::format(": not complete after {} rounds", rounds);
      rounds == 10
          ? world_.hazards().report(HazardKind::warning, where, "workqueue", std::move(message))
          : world_.hazards().fatal(HazardKind::stall, where, "workqueue", std::move(message));
    }
    flush(where);
  }
  --drainers_;
}

}  // namespace drmsim::sim
