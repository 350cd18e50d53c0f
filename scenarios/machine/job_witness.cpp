#include "scenarios/machine/job_witness.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

// The jobs of a looping client share its name; the oldest of them is what holds the others up.
const JobLife* JobWitness::oldest_unfinished(sim::NameId job) const {
  const JobLife* oldest = nullptr;
  for (const auto& [bits, life] : lives_.all()) {
    if (life.tag.name != job || life.finished) continue;
    if (oldest == nullptr || life.number < oldest->number) oldest = &life;
  }
  return oldest;
}

sim::FenceWitness::Source JobWitness::source(sim::NameId job) const {
  const JobLife* life = oldest_unfinished(job);
  if (life == nullptr) return {};
  return where_it_is(*life);
}

sim::FenceWitness::Source JobWitness::where_it_is(const JobLife& life) const {
  const std::string job = names_.text(life.tag);
  const std::string ring = names_.text(life.sched);
  if (life.runs == 0 && !life.without_fence) {
    return {"run:" + ring,
            fmt::format("job {} is in the queue of entity {}, run_job was not called", job,
                        names_.text(life.entity)),
            "never run"};
  }
  if (life.on_hardware) {
    return {"ring " + ring,
            fmt::format("job {} is on hardware ring {} and has not ended", job, ring),
            "on the hardware"};
  }
  if (life.hardware_done) {
    return {"irq:" + ring,
            fmt::format("job {} was completed by hardware ring {}; nobody has "
                        "signalled its fence",
                        job, ring),
            "completed"};
  }
  if (life.killed) {
    return {"tdr:" + ring, fmt::format("job {} was killed on ring {}", job, ring), "killed"};
  }
  return {"tdr:" + ring,
          fmt::format("job {} was given to hardware ring {}, which does not have it", job, ring),
          "lost by the hardware"};
}

}  // namespace drmsim::scenarios
