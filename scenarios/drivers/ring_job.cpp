#include "scenarios/drivers/ring_job.h"

#include "sim/world.h"

namespace drmsim::scenarios {

RingJob::RingJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
                 sim::NameId ring, sim::Where where)
    : Tracked(world, "drm_sched_job", where),
      duration_ns(request.duration_ns),
      until(request.until),
      fault(request.fault),
      memory_(*this),
      embedded_fence_(api, *this, ring) {
  api.drm_sched_job_init(memory_, entity, request.credits, request.tag, where);
}

std::string RingJob::label() const {
  return world().names().text(memory_.tag());
}

void RingJob::Embedded::release() {
  RingJob* job = &job_;
  job->world().rcu().call([job] { job->world().memory().free(*job); });
}

}  // namespace drmsim::scenarios
