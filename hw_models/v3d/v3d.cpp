#include "hw_models/v3d/v3d.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

constexpr std::uint32_t kAlignment = 64;
constexpr std::uint32_t kLongest = 1u << 20;  // bytes of a list; an instruction takes longer then

constexpr std::uint32_t done_bit(std::uint32_t thread) {
  return thread == 0 ? V3dCoreInterrupt::kBinDone : V3dCoreInterrupt::kRenderDone;
}

// Of a list that takes so long: a byte each microsecond.
std::uint32_t length_of(sim::TimeNs duration_ns) {
  const sim::TimeNs bytes = std::clamp<sim::TimeNs>(duration_ns / 1000, kAlignment, kLongest);
  return static_cast<std::uint32_t>(bytes) / kAlignment * kAlignment;
}

}  // namespace

V3d::V3d(sc_core::sc_module_name name, sim::World& world, FaultPlan& faults,
         const InterruptSourceConfig& interrupt)
    : sc_module(name),
      world_(world),
      faults_(faults),
      core_irq_(world, "v3d_core0"),
      delays_("delays", world),
      interrupts_("interrupts", world, delays_),
      core_source_(interrupts_.add_source("v3d_core0", core_irq_, interrupt)),
      threads_{Thread(world.timeline(), "ct0"), Thread(world.timeline(), "ct1")} {
  SC_HAS_PROCESS(V3d);
  SC_METHOD(on_end);
  dont_initialize();
  for (const Thread& thread : threads_) sensitive << thread.at_end.event();
}

void V3d::name_thread(std::uint32_t thread, std::string_view name) {
  threads_.at(thread).name = world_.intern(name);
}

V3d::List V3d::place(sim::JobTag job, sim::TimeNs duration_ns) {
  const std::uint32_t length = length_of(duration_ns);
  if (next_address_ > UINT32_MAX - kLongest) next_address_ = 0x1000;
  const List list{next_address_, next_address_ + length};
  next_address_ += length;
  lists_[list.begin] = {job, duration_ns};
  return list;
}

// --- Execution ---

std::uint32_t V3d::current_address(const Thread& thread) const {
  if (!thread.running) return thread.end;
  const sim::TimeNs whole_ns = std::max<sim::TimeNs>(thread.faults.duration_ns, 1);
  sim::TimeNs done_ns = std::min(world_.now() - thread.start_ns, whole_ns);
  if (thread.faults.hangs) done_ns = std::min(done_ns, whole_ns / 2);
  const double part = static_cast<double>(done_ns) / static_cast<double>(whole_ns);
  return thread.begin + static_cast<std::uint32_t>(part * (thread.end - thread.begin));
}

void V3d::start(std::uint32_t index, std::uint32_t end) {
  Thread& thread = threads_[index];
  const auto found = lists_.find(thread.queue_base);
  if (in_reset_ || thread.running || found == lists_.end()) {
    world_.hazards().report(
        sim::HazardKind::hardware_misuse, sim::Where::here(), "control list",
        fmt::format("v3d: control list at {:#x} given to thread {}, {}", thread.queue_base, index,
                    in_reset_        ? "which is held in reset"
                    : thread.running ? "which has not finished the last one"
                                     : "where no list is"));
    return;
  }
  thread.begin = thread.queue_base;
  thread.end = end;
  thread.job = found->second.job;
  thread.running = true;
  thread.start_ns = world_.now();
  faults_.count_attempt(thread.job);
  thread.faults = faults_.strike(thread.job, found->second.duration_ns);
  if (thread.name != 0) {
    world_.log().emit(sim::EventKind::hw_start, thread.job, thread.name,
                      thread.faults.hangs ? "hang" : static_cast<const char*>(nullptr));
  }
  if (thread.faults.spurious_interrupt_ns != sim::kForever) {
    interrupts_.raise_late(core_source_, thread.faults.spurious_interrupt_ns);
  }
  if (!thread.faults.hangs) thread.at_end.arm_after(thread.faults.duration_ns);
}

void V3d::on_end() {
  for (std::uint32_t i = 0; i < threads_.size(); ++i) {
    const Thread& thread = threads_[i];
    const bool due = thread.running && !thread.faults.hangs && !thread.at_end.armed() &&
                     world_.now() - thread.start_ns >= thread.faults.duration_ns;
    if (due) finish(i);
  }
}

void V3d::finish(std::uint32_t index) {
  Thread& thread = threads_[index];
  thread.running = false;
  if (thread.name != 0) world_.log().emit(sim::EventKind::hw_done, thread.job, thread.name);
  set_status(done_bit(index), thread.faults);
}

// --- Interrupts ---

void V3d::set_status(std::uint32_t bits, const AttemptFaults& faults) {
  status_ |= bits;
  if ((bits & ~mask_) == 0) return;
  if (faults.lost_interrupt) {
    interrupts_.lose(core_source_);
  } else if (faults.late_interrupt_ns > 0) {
    interrupts_.raise_late(core_source_, faults.late_interrupt_ns);
  } else {
    interrupts_.raise(core_source_);
  }
}

void V3d::unmask(std::uint32_t bits) {
  const bool raised = (status_ & ~mask_) != 0;
  mask_ &= ~bits;
  if (!raised && (status_ & ~mask_) != 0) interrupts_.raise(core_source_);
}

void V3d::reset() {
  for (Thread& thread : threads_) {
    const bool dropped = std::exchange(thread.running, false);
    thread.at_end.disarm();
    thread.end = thread.queue_base = 0;
    if (thread.name != 0) {
      world_.log().emit(sim::EventKind::hw_reset, thread.name, dropped ? 1 : 0);
    }
  }
  status_ = 0;
  mask_ = ~0u;
}

// --- Registers ---

// first_register: the same register of thread 0.
std::uint32_t V3d::read_thread(const Thread& thread, std::uint32_t first_register) const {
  switch (first_register) {
    case V3dThread::kStatus:
      return thread.running ? V3dThread::kRunning : 0;
    case V3dThread::kEnd:
      return thread.end;
    case V3dThread::kCurrent:
      return current_address(thread);
    case V3dThread::kQueueBase:
      return thread.queue_base;
    default:
      return 0;
  }
}

std::uint32_t V3d::read(std::uint64_t address) const {
  const auto offset = static_cast<std::uint32_t>(address % V3dApertures::kBytes);
  switch (address - offset) {
    case V3dApertures::kCore:
      if (offset == V3dInterrupts::kStatus) return status_;
      if (offset == V3dInterrupts::kMaskStatus) return mask_;
      return read_thread(threads_[offset / 4 % V3dThread::kCount], offset / 8 * 8);
    case V3dApertures::kBridge:
      if (offset == V3dBridge::kRevision) return V3dBridge::kRevisionValue;
      if (offset == V3dBridge::kSoftwareInit) return in_reset_ ? 1 : 0;
      return 0;
    default:
      return 0;
  }
}

void V3d::write_core(std::uint32_t offset, std::uint32_t value) {
  const AttemptFaults none;
  const std::uint32_t thread = offset / 4 % V3dThread::kCount;
  switch (offset) {
    case V3dInterrupts::kSet:
      return set_status(value, none);
    case V3dInterrupts::kClear:
      status_ &= ~value;
      return;
    case V3dInterrupts::kMaskSet:
      mask_ |= value;
      return;
    case V3dInterrupts::kMaskClear:
      return unmask(value);
    case V3dThread::kQueueBase:
    case V3dThread::kQueueBase + 4:
      threads_[thread].queue_base = value;
      return;
    case V3dThread::kQueueEnd:
    case V3dThread::kQueueEnd + 4:
      return start(thread, value);
    default:
      return;
  }
}

void V3d::write(std::uint64_t address, std::uint32_t value) {
  const auto offset = static_cast<std::uint32_t>(address % V3dApertures::kBytes);
  if (address - offset == V3dApertures::kCore) return write_core(offset, value);
  if (address - offset == V3dApertures::kBridge && offset == V3dBridge::kSoftwareInit) {
    const bool hold = (value & 1) != 0;
    if (hold && !in_reset_) reset();
    in_reset_ = hold;
  }
}

}  // namespace drmsim::hw
