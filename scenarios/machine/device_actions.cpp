#include "scenarios/machine/device_actions.h"

#include <algorithm>
#include <cstddef>

#include "hw_models/gpu/interrupt_registers.h"
#include "scenarios/format/resolve/action_rules.h"
#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {
void DeviceActions::start(sim::TimeNs until_ns) {
  if (actions_.empty()) return;
  std::stable_sort(actions_.begin(), actions_.end(),
                   [](const ActionSpec* a, const ActionSpec* b) { return a->at_ns < b->at_ns; });
  machine_.world().spawn_task("client:actions", [this, until_ns] {
    for (const ActionSpec* action : actions_) {
      if (action->at_ns > until_ns) return;
      if (action->at_ns > machine_.world().now()) {
        machine_.world().cpu().sleep_until(action->at_ns);
      }
      act(*action);
    }
  });
}

void DeviceActions::read_fence(const ActionSpec& action) {
  drm::Fence* fence = machine_.jobs().wait(action.job.name);
  if (fence == nullptr) return;
  machine_.api().dma_fence_timeline_name(*fence);
  machine_.api().dma_fence_put(fence);
}

void DeviceActions::act(const ActionSpec& action) {
  sim::World& world = machine_.world();
  const sim::QuarantineHold hold(world.memory());
  world.log().emit(sim::EventKind::action, action_rule(action.kind).name.c_str(),
                   world.intern(action.ring.name));
  if (action.kind == ActionKind::device_lost) return machine_.gpu().lose_device();
  if (action.kind == ActionKind::unload) return machine_.unload(action);
  if (action.kind == ActionKind::read_fence) return read_fence(action);
  if (action.kind == ActionKind::suspend) return machine_.domain_of(action.ring.name).suspend();
  if (action.kind == ActionKind::resume) return machine_.domain_of(action.ring.name).resume();
  drm::Api& api = machine_.api();
  const std::uint32_t index = machine_.ring_index(action.ring.name);
  const hw::RingResources& ring = machine_.gpu().resources(index);
  drm::Scheduler& scheduler = machine_.scheduler(action.ring.name);
  const auto write_mask = [&](std::size_t offset) {
    machine_.mmio().write32(
        ring.interrupt_registers + offset + hw::interrupt_word_offset(ring.fence_source),
        hw::interrupt_bit(ring.fence_source));
  };
  switch (action.kind) {
    case ActionKind::suspend_timeout:
      suspended_[action.ring.name] = api.drm_sched_suspend_timeout(scheduler);
      break;
    case ActionKind::resume_timeout:
      api.drm_sched_resume_timeout(scheduler, suspended_[action.ring.name]);
      break;
    case ActionKind::wqueue_stop:
      api.drm_sched_wqueue_stop(scheduler);
      break;
    case ActionKind::wqueue_start:
      api.drm_sched_wqueue_start(scheduler);
      break;
    case ActionKind::mask_interrupt:
      write_mask(offsetof(hw::InterruptRegisters, disable));
      break;
    case ActionKind::unmask_interrupt:
      write_mask(offsetof(hw::InterruptRegisters, enable));
      break;
    case ActionKind::spurious_interrupt:
      machine_.gpu().inject(index, hw::RingFault::spurious_interrupt);
      break;
    case ActionKind::fault_interrupt:
      machine_.gpu().inject(index, hw::RingFault::fault_interrupt);
      break;
    case ActionKind::front_end_hang:
      machine_.gpu().inject(index, hw::RingFault::front_end_hang);
      break;
    default:
      break;  // an entity's: scenarios/machine/owner_task.h
  }
}

}  // namespace drmsim::scenarios
