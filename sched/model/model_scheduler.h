// A scheduler of the model that serves a driver on the other side of drm::Api: translates its
// backend callbacks.
#pragma once

#include "sched/api/drm_api.h"
#include "sched/model/backend_ops.h"
#include "sched/model/scheduler.h"

namespace drmsim::drm {

class ModelBackend : public sched::BackendOps {
 public:
  ModelBackend(Api& api, drm::BackendOps& ops) : api_(api), ops_(ops) {}

  sched::DmaFence* prepare_job(sched::Job& job, sched::Entity& entity) override;
  sched::RunJobResult run_job(sched::Job& job) override;
  sched::SchedStat timedout_job(sched::Job& job) override;
  void free_job(sched::Job& job) override;
  void cancel_job(sched::Job& job) override;
  std::uint32_t update_job_credits(sched::Job& job) override;

 private:
  Api& api_;
  drm::BackendOps& ops_;
};

// A handle is the address of its sched::Scheduler.
class ModelScheduler final : private ModelBackend, public sched::Scheduler {
 public:
  ModelScheduler(Api& api, sim::World& world, drm::BackendOps& ops,
                 const sched::SchedulerOptions& options, sim::Where where)
      : ModelBackend(api, ops),
        Scheduler(world, static_cast<sched::BackendOps&>(*this), options, where) {}
};

}  // namespace drmsim::drm
