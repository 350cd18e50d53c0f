// What each release is made of: its scheduler, its entities and its policies.
#pragma once

#include <memory>
#include <string_view>

#include "sched/api/drm_api.h"
#include "sched/model/entity.h"
#include "sched/model/release.h"
#include "sched/model/run_queue_policy.h"
#include "sched/model/scheduler.h"

namespace drmsim::drm {

// Whether drivers have what came between 6.12 and 7.2: fences that need no driver once signalled,
// recovery without drm_sched_resubmit_jobs(), NO_HANG.
bool has_api_of_7_2(ReleaseId release);

const Policies::Factories& built_in_policies(ReleaseId release);

// parts.defects: the release's, with what the scenario changes.
std::unique_ptr<Scheduler> make_scheduler(ReleaseId release, sim::World& world,
                                          const SchedulerArgs& args, const SchedulerParts& parts,
                                          sim::Where where = sim::Where::here());
// In memory that is tracked, which its owner frees: see free_entity() in drm_api.h.
Entity* make_entity(ReleaseId release, sim::World& world, const EntityArgs& args,
                    sim::Where where = sim::Where::here());

}  // namespace drmsim::drm
