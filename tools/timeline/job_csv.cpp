#include "tools/timeline/job_csv.h"

#include <string>

#include <fmt/format.h>

#include "scenarios/format/csv_text.h"

namespace drmsim::timeline {
namespace {

std::string nanoseconds(sim::TimeNs time_ns) {
  return time_ns == kNever ? std::string() : std::to_string(time_ns);
}

}  // namespace

void write_job_csv(const RunTimeline& timeline, std::ostream& out) {
  out << "job,client,ring,submitted_ns,ready_ns,started_ns,completed_ns,finished_ns,error,attempts,"
         "deadline_ns\n";
  for (const Job& job : timeline.jobs) {
    const Execution* last = job.last_execution();
    const bool completed = last != nullptr && last->end == Execution::End::done;
    out << fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{}\n", scenarios::csv_word(job.name),
        scenarios::csv_word(timeline.entities[job.entity]),
        scenarios::csv_word(timeline.rings[job.ring].name), job.pushed_ns,
        nanoseconds(job.ready_ns), last == nullptr ? std::string() : nanoseconds(last->start_ns),
        completed ? nanoseconds(last->end_ns) : std::string(), nanoseconds(job.finished_ns),
        job.finished_ns == kNever ? std::string() : std::to_string(job.error), job.attempts(),
        nanoseconds(job.deadline_ns));
  }
}

}  // namespace drmsim::timeline
