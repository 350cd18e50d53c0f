// struct drm_sched_backend_ops: what a driver implements, on handles.
#pragma once

#include <cstdint>
#include <string>

#include "sched/api/drm_handles.h"
#include "sim/names.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::drm {

// What run_job() hands back: a fence, nothing, or an error (kernel: pointer, NULL, ERR_PTR).
struct RunJobResult {
  Fence* fence = nullptr;
  int error = 0;  // -errno; 0 with a null fence: "nothing to wait for", which counts as success

  static RunJobResult hardware_fence(Fence* fence) { return {fence, 0}; }
  static RunJobResult nothing() { return {}; }
  static RunJobResult failed(int error) { return {nullptr, error}; }
};

// `run_job` with a result, in the event log: what every implementation of drm::Api emits when
// run_job() has returned without a fence. finished_error: of the job's finished fence.
void log_run_job_result(sim::World& world, sim::JobTag job, sim::NameId ring,
                        const RunJobResult& result, int finished_error);

enum class SchedStat : std::uint8_t {
  nominal,  // recovery has started or is done: the scheduler re-arms the timeout
  enodev,   // the device is gone: it does not
  no_hang,  // nothing hangs: the scheduler puts the job back; where Api::knows_no_hang()
};

// What a driver did that answers it elsewhere.
inline std::string unknown_no_hang(const std::string& job) {
  return "timedout_job of " + job + " answers NO_HANG, which this release does not know";
}

// What a worker did whose item was queued behind the back of drm_sched_wqueue_stop().
inline std::string work_while_stopped(const std::string& what) {
  return what + " by a worker that began while the scheduler was stopped";
}

// Which of the callbacks that may be null are not. One that is called without need does no harm.
struct OptionalCallbacks {
  bool prepare_job = true;
  bool update_job_credits = true;
};

class BackendOps {
 public:
  virtual ~BackendOps() = default;

  // Asked once, by drm_sched_init().
  virtual OptionalCallbacks optional_callbacks() const { return {}; }

  // Something else to wait for before the job runs (a reference is handed over), or null. Asked
  // again until null, each time the job is considered after its dependencies. Run worker; must not
  // block, nor allocate with GFP_KERNEL.
  virtual Fence* prepare_job(Job&, Entity&) { return nullptr; }

  // Submits the job to the hardware. The scheduler INHERITS one reference of the returned fence: a
  // driver that looks at the fence later (in its interrupt handler, at reset) holds another of its
  // own. Called again for the same job after a timeout, if the driver resubmits; then it must
  // return a new fence or a new reference, must not re-initialise one that somebody holds, and must
  // not allocate with GFP_KERNEL (kernel-doc of run_job). Run worker, or the timeout handler on
  // resubmission.
  virtual RunJobResult run_job(Job& job) = 0;

  // The oldest unsignalled job did not finish in time. Workflow: stop every scheduler that shares
  // the hardware, reset, resubmit if at all, start them. Timeout worker; may sleep; must not wait
  // for fences.
  virtual SchedStat timedout_job(Job& job) = 0;

  // The job's finished fence has signalled and nobody else uses it. Called exactly once. Free
  // worker, timeout handler, or the worker of a killed entity.
  virtual void free_job(Job& job) = 0;

  // The scheduler goes away (drm_sched_fini()) and the job is on the hardware: signal its hardware
  // fence with -ECANCELED; free_job() follows. Task context. Called by Linux 6.17 and later; before
  // that, such a job is leaked.
  virtual void cancel_job(Job&) {}

  // The number of credits that the job takes now, at least 1 (the kernel warns of 0: such a job
  // bypasses flow control). `credits`: what it took so far. Asked each time the job is considered,
  // until the release in which the callback went. Run worker, locks held.
  virtual std::uint32_t update_job_credits(Job&, std::uint32_t credits) { return credits; }
};

}  // namespace drmsim::drm
