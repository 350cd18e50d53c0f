// What a driver is to the rest of a machine: the scheduler's callbacks, and the making of jobs.
//
// sched/ and hw_models/ know nothing of each other; a driver connects one ring to one scheduler, as
// in a kernel. A kind of driver is a factory registered under the name that scenario files use.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hw_models/gpu/device.h"
#include "hw_models/gpu/mmio.h"
#include "hw_models/gpu/ring_writer.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/format/ring_spec.h"
#include "sched/api/drm_api.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class FaultRules;
struct RecoveryDomain;
struct ScenarioSpec;

// One job to be submitted, as the submitter describes it.
struct JobRequest {
  sim::JobTag tag;
  sim::TimeNs duration_ns = 0;
  std::uint32_t credits = 1;
  const JobFaultSpec* fault = nullptr;      // of its own; null: none. Outlives the job
  sim::TimeNs deadline_ns = sim::kForever;  // when it is to have finished
  std::optional<hw::EndWord> until = {};    // then duration_ns means nothing
  sim::NameId entity = 0;                   // filled in by the Submitter
};

// What a driver is made from. The references outlive it.
struct DriverContext {
  sim::World& world;
  drm::Api& api;
  hw::Device& device;
  hw::Mmio& mmio;
  const RingSpec& ring;
  unsigned ring_index;
  RecoveryDomain& domain;  // shared by the drivers whose rings reset together
  FaultRules& faults;
  sim::Workqueue* timeout_wq;  // that of `timeout_queue`; null: the scheduler's own
  const ScenarioSpec& scenario;
};

class Driver : public drm::BackendOps {
 public:
  // drm_sched_init(). A hosted driver's code does that itself.
  virtual drm::Scheduler* make_scheduler(drm::Api& api, const drm::SchedulerArgs& args) {
    return api.drm_sched_init(args);
  }
  // The scheduler that this driver serves; called once, before anything is submitted.
  virtual void attach(drm::Scheduler& scheduler) = 0;
  // drm_sched_job_init(): task context. The job is freed through free_job().
  virtual drm::Job& make_job(drm::Entity& entity, const JobRequest& request) = 0;
  // The owner of an entity is gone, and so is the entity, after drm_sched_entity_fini(). Jobs of it
  // may execute still. May sleep.
  virtual void entity_closed(drm::Entity& entity) { static_cast<void>(entity); }
  // Why it cannot be unloaded while the rest of the machine goes on; null: it can, and it counts
  // its jobs.
  virtual const char* stays_because() const { return "its driver does not count its jobs"; }
  // Until no job is left that was made and is not freed. May sleep.
  virtual void wait_for_jobs() {}
  // Until what entity_closed() has cancelled is freed, if a job keeps its queue, and thereby the
  // scheduler. May sleep.
  virtual void wait_for_cancelled() {}
  // Whether it is a member of its RecoveryDomain, and can be suspended with it.
  virtual bool can_suspend() const { return false; }
  // Whether it suspends and resumes the scheduler's timeout itself: there is one such state, and
  // nobody else may touch it.
  virtual bool owns_timeout() const { return false; }
  // Whether a job that it has made may run on another ring of a driver of its kind: an entity may
  // then have several rings. Where each ring has entities of its own, as v3d's queues and xe's,
  // not.
  virtual bool shares_entities() const { return true; }
  // How often its queue lost its place on the hardware to another, where a firmware gives places.
  virtual std::uint64_t evictions() const { return 0; }
  // Before drm_sched_fini(), where the driver goes away with jobs on the hardware: no interrupt
  // comes any more, nothing executes. May sleep.
  virtual void stop_hardware() {}
  // The driver goes away; nothing is submitted or running any more.
  virtual void fini() = 0;
};

using DriverFactory = std::function<std::unique_ptr<Driver>(const DriverContext&)>;

}  // namespace drmsim::scenarios
