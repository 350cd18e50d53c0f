#include "scenarios/format/resolve/job_list_text.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"

namespace drmsim::scenarios {

bool fits_job_list(const JobSpec& job) {
  const auto is_plain = [](const sim::Delay& delay) { return delay.above_min == nullptr; };
  return job.fault == JobFaultSpec{} && is_plain(job.duration) && is_plain(job.think) &&
         job.at_ns <= kDurationMaxNs;
}

std::string job_list_text(const std::vector<JobSpec>& jobs, std::size_t first) {
  const auto any = [&](auto says) {
    return std::any_of(jobs.begin() + static_cast<std::ptrdiff_t>(first), jobs.end(), says);
  };
  const bool process = any([](const JobSpec& job) { return !job.process.name.empty(); });
  const bool deadline = any([](const JobSpec& job) { return job.deadline_ns != sim::kForever; });
  const bool think = any([](const JobSpec& job) { return job.think != sim::Delay{}; });
  std::string text = "name,entity,submit,duration,credits,after";
  if (process) text += ",process";
  if (deadline) text += ",deadline";
  if (think) text += ",think";
  text += '\n';
  for (std::size_t i = first; i < jobs.size(); ++i) {
    const JobSpec& job = jobs[i];
    text += fmt::format("{},{},{},{},{},", job.name, job.entity.name, duration_text(job.at_ns),
                        duration_text(job.duration), job.credits);
    for (const NameRef& before : job.after) {
      if (&before != &job.after.front()) text += ' ';
      text += before.name;
    }
    if (process) text += ',' + job.process.name;
    if (deadline) {
      text += ',';
      if (job.deadline_ns != sim::kForever) text += duration_text(job.deadline_ns);
    }
    if (think) text += ',' + duration_text(job.think);
    text += '\n';
  }
  return text;
}

}  // namespace drmsim::scenarios
