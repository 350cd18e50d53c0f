#include "sched/model/model_scheduler.h"

#include "sched/model/model_fence.h"

namespace drmsim::drm {

sched::DmaFence* ModelBackend::prepare_job(sched::Job& job, sched::Entity& entity) {
  return model(ops_.prepare_job(handle(job), handle(entity)));
}

sched::RunJobResult ModelBackend::run_job(sched::Job& job) {
  const RunJobResult result = ops_.run_job(handle(job));
  return {model(result.fence), result.error};
}

sched::SchedStat ModelBackend::timedout_job(sched::Job& job) {
  return ops_.timedout_job(handle(job));
}

void ModelBackend::free_job(sched::Job& job) {
  api_.inspect(handle(job), job.tag());
  ops_.free_job(handle(job));
}

void ModelBackend::cancel_job(sched::Job& job) {
  ops_.cancel_job(handle(job));
}

std::uint32_t ModelBackend::update_job_credits(sched::Job& job) {
  return ops_.update_job_credits(handle(job), job.credits());
}

}  // namespace drmsim::drm
