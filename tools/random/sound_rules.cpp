#include "tools/random/sound_rules.h"

#include <algorithm>
#include <set>
#include <string>

namespace drmsim::scenarios {
namespace {

constexpr std::uint32_t kRunQueues = 4;
constexpr std::uint32_t kSlotsBesideCredits = 7;  // jobs that are replayed while others come

template <class List, class Predicate>
bool all_of(const List& list, Predicate predicate) {
  return std::all_of(list.begin(), list.end(), predicate);
}

bool ends(const ActionSpec& action) {
  return action.kind == ActionKind::kill || action.kind == ActionKind::destroy;
}

bool is_serialised(const ScenarioSpec& spec) {
  return all_of(spec.rings, [&spec](const RingSpec& ring) {
    const QueueSpec& queue = ring.scheduler.timeout_queue;
    if (queue.kind == QueueSpec::Kind::system) return false;
    return all_of(spec.rings, [&](const RingSpec& other) {
      return &ring == &other || ring.reset_domain.name != other.reset_domain.name ||
             (queue.kind == QueueSpec::Kind::shared && other.scheduler.timeout_queue == queue);
    });
  });
}

bool is_sound_ring(const RingSpec& ring) {
  return ring.scheduler.timeout_ns != sim::kForever && ring.scheduler.num_rqs == kRunQueues &&
         ring.slots >= ring.scheduler.credit_limit + kSlotsBesideCredits &&
         ring.driver == sound_driver(ring.driver);
}

bool is_sound_entity(const ScenarioSpec& spec, const EntitySpec& entity) {
  if (entity.priority == EntityPriority::kernel || !entity.submit_lock) return false;
  const auto of_it = [&entity](const ActionSpec& action) {
    return ends(action) && action.entity.name == entity.name;
  };
  const auto end = std::find_if(spec.actions.begin(), spec.actions.end(), of_it);
  if (end == spec.actions.end()) return true;
  if (!entity.grace_period) return false;
  // What is done to it afterwards is done to memory that has gone.
  const bool is_last = all_of(spec.actions, [&](const ActionSpec& action) {
    return &action == &*end || action.entity.name != entity.name ||
           (!ends(action) && action.at_ns < end->at_ns);
  });
  const bool has_client = std::any_of(
      spec.clients.begin(), spec.clients.end(),
      [&entity](const ClientSpec& client) { return client.entity.name == entity.name; });
  return is_last && !has_client && end->at_ns > last_submission_ns(spec, entity.name);
}

bool is_sound_job_fault(const JobFaultSpec& fault) {
  return !fault.fault_interrupt_ns.has_value();
}

}  // namespace

bool is_sound_action(ActionKind kind) {
  switch (kind) {
    case ActionKind::kill:
    case ActionKind::destroy:
    case ActionKind::set_priority:
    case ActionKind::modify_sched:
    case ActionKind::spurious_interrupt:
    case ActionKind::read_fence:
      return true;
    default:
      return false;
  }
}

DriverSpec sound_driver(const DriverSpec& driver) {
  DriverSpec sound;
  sound.where = driver.where;
  sound.reset_time_ns = driver.reset_time_ns;
  sound.reset = driver.reset;
  sound.soft_recovery = driver.soft_recovery;
  sound.soft_recovery_wait_ns = driver.soft_recovery_wait_ns;
  sound.reread_hardware = driver.reread_hardware;
  sound.run_job_cost = driver.run_job_cost;
  if (driver.fence == FenceStorage::preallocated) sound.fence = driver.fence;
  return sound;
}

std::uint32_t lowest_credit_limit(const ScenarioSpec& spec) {
  std::uint32_t lowest = UINT32_MAX;
  for (const RingSpec& ring : spec.rings) lowest = std::min(lowest, ring.scheduler.credit_limit);
  return lowest;
}

sim::TimeNs last_submission_ns(const ScenarioSpec& spec, const std::string& entity) {
  sim::TimeNs last_ns = 0;
  for (const JobSpec& job : spec.jobs) {
    if (job.entity.name == entity) last_ns = std::max(last_ns, job.at_ns);
  }
  return last_ns;
}

bool is_sound(const ScenarioSpec& spec, bool unserialised_timeouts) {
  const std::uint32_t credits = lowest_credit_limit(spec);
  return (unserialised_timeouts || is_serialised(spec)) && spec.preempts.empty() &&
         all_of(spec.rings, is_sound_ring) &&
         all_of(spec.reset_domains,
                [](const ResetDomainSpec& domain) { return domain.full_reset_fails == 0; }) &&
         all_of(spec.entities,
                [&spec](const EntitySpec& entity) { return is_sound_entity(spec, entity); }) &&
         all_of(spec.jobs,
                [credits](const JobSpec& job) {
                  return job.credits <= credits && is_sound_job_fault(job.fault);
                }) &&
         all_of(spec.clients,
                [credits](const ClientSpec& client) { return client.credits <= credits; }) &&
         all_of(spec.faults,
                [](const FaultSpec& fault) { return is_sound_job_fault(fault.fault); }) &&
         all_of(spec.actions, [](const ActionSpec& action) {
           return is_sound_action(action.kind) && action.priority != EntityPriority::kernel;
         });
}

}  // namespace drmsim::scenarios
