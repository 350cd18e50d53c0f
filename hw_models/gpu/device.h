// A GPU as the CPU's side of a simulation sees it: no SystemC in sight.
//
// What drivers, scenarios and tests need beside register accesses (hw_models/gpu/mmio.h): where
// things are, which memory is shared, and what is to go wrong. hw_models/gpu/gpu.h is the one that
// there is.
#pragma once

#include <cstdint>

#include "hw_models/gpu/fault_plan.h"
#include "hw_models/gpu/ring_resources.h"
#include "hw_models/gpu/system_memory.h"

namespace drmsim::hw {

// Faults that strike a ring, not a job. They do nothing on a lost device.
enum class RingFault : std::uint8_t {
  spurious_interrupt,  // its interrupt is raised, nothing has completed
  fault_interrupt,     // it reports an error, and goes on
  front_end_hang,      // it reads no packet any more, until reset
  power_off,           // and on again: it has lost all that it knew, as after a ring reset
};

class Device {
 public:
  virtual std::uint32_t ring_count() const = 0;
  virtual const RingResources& resources(std::uint32_t ring) const = 0;
  virtual SystemMemory& memory() = 0;
  virtual FaultPlan& faults() = 0;  // of jobs; may be changed at any time

  virtual void inject(std::uint32_t ring, RingFault fault) = 0;
  // The device falls off the bus: registers read as all ones, nothing executes, resets or
  // interrupts any more. For good. Memory stays readable.
  virtual void lose_device() = 0;
  virtual bool lost() const = 0;

 protected:
  ~Device() = default;
};

}  // namespace drmsim::hw
