#include "scenarios/machine/machine.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "scenarios/drivers/common/driver_habits.h"
#include "scenarios/format/suggest.h"
#include "scenarios/machine/device_actions.h"
#include "scenarios/machine/hardware_config.h"
#include "scenarios/machine/missing_scheduler.h"
#include "sched/kernel/kernels.h"
#include "sched/model/model.h"
#include "sim/assert.h"

namespace drmsim::scenarios {
namespace {

sim::WorldOptions world_options(const ScenarioSpec& spec, const MachineOptions& options) {
  sim::WorldOptions world;
  world.seed = options.seed != 0 ? options.seed : spec.seed;
  world.strategy = options.strategy;
  world.steps_max = options.steps_max != 0 ? options.steps_max : spec.steps_max;
  world.rcu_grace_period = spec.cpu.rcu_grace_period;
  return world;
}

}  // namespace

std::string scheduler_of_run(const ScenarioSpec& spec, const std::string& chosen) {
  const NameRef& needed = spec.scheduler;
  if (needed.name.empty()) return chosen.empty() ? "model" : chosen;
  if (chosen.empty()) return needed.name;
  const auto family = [](const std::string& name) { return name.substr(0, name.find(':')); };
  if (family(chosen) == family(needed.name)) return chosen;
  throw error_at(spec, needed.where,
                 fmt::format("this scenario is about the scheduler `{}`; expected `--scheduler "
                             "{}`, or none instead of `--scheduler {}`",
                             needed.name, needed.name, chosen));
}

Machine::Machine(const ScenarioSpec& spec, const MachineOptions& options)
    : spec_(spec),
      until_ns_(std::min(options.until_ns, spec.until_ns)),
      world_(world_options(spec, options)),
      dependencies_(world_.log()),
      lives_(world_.log()),
      checkers_(world_, lives_),
      witness_(world_.names(), lives_, dependencies_),
      extensions_(options.extensions != nullptr ? *options.extensions : Extensions::of_program()),
      system_wq_(world_, "system_wq", sim::WorkqueueKind::unordered, spec.cpu.wakeup),
      api_(make_api(scheduler_of_run(spec, options.scheduler))),
      jobs_(world_, *api_) {
  world_.set_fence_witness(&witness_);
  for (sim::EventObserver* observer : options.observers) world_.log().attach(*observer);
  lives_.listen_to(dependencies_);
  for (JobObserver* observer : options.job_observers) lives_.add(*observer);
  if (options.checkers) attach_checkers();  // last: a hazard comes after the event that shows it
  for (const sim::Hold& hold : spec.preempts) world_.holds().add(hold);
  try {
    build_hardware();
    build_rings();
    build_entities();
    build_tasks();
    if (options.setup) options.setup(*this);
  } catch (const sim::RunIsOver&) {
    DRMSIM_ASSERT(world_.stopped(), "a hazard has ended the run");  // run() does nothing
  }
}

Machine::~Machine() {
  world_.end();  // suspended tasks refer to everything below
}

void Machine::attach_checkers() {
  checkers_.attach();
  for (const CheckerFactory& make : extensions_.checkers) checkers_.attach_own(make(world_));
  for (const ExpectedHazard& wanted : spec_.check) {
    const bool attached = checkers_.attach_requested(wanted.kind, spec_);
    api_->set_inspector(checkers_.inspector());
    if (attached) continue;
    std::vector<std::string> names;
    for (const auto kind : Checkers::requestable()) names.emplace_back(sim::hazard_name(kind));
    throw error_at(spec_, wanted.where,
                   fmt::format("`check` cannot look for `{}`; expected {}",
                               sim::hazard_name(wanted.kind), either_of(names)));
  }
}

void Machine::build_hardware() {
  gpu_ = std::make_unique<hw::Gpu>("gpu", world_, hardware_config(spec_));
  bus_ = std::make_unique<hw::MmioMaster>("bus", world_);
  bus_->socket.bind(gpu_->registers.socket);
  faults_ = std::make_unique<FaultRules>(world_, spec_.faults, gpu_->faults());
  for (const ResetDomainSpec& domain : spec_.reset_domains) {
    domains_.emplace(domain.name, std::make_unique<RecoveryDomain>(world_));
  }
}

InputError Machine::unknown(const char* what, const NameRef& name,
                            const std::vector<std::string>& known) const {
  return error_at(
      spec_, name.where,
      fmt::format("there is no {} `{}`{}", what, name.name, suggestion(name.name, known)));
}

drm::Release Machine::release() const {
  const drm::ReleaseId* found = drm::Release::find(spec_.semantics.name);
  if (found == nullptr) {
    const auto known = drm::Release::names();
    throw unknown("release", spec_.semantics, {known.begin(), known.end()});
  }
  drm::Release release(*found);
  const auto set = [this, &release](const std::vector<NameRef>& ids, bool on) {
    for (const NameRef& id : ids) {
      const drm::DefectInfo* info = drm::Defects::find(id.name);
      const auto known = drm::Defects::ids();
      if (info == nullptr) throw unknown("defect", id, {known.begin(), known.end()});
      release.defects.set(info->defect, on);
    }
  };
  set(spec_.defects, true);
  set(spec_.without, false);
  return release;
}

std::unique_ptr<drm::Api> Machine::make_api(const std::string& scheduler) {
  const drm::ApiFactory* make = extensions_.schedulers.find(scheduler);
  if (make == nullptr && scheduler == spec_.scheduler.name) {
    if (!kernel::how_to_get(scheduler).empty()) throw MissingScheduler(spec_);
    throw unknown("scheduler", spec_.scheduler, extensions_.schedulers.names());
  }
  if (make == nullptr) {
    throw unknown("scheduler", {scheduler, {}}, extensions_.schedulers.names());
  }
  const drm::ModelOptions model{release(), &extensions_.policies};
  const drm::ApiContext context{world_, system_wq_, spec_.cpu.wakeup, spec_.timer_rounding, &model};
  try {
    return (*make)(context);
  } catch (const std::invalid_argument& reason) {
    throw error_at(spec_, {}, fmt::format("scheduler `{}`: {}", scheduler, reason.what()));
  }
}

sim::Workqueue* Machine::workqueue(const QueueSpec& spec) {
  switch (spec.kind) {
    case QueueSpec::Kind::own:
      return nullptr;
    case QueueSpec::Kind::system:
      return &system_wq_;
    case QueueSpec::Kind::shared:
      break;
  }
  auto& queue = shared_wqs_[spec.shared_name];
  if (queue == nullptr) {
    queue = std::make_unique<sim::Workqueue>(world_, spec.shared_name, sim::WorkqueueKind::ordered,
                                             spec_.cpu.wakeup);
  }
  return queue.get();
}

drm::SchedulerArgs Machine::scheduler_args(const RingSpec& ring) {
  const SchedulerSpec& spec = ring.scheduler;
  const std::vector<std::string> policies = api_->policies();
  const std::string policy = spec.policy.name.empty() ? api_->default_policy() : spec.policy.name;
  if (std::find(policies.begin(), policies.end(), policy) == policies.end()) {
    throw unknown("policy", spec.policy, policies);
  }
  drm::SchedulerArgs args = spec;
  args.name = ring.name;
  args.policy = policy;
  args.submit_wq = workqueue(spec.submit_queue);
  args.timeout_wq = workqueue(spec.timeout_queue);
  if (const std::string reason = api_->refusal(args); !reason.empty()) {
    throw error_at(spec_, spec.where, reason);
  }
  return args;
}

void Machine::build_rings() {
  for (unsigned i = 0; i < spec_.rings.size(); ++i) {
    const RingSpec& spec = spec_.rings[i];
    const NameRef& kind = spec.driver.kind;
    const DriverFactory* make_driver = extensions_.drivers.find(kind.name);
    if (make_driver == nullptr) throw unknown("driver", kind, extensions_.drivers.names());
    check_habits(spec_, spec);
    drm::SchedulerArgs args = scheduler_args(spec);
    Ring ring{&spec, nullptr, nullptr};
    ring.driver =
        (*make_driver)({world_, *api_, *gpu_, *bus_, spec, i, *domains_.at(spec.reset_domain.name),
                        *faults_, args.timeout_wq, spec_});
    args.ops = ring.driver.get();
    ring.scheduler =
        drm::SchedulerPtr(ring.driver->make_scheduler(*api_, args), drm::Free{api_.get()});
    ring.driver->attach(*ring.scheduler);
    rings_.push_back(std::move(ring));
  }
}

std::uint32_t Machine::ring_index(const std::string& ring) const {
  const auto found =
      std::find_if(spec_.rings.begin(), spec_.rings.end(),
                   [&ring](const RingSpec& candidate) { return candidate.name == ring; });
  DRMSIM_ASSERT(found != spec_.rings.end(), "the reader checked every name");
  return static_cast<std::uint32_t>(found - spec_.rings.begin());
}

Machine::Ring& Machine::ring_named(const std::string& name) {
  return rings_[ring_index(name)];
}

std::vector<drm::Scheduler*> Machine::schedulers_of(const std::vector<NameRef>& rings) {
  std::vector<drm::Scheduler*> schedulers;
  for (const NameRef& ring : rings) schedulers.push_back(ring_named(ring.name).scheduler.get());
  return schedulers;
}

Submitter& Machine::add_submitter(const EntitySpec& spec, std::uint32_t process_id) {
  auto submitter = std::make_unique<Submitter>(
      world_, *api_, dependencies_, spec, process_id, schedulers_of(spec.rings),
      *ring_named(spec.rings.front().name).driver, spec_.cpu.submit);
  submitters_in_order_.push_back(submitter.get());
  return *submitters_.emplace(spec.name, std::move(submitter)).first->second;
}

void Machine::build_entities() {
  std::uint32_t process_id = 0;
  for (const EntitySpec& spec : spec_.entities) {
    check_rings_of(spec, spec.rings);
    add_submitter(spec, ++process_id);
  }
}

void Machine::run_until_end() {
  if (until_ns_ == sim::kForever) {
    world_.run();
    return;
  }
  world_.run_until(until_ns_);
  ended_by_until_ = world_.now() >= until_ns_;
  for (const auto& client : clients_) client->stop();
  for (const auto& guest : guests_) guest->stop();
  wake_devices();
  world_.run();
}

std::uint64_t Machine::evictions(const std::string& ring) {
  const std::uint32_t index = ring_index(ring);
  if (index >= rings_.size()) return 0;  // the run ended in set-up
  return rings_[index].driver->evictions();
}

void Machine::run() {
  if (world_.stopped()) return;
  run_until_end();
  for (const auto& client : clients_) {
    std::string why = client->failure();
    if (!why.empty()) gave_up_.push_back({client->spec().where, std::move(why)});
  }
  // Who waits for what never comes is not to blame for it.
  if (world_.stopped() || world_.limit() != sim::Limit::none) return;
  world_.log().emit(sim::EventKind::quiescent);
  if (!report_stalls()) take_down();
}

// As a driver's unload does: the jobs' users first, then the entities, then the schedulers.
void Machine::take_down() {
  jobs_.drop_all();
  for (const auto& guest : guests_) guest->let_go();
  world_.spawn_task("teardown", [this] {
    const sim::QuarantineHold hold(world_.memory());
    for (Submitter* submitter : submitters_in_order_) submitter->destroy();
    for (const Ring& ring : rings_) ring.driver->wait_for_cancelled();
    for (const Ring& ring : rings_) {
      if (ring.scheduler != nullptr) api_->drm_sched_fini(*ring.scheduler);
    }
    for (const Ring& ring : rings_) {
      if (ring.scheduler != nullptr) ring.driver->fini();
    }
    world_.rcu().barrier();
  });
  world_.run();
  if (world_.stopped() || world_.limit() != sim::Limit::none || report_stalls()) return;
  clients_.clear();
  owners_.clear();
  submitters_.clear();
  for (Ring& ring : rings_) ring.scheduler.reset();
  world_.memory().report_leaks();
}

}  // namespace drmsim::scenarios
