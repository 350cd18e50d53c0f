// A test bench: a World with a GPU in it, a bus master, and the event log as lines of text.
//
// Tests run their register accesses in CPU contexts (cpu()), as drivers do. Lines look like
// "11000 hw_start job=a sched=gfx"; those of the interrupt lines and of the hazards are left out
// unless asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hw_models/gpu/device.h"
#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/interrupt_registers.h"
#include "hw_models/gpu/mmio.h"
#include "hw_models/gpu/reset_registers.h"
#include "hw_models/gpu/ring_registers.h"
#include "hw_models/gpu/ring_writer.h"
#include "sim/world.h"

namespace drmsim::hw {

class Gpu;
class MmioMaster;

class GpuBench : private sim::EventObserver {
 public:
  explicit GpuBench(const GpuConfig& config, const sim::WorldOptions& options = {});
  ~GpuBench();
  GpuBench(const GpuBench&) = delete;
  GpuBench& operator=(const GpuBench&) = delete;

  sim::World world;

 private:
  std::unique_ptr<Gpu> gpu_model_;
  std::unique_ptr<MmioMaster> bus_model_;

 public:
  Device& gpu;
  Mmio& bus;

  // Runs the function in a task at that time. Must not be called for a time in the past.
  void cpu(sim::TimeNs at_ns, std::function<void()> function);
  void run() { world.run(); }

  RingWriter& writer(std::uint32_t ring = 0) { return writers_[ring]; }
  sim::JobTag job(std::string_view name) { return sim::JobTag{world.intern(name), 0}; }
  // Writes EXECUTE and WRITE_FENCE with an interrupt, and rings the doorbell. Returns the fence
  // value.
  std::uint32_t submit(std::string_view job, sim::TimeNs duration_ns, std::uint32_t ring = 0);
  void doorbell(std::uint32_t ring = 0);
  std::uint32_t fence(std::uint32_t ring = 0) const { return *gpu.resources(ring).fence; }

  std::uint32_t read(std::uint32_t ring, std::size_t offset);  // a register of the ring
  std::uint32_t status(std::uint32_t ring = 0) {
    return read(ring, offsetof(RingRegisters, status));
  }
  // Writes the command, and lets the CPU's write pointer begin again for the rings that are
  // emptied.
  void reset(ResetKind kind, std::uint32_t ring = 0);
  std::uint32_t reset_status(std::uint32_t ring = 0);

  // Times at which the handlers of a ring's interrupts have been called.
  std::vector<sim::TimeNs> fence_irqs(std::uint32_t ring = 0) const { return fence_irqs_[ring]; }
  std::vector<sim::TimeNs> error_irqs(std::uint32_t ring = 0) const { return error_irqs_[ring]; }
  std::vector<sim::TimeNs> reset_irqs(std::uint32_t ring = 0) const { return reset_irqs_[ring]; }

  std::vector<std::string> log;        // hw_*, in order
  std::vector<std::string> hazards();  // messages

 private:
  void on_event(const sim::Event& event) override;

  std::vector<RingWriter> writers_;
  std::vector<std::uint32_t> seqnos_;
  std::vector<std::vector<sim::TimeNs>> fence_irqs_;
  std::vector<std::vector<sim::TimeNs>> error_irqs_;
  std::vector<std::vector<sim::TimeNs>> reset_irqs_;
};

// One engine and one reset domain per ring.
GpuConfig separate_rings(std::uint32_t count);
// Rings that share one engine and one reset domain.
GpuConfig shared_engine(std::uint32_t count, std::uint32_t width = 1);

// The first so many attempts never complete.
JobFaults hang(std::uint32_t attempts = kEveryAttempt);

using Lines = std::vector<std::string>;

}  // namespace drmsim::hw
