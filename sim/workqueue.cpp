#include "sim/workqueue.h"

#include <algorithm>

#include "sim/assert.h"

namespace drmsim::sim {

Workqueue::Workqueue(World& world, std::string_view name, WorkqueueKind kind, Delay wakeup)
    : world_(world),
      name_(world.intern(name)),
      kind_(kind),
      wakeup_(wakeup),
      item_finished_(world, "work item") {}

Workqueue::~Workqueue() {
  if (world_.stopped()) {
    for (Worker& worker : all_workers_) worker.items.clear();
    return;
  }
  if (workers_.empty()) return;
  world_.hazards().report(HazardKind::use_after_free,
                          "workqueue " + name() + " is destroyed with items queued or running");
}

void Workqueue::Worker::StartTimer::fire() { worker.queue->start_worker(worker); }

Workqueue::Worker* Workqueue::worker_running(const void* work) {
  for (Worker* worker : workers_) {
    if (worker->current == work) return worker;
  }
  return nullptr;
}

Workqueue::Worker& Workqueue::worker_for(Work& work) {
  if (kind_ == WorkqueueKind::ordered && !workers_.empty()) return *workers_.front();
  if (Worker* running = worker_running(&work)) return *running;
  if (idle_workers_.empty()) {
    Worker& worker = all_workers_.emplace_back(world_);
    worker.queue = this;
    idle_workers_.push_back(&worker);
  }
  Worker& worker = *idle_workers_.back();
  idle_workers_.pop_back();
  workers_.push_back(&worker);
  if (const TimeNs latency_ns = world_.draw(wakeup_); latency_ns > 0) {
    worker.start_timer.arm_after(latency_ns);
  } else {
    start_worker(worker);
  }
  return worker;
}

void Workqueue::start_worker(Worker& worker) {
  worker.context = &world_.cpu().spawn(name_, "kworker", ContextKind::kworker,
                                       [&worker] { worker.queue->work_loop(worker); });
}

void Workqueue::work_loop(Worker& worker) {
  while (!worker.items.empty()) {
    Work& work = worker.items.front();
    worker.items.pop_front();
    run_item(worker, work);
  }
  std::erase(workers_, &worker);
  idle_workers_.push_back(&worker);
}

void Workqueue::run_item(Worker& worker, Work& work) {
  const auto function = work.function_;
  void* const owner = work.owner_;
  work.pending_ = false;
  worker.current = &work;
  world_.cpu().current()->set_name(work.name_, work.role_);
  function(owner);  // the item may be gone after this
  worker.current = nullptr;
  ++finished_items_;
  item_finished_.wake_up_all();
}

void Workqueue::enqueue(Work& work, Where where) {
  work.queue_ = this;
  worker_for(work).items.push_back(work);
  world_.point(Point::queue_work, where);
}

bool Workqueue::queue(Work& work, Where where) {
  if (work.pending_ || work.disable_depth_ > 0) return false;
  work.pending_ = true;
  enqueue(work, where);
  return true;
}

bool Workqueue::queue_delayed(DelayedWork& work, TimeNs delay_ns, Where where) {
  if (work.pending_ || work.disable_depth_ > 0) return false;
  work.pending_ = true;
  if (delay_ns == 0) {
    enqueue(work, where);
    return true;
  }
  work.timer_queue_ = this;
  const TimeNs deadline_ns = rounded_deadline_ns(work.rounding_, world_.now(), delay_ns);
  if (deadline_ns != kForever) work.timer_.arm_at(deadline_ns);
  return true;
}

bool Workqueue::mod_delayed(DelayedWork& work, TimeNs delay_ns, Where where) {
  const bool was_pending = cancel(work);
  queue_delayed(work, delay_ns, where);
  return was_pending;
}

void Workqueue::expire(DelayedWork& work) {
  work.timer_queue_->enqueue(work, Where::here());
}

bool Workqueue::cancel(Work& work) {
  if (!work.pending_) return false;
  work.pending_ = false;
  if (!work.is_linked()) return true;  // it waited for its timer
  for (Worker* worker : work.queue_->workers_) {
    Items& items = worker->items;
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&work](const Work& item) { return &item == &work; });
    if (found == items.end()) continue;
    items.erase(found);
    return true;
  }
  DRMSIM_ASSERT(false, "a linked item is on its queue");
  return true;
}

bool Workqueue::cancel(DelayedWork& work) {
  work.timer_.disarm();
  return cancel(static_cast<Work&>(work));
}

bool Workqueue::wait_is_on_itself(const void* work, const char* what, Where where) {
  const Worker* running = worker_running(work);
  if (running == nullptr || running->context != world_.cpu().current()) return false;
  world_.hazards().fatal(HazardKind::self_wait,
                         world_.describe(what, where) + " waits for the work item that calls it");
  return true;
}

void Workqueue::wait_until_not_running(const void* work, Where where) {
  item_finished_.wait_event([this, work] { return worker_running(work) == nullptr; }, where);
}

bool Workqueue::cancel_sync(Work& work, Where where) {
  work.world_.cpu().might_sleep("cancel_work_sync", where);
  ++work.disable_depth_;
  const bool was_pending = cancel(work);
  if (Workqueue* queue = work.queue_) {
    queue->wait_is_on_itself(&work, "cancel_work_sync", where);
    queue->wait_until_not_running(&work, where);
  }
  --work.disable_depth_;
  return was_pending;
}

bool Workqueue::cancel_sync(DelayedWork& work, Where where) {
  const bool timer_was_armed = work.timer_.disarm();
  return cancel_sync(static_cast<Work&>(work), where) || timer_was_armed;
}

bool Workqueue::flush(Work& work, Where where) {
  Workqueue* queue = work.queue_;
  if (queue == nullptr) return false;
  work.world_.cpu().might_sleep("flush_work", where);
  queue->wait_is_on_itself(&work, "flush_work", where);
  const bool busy = work.is_linked() || queue->worker_running(&work) != nullptr;
  queue->item_finished_.wait_event(
      [&work, queue] { return !work.is_linked() && queue->worker_running(&work) == nullptr; }, where);
  return busy;
}

void Workqueue::flush(Where where) {
  for (const Worker* worker : workers_) {
    if (worker->context != world_.cpu().current()) continue;
    world_.hazards().fatal(HazardKind::self_wait,
                           world_.describe("flush_workqueue", where) +
                               " is called by an item of that queue and waits for itself");
  }
  std::uint64_t items = 0;
  for (const Worker* worker : workers_) {
    items += worker->items.size() + (worker->current != nullptr ? 1 : 0);
  }
  const std::uint64_t target = finished_items_ + items;
  item_finished_.wait_event(
      [this, target] { return finished_items_ >= target || workers_.empty(); }, where);
}

void Workqueue::drain(Where where) {
  while (!workers_.empty()) {
    const bool only_finishing =
        std::all_of(workers_.begin(), workers_.end(), [](const Worker* worker) {
          return worker->items.empty() && worker->current == nullptr;
        });
    if (only_finishing) {
      world_.cpu().yield();
    } else {
      flush(where);
    }
  }
}

}  // namespace drmsim::sim
