#include "sched/model/release.h"

#include <array>

namespace drmsim::drm {
namespace {

struct Named {
  std::string_view name;
  ReleaseId id;
};

constexpr std::array kReleases = {Named{"linux-6.12", ReleaseId::linux_6_12},
                                  Named{"linux-7.2", ReleaseId::linux_7_2},
                                  Named{"linux-7.3", ReleaseId::linux_7_3}};

}  // namespace

Defects Release::own_defects(ReleaseId id) {
  using D = Defect;
  Defects defects = {D::a7_submission_restarts_timeout, D::b2_pause_is_a_flag,
                     D::n1_killed_entity_returns};
  if (id == ReleaseId::linux_6_12) {
    for (const D defect :
         {D::d1_pending_jobs_leaked, D::d5_fence_asks_scheduler, D::e13_parent_put_first}) {
      defects.set(defect);
    }
  } else {
    for (const D defect : {D::n6_run_queue_priority_fixed, D::n7_workers_ignore_pause}) {
      defects.set(defect);
    }
  }
  return defects;
}

const ReleaseId* Release::find(std::string_view name) {
  for (const Named& release : kReleases) {
    if (release.name == name) return &release.id;
  }
  return nullptr;
}

std::vector<std::string_view> Release::names() {
  std::vector<std::string_view> names;
  for (const Named& release : kReleases) names.push_back(release.name);
  return names;
}

}  // namespace drmsim::drm
