// What drivers hold of a scheduler's objects: addresses, and nothing else.
//
// Intuition: a driver includes these declarations as it would include the kernel's headers; which
// scheduler stands behind them is known to sched/api/drm_api.h alone. Declared here and defined
// nowhere: for the C++ model a handle is the address of a drm::Fence, drm::Job,
// drm::Entity or drm::Scheduler; for a kernel it is the address of its struct dma_fence,
// drm_sched_job, drm_sched_entity or drm_gpu_scheduler.
#pragma once

#include <cstdint>

#include "sched/api/errno_codes.h"
#include "sched/api/priority.h"
#include "sched/api/process.h"

namespace drmsim::drm {

class Fence;
class Job;
class Entity;
class Scheduler;  // NOLINT(bugprone-forward-declaration-namespace)

}  // namespace drmsim::drm
