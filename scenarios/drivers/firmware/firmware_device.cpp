#include "scenarios/drivers/firmware/firmware_device.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace drmsim::scenarios {

FirmwareDevice::FirmwareDevice(sim::World& world, std::uint32_t places, sim::TimeNs time_slice_ns)
    : world_(world),
      places_(places),
      time_slice_ns_(time_slice_ns),
      lock_(world, "firmware.lock"),
      tick_wq_(world, "firmware", sim::WorkqueueKind::ordered),
      tick_work_(world, "tick:firmware", "tick", tick_work, this, sim::TimerRounding::exact) {}

void FirmwareDevice::schedule(FirmwareQueue& queue) {
  const auto is_it = [&queue](const Waiting& waiting) { return waiting.queue == &queue; };
  if (std::any_of(waiting_.begin(), waiting_.end(), is_it)) return;
  waiting_.push_back({&queue});
  kick();
}

void FirmwareDevice::forget(FirmwareQueue& queue) {
  std::erase_if(waiting_, [&queue](const Waiting& waiting) { return waiting.queue == &queue; });
  std::erase_if(held_, [&queue](const Place& place) { return place.queue == &queue; });
}

void FirmwareDevice::kick() {
  if (!waiting_.empty()) tick_wq_.mod_delayed(tick_work_, 0);
}

// As long as another queue is there, it may wait for the tick.
void FirmwareDevice::leave() {
  if (--drivers_ == 0) sim::Workqueue::cancel_sync(tick_work_);
}

void FirmwareDevice::tick_work(void* device) {
  static_cast<FirmwareDevice*>(device)->tick();
}

void FirmwareDevice::tick() {
  const sim::MutexGuard guard(lock_);
  while (!waiting_.empty() && make_place()) {
    FirmwareQueue* next = waiting_.front().queue;
    waiting_.pop_front();
    held_.push_back(Place{next, world_.now()});
    next->bind();
  }
  if (waiting_.empty()) return let_go_on();
  tell_who_waits();
  // When the next slice ends. After that a completion is what can change something.
  for (const Place& place : held_) {
    const sim::TimeNs end_ns = place.since_ns + time_slice_ns_;
    if (end_ns <= world_.now()) continue;
    tick_wq_.mod_delayed(tick_work_, end_ns - world_.now());
    return;
  }
}

void FirmwareDevice::tell_who_waits() {
  FirmwareQueue* const behind = held_.front().queue;
  for (Waiting& waiting : waiting_) {
    if (std::exchange(waiting.told_behind, behind) == behind) continue;
    world_.log().emit(sim::EventKind::hw_wait, waiting.queue->name(), behind->name());
  }
}

// Another queue's place became free before the one that was to be taken.
void FirmwareDevice::let_go_on() {
  for (Place& place : held_) {
    if (!std::exchange(place.fetches, true)) place.queue->go_on();
  }
}

bool FirmwareDevice::make_place() {
  if (places_ == 0 || held_.size() < places_) return true;
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (held_[i].queue->has_jobs()) continue;
    give_up(i);
    return true;
  }
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (world_.now() < held_[i].since_ns + time_slice_ns_) continue;
    if (std::exchange(held_[i].fetches, false)) held_[i].queue->stop_fetching();
    if (held_[i].queue->executes()) continue;
    give_up(i);
    return true;
  }
  return false;
}

// Whoever has jobs left waits for his turn again.
void FirmwareDevice::give_up(std::size_t place) {
  FirmwareQueue* queue = held_[place].queue;
  held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(place));
  queue->evict();
  if (queue->has_jobs()) waiting_.push_back({queue});
}

}  // namespace drmsim::scenarios
