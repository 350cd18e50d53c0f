// The answer of a timeout handler that has found nothing wrong with the job.
//
// Intuition: "go on". Mechanism: where the release has DRM_GPU_SCHED_STAT_NO_HANG, the scheduler
// puts the job back when the handler has returned; elsewhere the driver does so by hand, at once.
// Without either nobody ever frees the job: it is off pending_list.
#pragma once

#include "sched/api/drm_api.h"

namespace drmsim::scenarios {

inline drm::SchedStat answer_no_hang(drm::Api& api, drm::Scheduler& scheduler, drm::Job& job) {
  if (api.knows_no_hang()) return drm::SchedStat::no_hang;
  api.drm_sched_job_reinsert_on_false_timeout(scheduler, job);
  return drm::SchedStat::nominal;
}

}  // namespace drmsim::scenarios
