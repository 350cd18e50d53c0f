// A model of Broadcom's V3D, as the scheduler code of its driver sees it.
//
// Intuition: two readers of lists, each with a finger on the line that it is at. Mechanism: writing
// the end address of a control list starts its thread; the current address moves through the list
// in the time that the job takes; at the end the thread sets its bit in INT_STS, which raises the
// core's line unless it is masked. A hung thread stops in the middle of its list. The bridge resets
// everything: threads stop, INT_STS is cleared, all interrupts are masked. Each thread keeps the
// CPU informed only by these registers.
// Limits: lists contain nothing; which job is in the memory at an address is told by place(). A
// thread takes the next list only when it has finished (the hardware queues one). Power, caches,
// the texture unit, compute and the hub's interrupts are not modelled. v3d_registers.h is the
// manual.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

#include <systemc>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/fault_plan.h"
#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/interrupt_controller.h"
#include "hw_models/v3d/v3d_bus.h"
#include "hw_models/v3d/v3d_registers.h"
#include "sim/irq_line.h"
#include "sim/names.h"
#include "sim/sc_timed_event.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::hw {

class V3d final : public sc_core::sc_module, private V3dRegisterFile {
 public:
  V3dBus registers{"registers", *this};

  // faults outlives the model. interrupt: of the core's line.
  V3d(sc_core::sc_module_name name, sim::World& world, FaultPlan& faults,
      const InterruptSourceConfig& interrupt);

  // How a thread is called in the event log, `sched=`. Threads without a name are not in it.
  void name_thread(std::uint32_t thread, std::string_view name);
  // Puts the control list of a job into memory that is free, and returns where it begins; its
  // length depends on the job's duration. Addresses are used again after 4 GB.
  struct List {
    std::uint32_t begin;
    std::uint32_t end;
  };
  List place(sim::JobTag job, sim::TimeNs duration_ns);
  void remove(std::uint32_t begin) { lists_.erase(begin); }

  sim::IrqLine& core_irq() { return core_irq_; }

 private:
  struct Contents {
    sim::JobTag job;
    sim::TimeNs duration_ns = 0;
  };
  struct Thread {
    Thread(sim::Timeline& timeline, const char* name) : at_end(timeline, name) {}
    sim::NameId name = 0;
    std::uint32_t queue_base = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool running = false;
    sim::JobTag job;
    sim::TimeNs start_ns = 0;
    AttemptFaults faults;
    sim::ScTimedEvent at_end;
  };

  std::uint32_t read(std::uint64_t address) const override;
  void write(std::uint64_t address, std::uint32_t value) override;
  std::uint32_t read_thread(const Thread& thread, std::uint32_t first_register) const;
  void write_core(std::uint32_t offset, std::uint32_t value);
  void start(std::uint32_t index, std::uint32_t end);
  void on_end();  // SC_METHOD
  void finish(std::uint32_t index);
  void set_status(std::uint32_t bits, const AttemptFaults& faults);
  void unmask(std::uint32_t bits);
  void reset();
  std::uint32_t current_address(const Thread& thread) const;

  sim::World& world_;
  FaultPlan& faults_;
  sim::IrqLine core_irq_;
  DelayLine delays_;
  InterruptController interrupts_;
  std::uint32_t core_source_;
  std::uint32_t status_ = 0;
  std::uint32_t mask_ = ~0u;
  bool in_reset_ = false;
  std::map<std::uint32_t, Contents> lists_;  // by the address at which they begin
  std::uint32_t next_address_ = 0x1000;
  std::array<Thread, V3dThread::kCount> threads_;
};

}  // namespace drmsim::hw
