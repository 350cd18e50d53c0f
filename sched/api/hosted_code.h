// A kernel driver's own scheduler code, as an implementation of drm::Api may offer it.
//
// Intuition: the upper half of a driver comes with the scheduler, from the same kernel tree; the
// lower half, which touches the hardware, is the caller's. Mechanism: the driver's code makes its
// schedulers and jobs itself; once made they are handles as any other. The scheduler calls
// SchedulerArgs::ops as ever, and those call run_job(), timedout_job() and free_job() here, which
// are the code's own. The code calls HostedHardware. Limits: which drivers there are depends on the
// tree: sched/kernel/drivers/README.md.
#pragma once

#include <cstdint>

#include "sched/api/drm_backend_ops.h"
#include "sched/api/drm_handles.h"
#include "sim/assert.h"
#include "sim/names.h"
#include "sim/where.h"

namespace drmsim::drm {

struct SchedulerArgs;

// What the code does to the hardware. Which of it, depends on the driver: one whose file touches no
// registers starts jobs, masks and resets; one whose file does reads and writes them.
class HostedHardware {
 public:
  virtual ~HostedHardware() = default;
  virtual void synchronize_irq() = 0;  // waits for running handlers; may sleep
  virtual void reset() = 0;            // drops what executes, and unmasks; may sleep
  virtual void start(Job&) { DRMSIM_ASSERT(false, "no driver of this hardware starts jobs"); }
  virtual int resume() { return 0; }  // from runtime suspend, for the job to be run; or -errno
  virtual void mask_irq() { DRMSIM_ASSERT(false, "no driver of this hardware masks"); }
  virtual std::uint32_t read32(std::uint64_t /*address*/) {
    DRMSIM_ASSERT(false, "no driver of this hardware reads registers");
    return 0;
  }
  virtual void write32(std::uint64_t /*address*/, std::uint32_t /*value*/) {
    DRMSIM_ASSERT(false, "no driver of this hardware writes registers");
  }
};

// Where a job's commands are, for hardware that reads them from memory.
struct ControlList {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The driver's module parameters, of what SchedulerArgs does not say.
struct HostedSettings {
  std::uint32_t max_error_tasks = 0;  // lima
};

class HostedCode {
 public:
  virtual ~HostedCode() = default;

  // drm_sched_init() by the driver's code: a queue, and with the first one its device. The timeout
  // is whole milliseconds. Credits, queues and run queues are the code's own. hardware outlives the
  // scheduler.
  virtual Scheduler* init(const SchedulerArgs& args, const HostedSettings& settings,
                          HostedHardware& hardware, sim::Where where = sim::Where::here()) = 0;
  // A job for an entity of such a scheduler, in memory that free_job() frees. Perhaps armed.
  virtual Job& make_job(Entity& entity, sim::JobTag tag, ControlList list = {},
                        sim::Where where = sim::Where::here()) = 0;
  virtual sim::JobTag tag_of(Job& job) const = 0;

  virtual RunJobResult run_job(Job& job) = 0;
  virtual SchedStat timedout_job(Job& job) = 0;
  virtual void free_job(Job& job) = 0;
  // The driver goes away: after drm_sched_fini() of all queues. Task context.
  virtual void stop(Scheduler& scheduler) = 0;
  // Interrupt context: the job that executes has ended, or the hardware reports an error.
  virtual void irq(Scheduler& scheduler, bool error) = 0;
};

}  // namespace drmsim::drm
