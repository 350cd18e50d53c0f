#include "scenarios/drivers/hosted/hosted_checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/format/name_pattern.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {
namespace {

constexpr sim::TimeNs kMillisecondNs = 1'000'000;

void check_scheduler(const DriverContext& context) {
  const SchedulerSpec& given = context.ring.scheduler;
  const auto refuse = [&](const char* what) {
    throw error_at(context.scenario, given.where,
                   fmt::format("{}: driver `{}` initialises its scheduler itself", what,
                               context.ring.driver.kind.name));
  };
  if (given.credit_limit != 1) refuse("expected `credit_limit = 1`");
  if (given.timeout_ns == sim::kForever || given.timeout_ns % kMillisecondNs != 0) {
    refuse("expected a `timeout` of whole milliseconds");
  }
  const SchedulerSpec none;
  if (given.num_rqs != none.num_rqs) refuse("expected no `num_rqs`");
  if (given.submit_queue.kind != none.submit_queue.kind) refuse("expected no `submit_queue`");
  if (given.timeout_queue.kind != none.timeout_queue.kind) refuse("expected no `timeout_queue`");
}

bool is_on_ring(const EntitySpec& entity, const RingSpec& ring) {
  return std::any_of(entity.rings.begin(), entity.rings.end(),
                     [&](const NameRef& name) { return name.name == ring.name; });
}

// What a job is submitted with, or meets.
void check_fault(const DriverContext& context, const JobFaultSpec& fault) {
  const std::string& driver = context.ring.driver.kind.name;
  const RunJobReturns::Kind returned = fault.run_job_returns.kind;
  const bool can_fail = driver == "lima" && returned == RunJobReturns::Kind::null;
  if (returned == RunJobReturns::Kind::fence || can_fail) return;
  throw error_at(context.scenario, fault.where,
                 fmt::format("what run_job returns is up to the code of driver `{}`", driver));
}

void check_entity(const DriverContext& context, const EntitySpec& entity) {
  const std::string& driver = context.ring.driver.kind.name;
  if (entity.rings.size() != 1) {
    throw error_at(context.scenario, entity.where,
                   fmt::format("a context of driver `{}` has one ring", driver));
  }
  if (entity.priority != EntitySpec{}.priority) {
    throw error_at(context.scenario, entity.where,
                   fmt::format("a context of driver `{}` has the priority `normal`", driver));
  }
  for (const JobSpec& job : context.scenario.jobs) {
    if (job.entity.name != entity.name) continue;
    if (job.credits != 1) {
      throw error_at(context.scenario, job.where,
                     fmt::format("a job of driver `{}` takes one credit", driver));
    }
    check_fault(context, job.fault);
  }
  for (const FaultSpec& met : context.scenario.faults) {
    if (matches(met.entity.name, entity.name) || matches(met.ring.name, context.ring.name)) {
      check_fault(context, met.fault);
    }
  }
  for (const ClientSpec& client : context.scenario.clients) {
    for (const ClientStep& step : client.cycle_steps()) {
      if (step.entity.name != entity.name || step.credits == 1) continue;
      throw error_at(context.scenario, step.where,
                     fmt::format("a job of driver `{}` takes one credit", driver));
    }
  }
}

}  // namespace

drm::HostedCode& code_of_driver(const DriverContext& context) {
  const NameRef& kind = context.ring.driver.kind;
  if (!context.api.hosts_code()) {
    throw error_at(context.scenario, kind.where,
                   fmt::format("driver `{}` is code of a kernel tree and runs on that tree's "
                               "scheduler; expected `--scheduler kernel`",
                               kind.name));
  }
  drm::HostedCode* code = context.api.hosted_code(kind.name);
  if (code == nullptr) {
    throw error_at(context.scenario, kind.where,
                   fmt::format("the kernel of this run was compiled without the driver `{}`: its "
                               "tree has none, or one of another shape",
                               kind.name));
  }
  return *code;
}

void check_hosted(const DriverContext& context) {
  check_scheduler(context);
  for (const EntitySpec& entity : context.scenario.entities) {
    if (is_on_ring(entity, context.ring)) check_entity(context, entity);
  }
}

void check_v3d(const DriverContext& context) {
  const RingSpec& ring = context.ring;
  if (ring.name != kV3dBin && ring.name != kV3dRender) {
    throw error_at(
        context.scenario, ring.where,
        fmt::format("driver `v3d` has no queue `{}`; expected `{}` or `{}` as the ring's "
                    "name",
                    ring.name, kV3dBin, kV3dRender));
  }
  constexpr sim::TimeNs kTimeoutNs = 500 * kMillisecondNs;
  if (ring.scheduler.timeout_ns != kTimeoutNs || ring.scheduler.hang_limit != 0) {
    throw error_at(
        context.scenario, ring.scheduler.where,
        "expected `timeout = \"500ms\"` and no `hang_limit`: driver `v3d` has no others");
  }
  for (const RingSpec& other : context.scenario.rings) {
    if (other.driver.kind.name != ring.driver.kind.name) continue;
    if (other.reset_domain.name == ring.reset_domain.name) continue;
    throw error_at(context.scenario, other.where,
                   "the queues of driver `v3d` are one device; expected the `reset_domain` of the "
                   "others");
  }
}

}  // namespace drmsim::scenarios
