#include "hw_models/gpu/engine.h"

#include <string>

#include "hw_models/gpu/packets.h"
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
    const std::string slot_name = "slot" + std::to_string(i);
    slots_.push_back(std::make_unique<Slot>(world_.timeline(), slot_name.c_str()));
    sensitive << slots_.back()->wakeup.event();
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
  pass_turn_to_successor_of(client);
  for (const auto& owner : slots_) {
    Slot& slot = *owner;
    if (slot.busy) continue;
    ++busy_count_;
    slot.busy = true;
    slot.frozen = false;
    slot.client = client;
    slot.execution = execution;
    slot.start_ns = world_.now();
    slot.fault_due = execution.fault_interrupt_ns != sim::kForever;
    if (execution.until.memory != nullptr) {
      execution.until.memory->watch(execution.until.address, slot);
    }
    arm(slot);
    return true;
  }
  DRMSIM_ASSERT(false, "busy_count_ counts the busy slots");
  return false;
}

bool Engine::Slot::end_word_reached() const {
  const EndCondition& until = execution.until;
  return until.memory != nullptr && reached(until.memory->read32(until.address), until.value);
}

sim::TimeNs Engine::Slot::fault_at_ns() const {
  return sim::saturating_add(start_ns, execution.fault_interrupt_ns);
}

// The end, or a fault that is due before it.
void Engine::arm(Slot& slot) {
  if (slot.end_word_reached()) return slot.wakeup.arm_after(0);
  const Execution& execution = slot.execution;
  const sim::TimeNs end_ns = slot.ends_by_itself() ? execution.duration_ns : sim::kForever;
  slot.fault_due = slot.fault_due && execution.fault_interrupt_ns <= end_ns;
  if (slot.fault_due) {
    slot.wakeup.arm_at(slot.fault_at_ns());
  } else if (slot.ends_by_itself()) {
    slot.wakeup.arm_at(sim::saturating_add(slot.start_ns, end_ns));
  }
}

void Engine::withdraw(std::uint32_t client) {
  if (waiting_[client]) --waiting_count_;
  waiting_[client] = false;
}

void Engine::on_wakeup() {
  for (const auto& owner : slots_) {
    Slot& slot = *owner;
    if (slot.busy && !slot.frozen && !slot.wakeup.armed()) wake(slot);
  }
}

void Engine::wake(Slot& slot) {
  if (slot.end_word_reached()) return end(slot);
  if (!slot.fault_due) {
    if (slot.ends_by_itself()) end(slot);
    return;
  }
  const bool fault = world_.now() >= slot.fault_at_ns();
  slot.fault_due = !fault;  // not yet: the word was written, and has not reached the value
  arm(slot);
  if (fault) clients_[slot.client]->execution_faulted(slot.execution.cookie);
}

void Engine::stop(Slot& slot) {
  slot.wakeup.disarm();
  if (slot.watching()) slot.execution.until.memory->unwatch(slot);
}

void Engine::end(Slot& slot) {
  EngineClient& client = *clients_[slot.client];
  const std::uint32_t cookie = slot.execution.cookie;
  stop(slot);
  slot.busy = false;
  --busy_count_;
  grant_slots();
  client.execution_ended(cookie);
}

void Engine::pass_turn_to_successor_of(std::uint32_t client) {
  next_in_turn_ = client + 1 == clients_.size() ? 0 : client + 1;
}

void Engine::grant_slots() {
  while (somebody_waits() && busy_count_ < slots_.size()) {
    while (!waiting_[next_in_turn_]) pass_turn_to_successor_of(next_in_turn_);
    const std::uint32_t client = next_in_turn_;
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
  for (const auto& owner : slots_) {
    Slot& slot = *owner;
    if (!slot.busy || slot.client != client) continue;
    slot.frozen = true;
    stop(slot);
  }
}

void Engine::drop(std::uint32_t client) {
  freeze(client);
  for (const auto& owner : slots_) {
    Slot& slot = *owner;
    if (!slot.busy || slot.client != client) continue;
    slot.busy = false;
    --busy_count_;
  }
  grant_slots();
}

Engine::Slot* Engine::find(std::uint32_t client, std::uint32_t cookie) const {
  for (const auto& slot : slots_) {
    if (slot->busy && slot->client == client && slot->execution.cookie == cookie) {
      return slot.get();
    }
  }
  return nullptr;
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
