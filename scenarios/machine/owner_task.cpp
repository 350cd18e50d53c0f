#include "scenarios/machine/owner_task.h"

#include <algorithm>

namespace drmsim::scenarios {

void OwnerTask::add(const JobSpec& job) {
  items_.push_back(Item{job.at_ns, &job, nullptr, {}});
  if (job.submit == SubmitWhen::after) depth_max_ = std::max(depth_max_, job.depth);
}

void OwnerTask::start(const std::string& name, sim::TimeNs until_ns) {
  std::stable_sort(items_.begin(), items_.end(),
                   [](const Item& a, const Item& b) { return a.at_ns < b.at_ns; });
  world_.spawn_task("client:" + name, [this, until_ns] { run(until_ns); });
}

void OwnerTask::run(sim::TimeNs until_ns) {
  for (const Item& item : items_) {
    if (!wait_for_turn(item, until_ns)) {
      if (item.job != nullptr) never(*item.job);
      continue;
    }
    if (item.job != nullptr) {
      submit(*item.job);
    } else {
      act(item);
    }
  }
  while (!newest_.empty()) drop_oldest();
}

// A job that follows another one counts from when that has signalled, which may have been while
// this task was submitting others.
bool OwnerTask::wait_for_turn(const Item& item, sim::TimeNs until_ns) {
  sim::TimeNs due_ns = item.at_ns;
  const JobSpec* const job = item.job;
  if (job != nullptr && job->submit == SubmitWhen::after && newest_.size() >= job->depth) {
    drm::Fence* const before = newest_[newest_.size() - job->depth];
    due_ns = world_.now();
    if (before != nullptr) {
      submitter_.api().dma_fence_wait_timeout(*before);
      due_ns = submitter_.api().timestamp_ns(*before);
    }
    due_ns = std::max(sim::saturating_add(due_ns, world_.draw(job->think)), world_.now());
  }
  if (due_ns > until_ns) return false;
  if (due_ns > world_.now()) world_.cpu().sleep_until(due_ns);
  return true;
}

void OwnerTask::keep(drm::Fence* finished) {
  newest_.push_back(finished);
  if (newest_.size() > depth_max_) drop_oldest();
}

void OwnerTask::drop_oldest() {
  drm::Fence* const oldest = newest_.front();
  newest_.pop_front();
  if (oldest != nullptr) submitter_.api().dma_fence_put(oldest);
}

void OwnerTask::never(const JobSpec& job) {
  for (const NameRef& dependency : job.after) jobs_.forget(dependency.name);
  jobs_.never(job.name);
}

void OwnerTask::refuse(const JobSpec& job, const char* why) {
  keep(nullptr);
  submitter_.log_refused(sim::JobTag{world_.intern(job.name)}, why);
  jobs_.never(job.name);
}

void OwnerTask::submit(const JobSpec& job) {
  const sim::TimeNs begin_ns = world_.now();
  if (const char* why = submitter_.refusal(user_)) {
    for (const NameRef& dependency : job.after) jobs_.forget(dependency.name);
    return refuse(job, why);
  }
  std::vector<drm::Fence*> after;
  for (const NameRef& dependency : job.after) {
    if (drm::Fence* fence = jobs_.wait(dependency.name)) after.push_back(fence);
  }
  if (after.size() < job.after.size()) {  // there is no fence that it could name
    for (drm::Fence* fence : after) submitter_.api().dma_fence_put(fence);
    return refuse(job, "dependency");
  }
  const JobRequest request{sim::JobTag{world_.intern(job.name)}, world_.draw(job.duration),
                           job.credits, &job.fault, sim::saturating_add(begin_ns, job.deadline_ns)};
  drm::Fence* finished = submitter_.submit(
      request, after, [&](drm::Fence& fence) { jobs_.armed(job.name, fence); }, user_);
  if (finished == nullptr) return refuse(job, submitter_.refusal(user_));
  keep(finished);
}

void OwnerTask::act(const Item& item) {
  const ActionSpec& action = *item.action;
  const sim::QuarantineHold hold(world_.memory());
  constexpr sim::TimeNs kMaxWaitNs = 1'000'000'000;  // MAX_WAIT_SCHED_ENTITY_Q_EMPTY
  drm::Api& api = submitter_.api();
  switch (action.kind) {
    case ActionKind::kill:
      submitter_.end_process(Submitter::End::killed, action.wait_ns.value_or(kMaxWaitNs), user_);
      break;
    case ActionKind::exit:
      submitter_.end_process(Submitter::End::exited, action.wait_ns.value_or(kMaxWaitNs), user_);
      break;
    case ActionKind::destroy:
      if (action.wait_ns.has_value()) return submitter_.destroy_after(*action.wait_ns);
      submitter_.destroy();
      break;
    case ActionKind::close:  // with another descriptor left
      submitter_.ioctl(user_, [&](drm::Entity& entity, const drm::Process& process) {
        api.drm_sched_entity_flush(entity, process, 0);
      });
      break;
    case ActionKind::kill_child:  // it has never submitted
      submitter_.ioctl(user_, [&](drm::Entity& entity, const drm::Process&) {
        drm::Process child{UINT32_MAX};
        child.exiting = child.sigkill = true;
        api.drm_sched_entity_flush(entity, child, 0);
      });
      break;
    case ActionKind::set_priority:
      submitter_.ioctl(user_, [&](drm::Entity& entity, const drm::Process&) {
        api.drm_sched_entity_set_priority(entity, static_cast<drm::Priority>(action.priority));
      });
      break;
    case ActionKind::modify_sched:
      submitter_.modify_sched(item.schedulers, user_);
      break;
    default:
      break;  // not an entity's: scenarios/machine/device_actions.h
  }
}

}  // namespace drmsim::scenarios
