// A process with one entity: the common part of everybody who submits jobs.
//
// Jobs of one entity are armed and pushed under one lock, so that fence numbers follow queue order.
// A process that was killed, or whose entity was destroyed, submits nothing more.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/drivers/driver.h"
#include "scenarios/format/entity_spec.h"
#include "scenarios/machine/job_readiness.h"
#include "sched/api/drm_api.h"
#include "sim/delay.h"
#include "sim/mutex.h"

namespace drmsim::scenarios {

class Submitter {
 public:
  // All references outlive it.
  Submitter(sim::World& world, drm::Api& api, JobReadiness& dependencies, const EntitySpec& spec,
            std::uint32_t process_id, std::vector<drm::Scheduler*> schedulers, Driver& driver,
            sim::Delay submit_cost);

  // job_init, dependencies (their references are consumed), arm, push. The caller gets a reference
  // of the job's finished fence, or null if the process is gone. Task context. `armed` is called
  // between arm and push: when others can already name the fence in submissions of their own.
  using Armed = std::function<void(drm::Fence& finished)>;
  drm::Fence* submit(const JobRequest& request, const std::vector<drm::Fence*>& after,
                     const Armed& armed = nullptr);

  void kill(sim::TimeNs wait_ns);  // SIGKILL: flush for at most that long, then fini; may sleep
  // drm_sched_entity_modify_sched(), under the lock of arm and push; may sleep.
  void modify_sched(const std::vector<drm::Scheduler*>& schedulers);
  void close();       // the process goes on: flush; may sleep
  void kill_child();  // flush by a process that never submitted; may sleep
  // drm_sched_entity_destroy(), if nobody has ended it; otherwise until that is done. May sleep.
  void destroy();
  bool gone() const { return gone_; }

  drm::Api& api() { return api_; }
  drm::Entity& entity() { return *entity_; }

 private:
  sim::World& world_;
  drm::Api& api_;
  JobReadiness& dependencies_;
  sim::NameId name_;
  Driver& driver_;
  sim::Delay submit_cost_;
  drm::Process process_;
  sim::Mutex submit_lock_;
  sim::Mutex release_lock_;  // a file is released once, and a driver is not unloaded meanwhile
  drm::EntityPtr entity_;
  bool submit_locked_;
  bool gone_ = false;  // nothing is submitted any more
};

}  // namespace drmsim::scenarios
