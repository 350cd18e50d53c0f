// The ring driver's hands on the hardware: writes packets, rings the doorbell, presses reset
// buttons.
//
// Everything goes through registers and memory, as in a kernel; what each does is in
// hw_models/*_registers.h. Functions that reset may sleep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "hw_models/gpu/device.h"
#include "hw_models/gpu/mmio.h"
#include "hw_models/gpu/reset_registers.h"
#include "hw_models/gpu/ring_writer.h"
#include "scenarios/drivers/common/driver.h"
#include "sim/names.h"

namespace drmsim::scenarios {

class DriverJob;

class RingPort {
 public:
  explicit RingPort(const DriverContext& context);

  // error_thread: the error handler may sleep.
  // The fence handler may run on several processors at once, as many as there are vectors.
  void request_interrupts(const std::function<void()>& fence, std::function<void()> error,
                          bool error_thread = false);
  void disable_interrupts();  // and waits for running handlers; may sleep
  // At the interrupt controller: what arrives meanwhile is delivered when unmasked.
  void mask_fence_interrupt();
  void unmask_fence_interrupt();
  void mask_error_interrupt();
  void unmask_error_interrupt();
  void synchronize_interrupts();  // waits for running handlers; may sleep
  void quiet_interrupts();        // both masked, and no handler runs; may sleep

  // An attempt of a job, into the ring buffer: EXECUTE, or EXECUTE_UNTIL, and WRITE_FENCE with an
  // interrupt. That the driver's run_job() has handed it to the hardware is then in the log; so is,
  // for those who find that there is nothing to do for the hardware, that it was asked.
  void write_job(const DriverJob& job, std::uint32_t fence_number, drm::Scheduler& scheduler);
  void nothing_to_do(const DriverJob& job, drm::Scheduler& scheduler) {
    log_attempt(job, scheduler);
  }
  void ring_doorbell();  // the ring may read what was written
  // For drivers whose jobs are not DriverJobs: the packets and the doorbell alone.
  void submit(sim::JobTag job, sim::TimeNs duration_ns, std::uint32_t fence_number);
  std::uint32_t written_fence() const { return *resources_.fence; }
  void set_written_fence(std::uint32_t number);

  bool soft_recovery() { return command(hw::ResetKind::soft_recovery); }  // whether it was accepted
  bool reset_ring();
  bool reset_domain();
  sim::JobTag executing_job();  // the oldest; of bits 0: none
  bool executes() { return executing_job().bits() != 0; }
  bool reports_error();      // since the last reset
  std::uint32_t progress();  // ns that the oldest job has executed; 0 if it hangs
  // A disabled ring takes no doorbell. While disabled the ring is set up again after a reset.
  void enable_ring();
  void disable_ring();
  bool lost();  // the device has fallen off the bus: registers read as all ones
  void ring_was_reset() { writer_.restart(); }
  // The ring forgets what it has, and what it executes comes to nothing. Then, when it is to go on:
  // what was written and has not completed is written again, under the same numbers; whether there
  // is any.
  void power_off();
  bool write_again();

 private:
  void log_attempt(const DriverJob& job, drm::Scheduler& scheduler);
  void write(const hw::JobPackets& packets);
  bool command(hw::ResetKind kind);
  void write_mask(std::size_t interrupt_register, std::uint32_t source);
  std::uint32_t read(std::size_t ring_register);

  sim::World& world_;
  drm::Api& api_;
  hw::Device& device_;
  hw::Mmio& mmio_;
  std::uint32_t ring_index_;
  sim::NameId name_;
  hw::RingResources resources_;
  hw::RingWriter writer_;
  std::vector<hw::JobPackets> packets_;  // the newest, in order of their numbers
  std::size_t packets_max_;              // as many as there may be in flight
  std::size_t next_packet_ = 0;          // where the next goes, once there are so many
};

}  // namespace drmsim::scenarios
