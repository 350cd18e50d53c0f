#include "sim/worker.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::sim {

Worker::Worker(World& owner) : world(owner), start_timer(owner.timeline(), *this) {}

void Worker::start() {
  context = &world.cpu().spawn(queue->name_, "kworker", ContextKind::kworker, [this] { loop(); });
}

void Worker::loop() {
  while (!items.empty()) {
    Work& work = items.front();
    items.pop_front();
    execute(work);
    // Between items the processor goes round: whoever became ready earlier comes first.
    if (!items.empty()) world.cpu().yield();
  }
  unlink();
  queue = nullptr;
  context = nullptr;
  world.workers().give_back(*this);
}

// The item may be gone after this, and its queue, too.
void Worker::call(Work::Function function, void* owner, NameId item) {
  Context* self = world.cpu().current();
  const auto& names = world.names();
  const Where where = Where::in("process_one_work");
  std::optional<Holding> in_order;
  if (queue->kind_ == WorkqueueKind::ordered) {
    in_order.emplace(world.order(), self, OrderKind::workqueue, queue->name().c_str(), where);
  }
  const Holding executing(world.order(), self, OrderKind::work, names.text(item).c_str(), where);
  const QuarantineHold hold(world.memory());
  function(owner);
}

void Worker::execute(Work& work) {
  const auto function = work.function_;
  void* const owner = work.owner_;
  const NameId name = work.name_;
  // Executing on another queue, too: as in the kernel, the last worker is the one that counts.
  if (work.worker_ != nullptr) work.worker_->current = nullptr;
  work.worker_ = this;
  work.pending_ = false;
  current = &work;
  expired = work.expired_;
  execution = world.workers().next_execution();
  instance = work.instance_;
  world.cpu().current()->set_name(name, work.role_);
  call(function, owner, name);
  if (current != nullptr) std::exchange(current, nullptr)->worker_ = nullptr;
  const std::uint64_t finished = std::exchange(instance, 0);
  if (world.cpu().current()->in_atomic()) {
    world.hazards().fatal(HazardKind::contract, Where::here(),
                          std::string("work item ") + world.cpu().current()->role(),
                          "work item " + world.names().text(name) +
                              " returns inside a critical section (workqueue leaked atomic)");
  }
  if (queue != nullptr) queue->instance_over(finished);
}

Worker& WorkerPool::take() {
  if (idle_.empty()) return all_.emplace_back(world_);
  Worker* worker = idle_.back();
  idle_.pop_back();
  return *worker;
}

const Worker* WorkerPool::of(const Context* context) const {
  if (context == nullptr) return nullptr;
  const auto found = std::find_if(all_.begin(), all_.end(), [context](const Worker& worker) {
    return worker.context == context && worker.instance != 0;
  });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace drmsim::sim
