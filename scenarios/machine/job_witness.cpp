#include "scenarios/machine/job_witness.h"

#include <map>
#include <utility>

#include <fmt/format.h>

namespace drmsim::scenarios {

// The jobs of a looping client share its name; the oldest of them is what holds the others up.
const JobLife* JobWitness::oldest_unfinished(sim::NameId job) const {
  const JobLife* oldest = nullptr;
  lives_.for_each([&oldest, job](const JobLife& life) {
    if (life.tag.name != job || life.finished || life.freed) return;
    if (oldest == nullptr || life.number < oldest->number) oldest = &life;
  });
  return oldest;
}

sim::FenceWitness::Source JobWitness::source(sim::NameId job) const {
  const JobLife* life = oldest_unfinished(job);
  if (life == nullptr) return {};
  return where_it_is(*life);
}

namespace {

bool is_queued(const JobLife& life) {
  return !life.finished && !life.freed && life.attempts == 0;
}

}  // namespace

const JobLife* JobWitness::head_of_queue(sim::NameId entity) const {
  const JobLife* head = nullptr;
  lives_.for_each([&head, entity](const JobLife& life) {
    if (life.entity != entity || !is_queued(life)) return;
    if (head == nullptr || life.number < head->number) head = &life;
  });
  return head;
}

std::vector<sim::WaitLine> JobWitness::waiting_jobs() const {
  std::map<sim::NameId, const JobLife*> heads;  // of entities
  lives_.for_each([&heads](const JobLife& life) {
    if (!is_queued(life)) return;
    const JobLife*& head = heads[life.entity];
    if (head == nullptr || life.number < head->number) head = &life;
  });
  std::map<std::uint64_t, const JobLife*> in_order;  // of push
  for (const auto& [entity, head] : heads) in_order[head->number] = head;
  std::vector<sim::WaitLine> lines;
  for (const auto& [number, life] : in_order) {
    for (const JobReadiness::Dependency& dependency : dependencies_.missing(life->tag)) {
      Source source = source_of(dependency, 0);
      lines.push_back(sim::WaitLine{"job " + names_.text(life->tag), dependency.text(names_),
                                    std::move(source.waker), std::move(source.why), false});
    }
  }
  return lines;
}

sim::FenceWitness::Source JobWitness::source_of(const JobReadiness::Dependency& dependency,
                                                unsigned steps) const {
  if (dependency.job.bits() == 0) return {"", "no job of it is known", "software"};
  const JobLife* life = lives_.find(dependency.job);
  if (life == nullptr || life->freed)
    return {"", fmt::format("job {} was freed", names_.text(dependency.job)), "freed"};
  return where_it_is(*life, steps + 1);
}

sim::FenceWitness::Source JobWitness::where_it_waits(const JobLife& life, unsigned steps) const {
  const std::string job = names_.text(life.tag);
  const std::string entity = names_.text(life.entity);
  const std::string queued = fmt::format("job {} is in the queue of entity {}", job, entity);
  const std::vector<JobReadiness::Dependency> missing = dependencies_.missing(life.tag);
  const JobLife* head = head_of_queue(life.entity);
  if (steps < kStepsMax && !missing.empty()) {
    Source source = source_of(missing.front(), steps);
    source.why =
        fmt::format("job {} waits for the {}; {}", job, missing.front().text(names_), source.why);
    source.state = "waiting for another fence";
    return source;
  }
  if (steps < kStepsMax && head != nullptr && head != &life) {
    Source source = where_it_is(*head, steps + 1);
    source.why = fmt::format("{} behind {}; {}", queued, names_.text(head->tag), source.why);
    source.state = "queued behind another";
    return source;
  }
  return {"run:" + names_.text(life.sched), queued + ", run_job was not called", "never run"};
}

sim::FenceWitness::Source JobWitness::where_it_is(const JobLife& life, unsigned steps) const {
  const std::string job = names_.text(life.tag);
  const std::string ring = names_.text(life.sched);
  if (life.attempts == 0) return where_it_waits(life, steps);
  if (life.on_hardware) {
    return {"ring " + ring,
            fmt::format("job {} is on hardware ring {} and has not ended", job, ring),
            "on the hardware"};
  }
  if (life.hardware_done) {
    return {"irq:" + ring,
            fmt::format("job {} was completed by hardware ring {}; its finished fence has not "
                        "signalled",
                        job, ring),
            "completed"};
  }
  if (life.killed) {
    return {"tdr:" + ring, fmt::format("job {} was killed on ring {}", job, ring), "killed"};
  }
  if (life.dropped) {
    return {"tdr:" + ring,
            fmt::format("job {} was given to hardware ring {}, which was reset since", job, ring),
            "lost in a reset"};
  }
  if (life.without_fence) {
    return {"run:" + ring, fmt::format("job {} got no fence from run_job on {}", job, ring),
            "without a fence"};
  }
  if (const sim::NameId behind = lives_.waits_behind(life.sched)) {
    return {"ring " + names_.text(behind),
            fmt::format("job {} is in queue {}, which waits for the place on the hardware that "
                        "queue {} holds",
                        job, ring, names_.text(behind)),
            "waits for a place on the hardware"};
  }
  return {"ring " + ring,
          fmt::format("job {} was given to hardware ring {}, which has not begun it", job, ring),
          "given to the hardware"};
}

}  // namespace drmsim::scenarios
