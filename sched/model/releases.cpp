#include "sched/model/releases.h"

#include "sched/model/policy_fair.h"
#include "sched/model/policy_fifo.h"
#include "sched/model/policy_rr.h"
#include "sched/model/release_6_12.h"
#include "sched/model/release_7_2.h"

namespace drmsim::drm {

bool has_api_of_7_2(ReleaseId release) {
  return release != ReleaseId::linux_6_12;
}

const Policies::Factories& built_in_policies(ReleaseId release) {
  static const Policies::Factories k612 = {{"fifo", make_policy_fifo},
                                           {"rr", make_round_robin_list}};
  static const Policies::Factories kSince72 = {
      {"fair", make_policy_fair}, {"fifo", make_policy_fifo}, {"rr", make_policy_rr}};
  return release == ReleaseId::linux_6_12 ? k612 : kSince72;
}

std::unique_ptr<Scheduler> make_scheduler(ReleaseId release, sim::World& world,
                                          const SchedulerArgs& args, const SchedulerParts& parts,
                                          sim::Where where) {
  if (release == ReleaseId::linux_6_12) {
    return std::make_unique<Scheduler612>(world, args, parts, where);
  }
  return std::make_unique<Scheduler>(world, args, parts, where);
}

Entity* make_entity(ReleaseId release, sim::World& world, const EntityArgs& args,
                    sim::Where where) {
  switch (release) {
    case ReleaseId::linux_6_12:
      return new Entity612(world, args, where);
    case ReleaseId::linux_7_2:
      return new Entity72(world, args, where);
    case ReleaseId::linux_7_3:
      break;
  }
  return new Entity(world, args, where);
}

}  // namespace drmsim::drm
