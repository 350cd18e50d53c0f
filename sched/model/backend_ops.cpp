#include "sched/model/backend_ops.h"

#include "sched/model/job.h"

namespace drmsim::sched {

std::uint32_t BackendOps::update_job_credits(Job& job) {
  return job.credits();
}

}  // namespace drmsim::sched
