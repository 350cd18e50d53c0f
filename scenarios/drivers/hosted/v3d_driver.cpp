#include "scenarios/drivers/hosted/v3d_driver.h"

#include <optional>

#include "scenarios/drivers/common/fault_rules.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/hosted/hosted_checks.h"
#include "sim/allocation_allowed.h"

namespace drmsim::scenarios {

using sim::EventKind;

V3dDriver::V3dDriver(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      code_(code_of_driver(context)),
      spec_(context.ring.driver),
      faults_(context.faults),
      name_(context.world.intern(context.ring.name)) {
  check_hosted(context);
  check_v3d(context);
  if (context.domain.v3d == nullptr) {
    context.domain.v3d = std::make_shared<V3dDevice>(context, code_);
  }
  device_ = context.domain.v3d;
  device_->model().name_thread(context.ring.name == kV3dRender ? 1 : 0, context.ring.name);
}

drm::Scheduler* V3dDriver::make_scheduler(drm::Api&, const drm::SchedulerArgs& args) {
  return code_.init(args, {}, *device_);
}

void V3dDriver::attach(drm::Scheduler& scheduler) {
  scheduler_ = &scheduler;
  device_->serve(scheduler);
}

drm::Job& V3dDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  const hw::V3d::List list = device_->model().place(request.tag, request.duration_ns);
  tasks_[request.tag.bits()] = Task{list.begin, request.entity, request.fault};
  return code_.make_job(entity, request.tag, {list.begin, list.end});
}

drm::RunJobResult V3dDriver::run_job(drm::Job& job) {
  std::optional<sim::AllocationAllowed> allowed;
  if (spec_.may_allocate) allowed.emplace(world_.cpu());
  const sim::JobTag tag = code_.tag_of(job);
  if (api_.error(api_.finished(job)) == 0) {
    Task& task = tasks_.at(tag.bits());
    const std::uint32_t attempt = ++task.attempts;
    if (attempt == 1) faults_.strike(tag, task.entity, name_, task.fault);
    world_.log().emit(EventKind::run_job, tag, name_, attempt, api_.credit_count(*scheduler_),
                      api_.queued_behind(job));
  }
  return code_.run_job(job);
}

drm::SchedStat V3dDriver::timedout_job(drm::Job& job) {
  std::optional<sim::AllocationAllowed> allowed;
  if (spec_.may_allocate) allowed.emplace(world_.cpu());
  const sim::JobTag tag = code_.tag_of(job);  // the job may be freed meanwhile
  const std::uint32_t before = device_->resets();
  const drm::SchedStat status = code_.timedout_job(job);
  if (device_->resets() == before) {
    world_.log().emit(EventKind::false_timeout, tag, name_, "still_running");
  }
  return status;
}

void V3dDriver::free_job(drm::Job& job) {
  const auto task = tasks_.find(code_.tag_of(job).bits());
  if (task != tasks_.end()) {  // or it is freed again, and others have kept its memory
    device_->model().remove(task->second.list);
    tasks_.erase(task);
  }
  code_.free_job(job);
}

}  // namespace drmsim::scenarios
