#include "scenarios/drivers/common/driver_job.h"

#include "scenarios/drivers/common/fault_rules.h"
#include "sched/api/errno_codes.h"
#include "sim/world.h"

namespace drmsim::scenarios {

using drm::RunJobResult;

DriverJob::DriverJob(drm::Api& api, sim::World& world, drm::Entity& entity,
                     const JobRequest& request, sim::Where where)
    : Tracked(world, "drm_sched_job", where),
      duration_ns(request.duration_ns),
      until(request.until),
      entity(request.entity),
      fault(request.fault),
      memory_(*this) {
  api.drm_sched_job_init(memory_, entity, request.credits, request.tag, where);
}

std::string DriverJob::label() const {
  return world().names().text(memory_.tag());
}

std::optional<RunJobResult> DriverJob::refused(drm::Api& api, FaultRules& rules, sim::NameId ring,
                                               bool lost) {
  // Of a guilty entity: not worth the hardware's time.
  if (api.error(api.finished(job())) != 0) return RunJobResult::nothing();
  if (++attempts == 1) fault = rules.strike(tag(), entity, ring, fault);
  int error = lost ? drm::kEnodev : 0;
  if (fault_strikes()) {
    using Kind = RunJobReturns::Kind;
    const auto& result = fault->run_job_returns;
    if (result.kind == Kind::error) error = result.error;
    if (result.kind == Kind::null) return RunJobResult::nothing();
  }
  if (error == 0) return std::nullopt;
  return RunJobResult::failed(-error);
}

}  // namespace drmsim::scenarios
