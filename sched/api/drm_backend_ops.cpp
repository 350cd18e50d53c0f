#include "sched/api/drm_backend_ops.h"

#include "sim/world.h"

namespace drmsim::drm {

void log_run_job_result(sim::World& world, sim::JobTag job, sim::NameId ring,
                        const RunJobResult& result, int finished_error) {
  if (result.fence != nullptr) return;
  const bool failed = result.error != 0;
  world.log().emit(sim::EventKind::run_job_none, job, ring, failed ? "ERR_PTR" : "NULL",
                   failed ? result.error : finished_error);
}

}  // namespace drmsim::drm
