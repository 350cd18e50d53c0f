#include "scenarios/drivers/ring_job.h"

#include "sim/world.h"

namespace drmsim::scenarios {

RingJob::RingJob(sched::Entity& entity, const JobRequest& request, sim::NameId ring,
                 sim::Where where)
    : Job(entity, request.credits, request.tag, where),
      duration_ns(request.duration_ns),
      until(request.until),
      fault(request.fault),
      embedded_fence_(*this, ring) {}

void RingJob::Embedded::release() {
  RingJob* job = &job_;
  job->Tracked::world().rcu().call([job] { job->Tracked::world().memory().free(*job); });
}

}  // namespace drmsim::scenarios
