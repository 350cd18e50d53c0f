// A machine: everything that a scenario describes, built on one World, run, taken down and checked.
//
// Intuition: the lab bench of one experiment. Mechanism: hardware first, then per ring a driver and
// its scheduler, then the entities with their submitters; run() lets the tasks go until nothing is
// left to do (or until the scenario's end of time, when clients finish their cycle and stop),
// destroys entities and schedulers in order, as drivers do on unload, and reports what was left
// behind: tasks that hang, jobs whose fences never signalled, leaked objects. Limits: after a fatal
// hazard nothing is taken down; the hazard says what broke.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hw_models/gpu/gpu.h"
#include "hw_models/gpu/mmio_master.h"
#include "scenarios/checkers/checkers.h"
#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/fault_rules.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/jobs/job_lives.h"
#include "scenarios/jobs/job_readiness.h"
#include "scenarios/machine/client_sleeps.h"
#include "scenarios/machine/client_task.h"
#include "scenarios/machine/extensions.h"
#include "scenarios/machine/job_table.h"
#include "scenarios/machine/job_witness.h"
#include "scenarios/machine/machine_guest.h"
#include "scenarios/machine/owner_task.h"
#include "scenarios/machine/submitter.h"
#include "sched/api/drm_api.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class DeviceActions;

class Machine;

struct MachineOptions {
  std::uint64_t seed = 0;                      // 0: the scenario's
  sim::TimeNs until_ns = sim::kForever;        // the earlier of this and the scenario's
  sim::Strategy* strategy = nullptr;           // null: run to completion
  std::string scheduler;                       // of drm::Api, by its name. Empty: the scenario's
  const Extensions* extensions = nullptr;      // null: the built-in ones. Outlive the machine
  std::vector<sim::EventObserver*> observers;  // attached before anything happens; outlive it
  std::vector<JobObserver*> job_observers;     // the same, of jobs
  std::uint64_t steps_max = 0;                 // 0: the scenario's
  bool checkers = true;                        // scenarios/checkers watch the run
  std::function<void(Machine&)> setup;         // called when it is built; null: nothing to add
};

// The implementation of drm::Api that a run gets: the chosen one, or else the scenario's own, or
// else "model". Throws InputError if the scenario needs another than was chosen. What follows a
// colon may differ: a scenario for kernel:6.12 runs on kernel:mine.
std::string scheduler_of_run(const ScenarioSpec& spec, const std::string& chosen);

class Machine {
 public:
  // Throws InputError if the scenario or the options name a scheduler, policy, driver, preset or
  // switch that does not exist, or that the scheduler cannot serve.
  // The scenario outlives the machine.
  Machine(const ScenarioSpec& spec, const MachineOptions& options);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  void run();  // once

  // The ring's driver goes away while the rest goes on: [[action]] unload. Task context.
  void unload(const ActionSpec& action);

  // For programs that submit work of their own. Before run().
  void adopt(std::unique_ptr<MachineGuest> guest) { guests_.push_back(std::move(guest)); }
  // One more entity, destroyed after the scenario's. Its name is unique, its rings exist.
  // process_id: not 0; several entities may be of one process. Before run(), or in a task.
  Submitter& add_submitter(const EntitySpec& spec, std::uint32_t process_id);

  sim::World& world() { return world_; }
  drm::Api& api() { return *api_; }
  const ScenarioSpec& spec() const { return spec_; }
  bool ended_by_until() const { return ended_by_until_; }
  drm::Scheduler& scheduler(const std::string& ring) { return *ring_named(ring).scheduler; }
  Submitter& submitter(const std::string& entity) { return *submitters_.at(entity); }
  JobTable& jobs() { return jobs_; }
  RecoveryDomain& domain_of(const std::string& ring);
  JobReadiness& dependencies() { return dependencies_; }
  // After the run.
  const std::vector<ClientFailure>& clients_that_gave_up() const { return gave_up_; }
  const FaultRules& faults() const { return *faults_; }
  hw::Gpu& gpu() { return *gpu_; }
  hw::Mmio& mmio() { return *bus_; }
  std::uint64_t evictions(const std::string& ring);
  std::uint32_t ring_index(const std::string& ring) const;

 private:
  struct Ring {
    const RingSpec* spec;
    std::unique_ptr<Driver> driver;
    drm::SchedulerPtr scheduler;  // null: unloaded
  };

  void attach_checkers();
  void build_hardware();
  void build_rings();
  drm::SchedulerArgs scheduler_args(const RingSpec& ring);
  void build_entities();
  void build_tasks();
  void build_clients();
  void build_owners();
  void add_owner_task(const EntitySpec& entity, const std::string& process, Submitter::User user,
                      const std::vector<const JobSpec*>& jobs);
  sim::Workqueue* workqueue(const QueueSpec& spec);  // null: the scheduler's own
  InputError unknown(const char* what, const NameRef& name,
                     const std::vector<std::string>& known) const;
  drm::Release release() const;
  std::unique_ptr<drm::Api> make_api(const std::string& scheduler);
  Ring& ring_named(const std::string& name);
  std::vector<drm::Scheduler*> schedulers_of(const std::vector<NameRef>& rings);

  // Throws if they cannot all run the entity's jobs.
  void check_rings_of(const EntitySpec& entity, const std::vector<NameRef>& rings);
  void check_suspend_timeout(const ActionSpec& action);  // throws if that is the driver's business
  void check_suspend(const ActionSpec& action);          // throws if the device cannot sleep
  void wake_devices();
  std::vector<Submitter*> users_of(const ActionSpec& unload);  // throws if they are others', too
  void run_until_end();
  std::string awaited_object(const sim::Context& context) const;
  bool report_stalls();
  // jobs: those that keep their entity's queue.
  std::string stall_text(const sim::Context& context, const std::vector<sim::WaitLine>& jobs) const;
  void take_down();

  const ScenarioSpec& spec_;
  sim::TimeNs until_ns_;
  bool ended_by_until_ = false;
  sim::World world_;
  JobReadiness dependencies_;
  JobLives lives_;
  Checkers checkers_;
  JobWitness witness_;
  const Extensions& extensions_;
  sim::Workqueue system_wq_;
  std::unique_ptr<drm::Api> api_;
  std::map<std::string, std::unique_ptr<sim::Workqueue>> shared_wqs_;
  std::unique_ptr<hw::Gpu> gpu_;
  std::unique_ptr<hw::MmioMaster> bus_;
  std::unique_ptr<FaultRules> faults_;
  std::map<std::string, std::unique_ptr<RecoveryDomain>> domains_;
  std::vector<Ring> rings_;
  std::map<std::string, std::unique_ptr<Submitter>> submitters_;
  std::vector<Submitter*> submitters_in_order_;  // in which they were made
  JobTable jobs_;
  std::vector<std::unique_ptr<OwnerTask>> owners_;
  std::uint32_t other_processes_ = 0;  // beside the entities' owners
  ClientSleeps client_sleeps_{world_};
  std::vector<std::unique_ptr<ClientTask>> clients_;
  std::vector<ClientFailure> gave_up_;
  std::unique_ptr<DeviceActions> device_actions_;
  std::vector<std::unique_ptr<MachineGuest>> guests_;
};

}  // namespace drmsim::scenarios
