#include "hw_models/engine.h"

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

constexpr std::uint32_t kNobody = UINT32_MAX;

}  // namespace

Engine::Engine(sc_core::sc_module_name name, sim::World& world, const EngineConfig& config)
    : sc_module(name), world_(world), granted_(kNobody) {
  DRMSIM_ASSERT(config.width > 0, "an engine executes at least one job");
  SC_HAS_PROCESS(Engine);
  SC_METHOD(on_wakeup);
  dont_initialize();
  for (std::uint32_t i = 0; i < config.width; ++i) {
    sensitive << slots_.emplace_back(world_.timeline()).wakeup.event();
  }
}

std::uint32_t Engine::attach(EngineClient& client) {
  clients_.push_back(&client);
  waiting_.push_back(false);
  return static_cast<std::uint32_t>(clients_.size() - 1);
}

bool Engine::start(std::uint32_t client, const Execution& execution) {
  const bool in_turn = !somebody_waits() || granted_ == client;
  if (busy_count_ == slots_.size() || !in_turn) {
    if (!waiting_[client]) ++waiting_count_;
    waiting_[client] = true;
    return false;
  }
  granted_ = kNobody;
  next_in_turn_ = client + 1;
  for (Slot& slot : slots_) {
    if (slot.busy) continue;
    ++busy_count_;
    slot.busy = true;
    slot.frozen = false;
    slot.client = client;
    slot.execution = execution;
    slot.start_ns = world_.now();
    slot.fault_due = execution.fault_interrupt_ns != sim::kForever;
    arm(slot);
    return true;
  }
  DRMSIM_ASSERT(false, "busy_count_ counts the busy slots");
  return false;
}

// The end, or a fault that is due before it.
void Engine::arm(Slot& slot) {
  const Execution& execution = slot.execution;
  const sim::TimeNs end_ns = execution.hangs ? sim::kForever : execution.duration_ns;
  slot.fault_due = slot.fault_due && execution.fault_interrupt_ns <= end_ns;
  const sim::TimeNs next_ns = slot.fault_due ? execution.fault_interrupt_ns : end_ns;
  if (slot.fault_due || !execution.hangs) {
    slot.wakeup.arm_at(sim::saturating_add(slot.start_ns, next_ns));
  }
}

void Engine::withdraw(std::uint32_t client) {
  if (waiting_[client]) --waiting_count_;
  waiting_[client] = false;
}

void Engine::on_wakeup() {
  for (Slot& slot : slots_) {
    if (!slot.busy || slot.frozen || slot.wakeup.armed()) continue;
    if (slot.fault_due) {
      slot.fault_due = false;
      arm(slot);
      clients_[slot.client]->execution_faulted(slot.execution.cookie);
    } else if (!slot.execution.hangs) {
      end(slot);
    }
  }
}

void Engine::end(Slot& slot) {
  EngineClient& client = *clients_[slot.client];
  const std::uint32_t cookie = slot.execution.cookie;
  slot.wakeup.disarm();
  slot.busy = false;
  --busy_count_;
  grant_slots();
  client.execution_ended(cookie);
}

void Engine::grant_slots() {
  while (somebody_waits() && busy_count_ < slots_.size()) {
    while (!waiting_[next_in_turn_ % clients_.size()]) ++next_in_turn_;
    const auto client = static_cast<std::uint32_t>(next_in_turn_ % clients_.size());
    withdraw(client);
    granted_ = client;
    clients_[client]->slot_granted();
    granted_ = kNobody;
  }
}

bool Engine::kill(std::uint32_t client, std::uint32_t cookie) {
  Slot* slot = find(client, cookie);
  if (slot == nullptr) return false;
  end(*slot);
  return true;
}

void Engine::freeze(std::uint32_t client) {
  withdraw(client);
  for (Slot& slot : slots_) {
    if (!slot.busy || slot.client != client) continue;
    slot.frozen = true;
    slot.wakeup.disarm();
  }
}

void Engine::drop(std::uint32_t client) {
  freeze(client);
  for (Slot& slot : slots_) {
    if (!slot.busy || slot.client != client) continue;
    slot.busy = false;
    --busy_count_;
  }
  grant_slots();
}

const Engine::Slot* Engine::find(std::uint32_t client, std::uint32_t cookie) const {
  for (const Slot& slot : slots_) {
    if (slot.busy && slot.client == client && slot.execution.cookie == cookie) return &slot;
  }
  return nullptr;
}

Engine::Slot* Engine::find(std::uint32_t client, std::uint32_t cookie) {
  return const_cast<Slot*>(static_cast<const Engine*>(this)->find(client, cookie));
}

bool Engine::executing(std::uint32_t client, std::uint32_t cookie) const {
  return find(client, cookie) != nullptr;
}

bool Engine::stuck(std::uint32_t client, std::uint32_t cookie) const {
  const Slot* slot = find(client, cookie);
  return slot != nullptr && slot->execution.hangs;
}

sim::TimeNs Engine::progress_ns(std::uint32_t client, std::uint32_t cookie) const {
  const Slot* slot = find(client, cookie);
  if (slot == nullptr || slot->execution.hangs) return 0;
  return world_.now() - slot->start_ns;
}

}  // namespace drmsim::hw
