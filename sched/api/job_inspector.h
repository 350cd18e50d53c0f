// Somebody who may look at a job before it is freed: a checker that the event log does not suffice.
#pragma once

#include "sched/api/drm_handles.h"
#include "sim/names.h"

namespace drmsim::drm {

class Api;

class JobInspector {
 public:
  virtual ~JobInspector() = default;
  // After the event of free_job, before the driver's is called. Looks, and changes nothing.
  virtual void before_free(Api& api, Job& job, sim::JobTag tag) = 0;
};

}  // namespace drmsim::drm
