// A driver of a kernel tree: its own scheduler code, compiled and unmodified, on one of our rings.
//
// Intuition: the upper half of the driver is the kernel's, the lower half, which would write
// registers, is here. Mechanism: drm/sched calls the driver's backend operations by way of this
// class (events, rules about allocation), the driver's code calls start(), mask_irq(), reset(), and
// the interrupt handler calls the driver's completion. One job at a time. Limits: only on a
// scheduler that is compiled from a kernel tree with that driver; for `lima`. Which file is
// whose: sched/kernel/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/live_jobs.h"
#include "scenarios/drivers/common/ring_port.h"
#include "sched/api/hosted_code.h"

namespace drmsim::scenarios {

class HostedDriver final : public Driver, private drm::HostedHardware {
 public:
  // Throws InputError if the run's scheduler has no such driver, or if the scenario asks for what
  // the driver does not do.
  explicit HostedDriver(const DriverContext& context);

  drm::Scheduler* make_scheduler(drm::Api& api, const drm::SchedulerArgs& args) override;
  void attach(drm::Scheduler& scheduler) override { scheduler_ = &scheduler; }
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  const char* stays_because() const override { return nullptr; }
  void wait_for_jobs() override { live_jobs_.wait_until_none(); }
  bool shares_entities() const override { return false; }
  void stop_hardware() override;
  void fini() override;

  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;

 private:
  struct Task {
    sim::TimeNs duration_ns = 0;
    sim::NameId entity = 0;
    const JobFaultSpec* fault = nullptr;  // may be null; until it runs, the job's own
    std::uint32_t attempts = 0;
    bool has_run = false;  // run_job() had it
  };

  void start(drm::Job& job) override;
  void mask_irq() override;
  void synchronize_irq() override { port_.synchronize_interrupts(); }
  void reset() override;
  int resume() override;
  void handle_fence_interrupt();
  void handle_error_interrupt();

  sim::World& world_;
  drm::Api& api_;
  drm::HostedCode& code_;
  const DriverSpec& spec_;
  RingPort port_;
  FaultRules& faults_;
  sim::NameId name_;
  drm::Scheduler* scheduler_ = nullptr;
  std::map<std::uint64_t, Task> tasks_;  // by JobTag::bits(); those that are not freed
  LiveJobs live_jobs_;                   // as many
  std::uint32_t emitted_ = 0;            // the number that the job on the ring writes at its end
  bool busy_ = false;                    // a job is on the ring, as far as the CPU knows
  const Task* to_run_ = nullptr;         // in run_job: whose
  bool masked_ = false;                  // since the last reset: the driver saw a real timeout
};

}  // namespace drmsim::scenarios
