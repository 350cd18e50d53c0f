#include "tools/timeline/job_csv.h"

#include <string>

#include <fmt/format.h>

namespace drmsim::timeline {
namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

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
        "{},{},{},{},{},{},{},{},{},{},{}\n", field(job.name), field(timeline.entities[job.entity]),
        field(timeline.rings[job.ring].name), job.pushed_ns, nanoseconds(job.ready_ns),
        last == nullptr ? std::string() : nanoseconds(last->start_ns),
        completed ? nanoseconds(last->end_ns) : std::string(), nanoseconds(job.finished_ns),
        job.finished_ns == kNever ? std::string() : std::to_string(job.error), job.attempts(),
        nanoseconds(job.deadline_ns));
  }
}

}  // namespace drmsim::timeline
