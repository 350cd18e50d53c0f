#include "scenarios/drivers/ring/ring_job.h"

#include "sim/world.h"

namespace drmsim::scenarios {

RingJob::RingJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
                 sim::NameId ring, sim::Where where)
    : DriverJob(api, world, entity, request, where), embedded_fence_(api, *this, ring) {}

void RingJob::Embedded::release() {
  RingJob* job = &job_;
  job->world().rcu().call([job] { job->world().memory().free(*job); });
}

}  // namespace drmsim::scenarios
