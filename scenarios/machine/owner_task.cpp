#include "scenarios/machine/owner_task.h"

#include <algorithm>

namespace drmsim::scenarios {

void OwnerTask::start(const std::string& name, sim::TimeNs until_ns) {
  std::stable_sort(items_.begin(), items_.end(),
                   [](const Item& a, const Item& b) { return a.at_ns < b.at_ns; });
  world_.spawn_task("client:" + name, [this, until_ns] { run(until_ns); });
}

void OwnerTask::run(sim::TimeNs until_ns) {
  for (const Item& item : items_) {
    if (item.at_ns > until_ns) {
      if (item.job != nullptr) jobs_.never(item.job->name);
      continue;
    }
    if (item.at_ns > world_.now()) world_.cpu().sleep_until(item.at_ns);
    if (item.job != nullptr) {
      submit(*item.job);
    } else {
      act(item);
    }
  }
}

void OwnerTask::submit(const JobSpec& job) {
  if (submitter_.gone()) return jobs_.never(job.name);
  std::vector<drm::Fence*> after;
  for (const NameRef& dependency : job.after) {
    if (drm::Fence* fence = jobs_.wait(dependency.name)) after.push_back(fence);
  }
  const JobRequest request{sim::JobTag{world_.intern(job.name)}, world_.draw(job.duration),
                           job.credits, &job.fault};
  drm::Fence* finished =
      submitter_.submit(request, after, [&](drm::Fence& fence) { jobs_.armed(job.name, fence); });
  if (finished == nullptr) return jobs_.never(job.name);
  submitter_.api().dma_fence_put(finished);
}

void OwnerTask::act(const Item& item) {
  const ActionSpec& action = *item.action;
  if (submitter_.gone()) return;
  drm::Api& api = submitter_.api();
  switch (action.kind) {
    case ActionKind::kill:
      submitter_.kill(action.wait_ns);
      break;
    case ActionKind::destroy:
      submitter_.destroy();
      break;
    case ActionKind::close:
      submitter_.close();
      break;
    case ActionKind::kill_child:
      submitter_.kill_child();
      break;
    case ActionKind::set_priority:
      api.drm_sched_entity_set_priority(submitter_.entity(),
                                        static_cast<drm::Priority>(action.priority));
      break;
    case ActionKind::modify_sched:
      submitter_.modify_sched(item.schedulers);
      break;
    default:
      break;  // not an entity's: scenarios/machine/device_actions.h
  }
}

}  // namespace drmsim::scenarios
