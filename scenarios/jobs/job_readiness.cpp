#include "scenarios/jobs/job_readiness.h"

#include <utility>

#include <fmt/format.h>

namespace drmsim::scenarios {

std::string JobReadiness::Dependency::text(const sim::Names& names) const {
  if (job.bits() != 0) return "fence of " + names.text(job);
  return fmt::format("software fence {}:{}", context, seqno);
}

JobReadiness::Source JobReadiness::source_of(const Dependency& dependency) {
  if (dependency.job.bits() != 0) return {0, dependency.job.bits()};
  return {dependency.context, dependency.seqno};
}

void JobReadiness::add(sim::JobTag job, drm::Fence& fence, drm::Api& api) {
  if (api.test_signaled(fence)) return;
  Dependency dependency;
  dependency.job = api.job_of(fence);
  if (dependency.job.bits() != 0) {
    dependency.scheduled = api.to_scheduled(fence) == &fence;
  } else {
    dependency.context = api.context(fence);
    dependency.seqno = api.seqno(fence);
  }
  add(job, dependency);
}

void JobReadiness::add(sim::JobTag job, const Dependency& dependency) {
  if (!std::exchange(attached_, true)) log_.attach(*this);
  missing_[job.bits()].push_back(dependency);
  awaiting_[source_of(dependency)].push_back(job);
}

std::vector<JobReadiness::Dependency> JobReadiness::missing(sim::JobTag job) const {
  const auto found = missing_.find(job.bits());
  return found == missing_.end() ? std::vector<Dependency>{} : found->second;
}

void JobReadiness::software_fence_signals(const drm::Fence& fence, const drm::Api& api,
                                          sim::TimeNs now_ns) {
  signalled({api.context(fence), api.seqno(fence)}, false, now_ns);
}

void JobReadiness::on_event(const sim::Event& event) {
  if (missing_.empty()) return awaiting_.clear();  // of jobs that were killed
  if (event.kind != sim::EventKind::scheduled && event.kind != sim::EventKind::finished) return;
  const std::uint64_t job = event.job(0).bits();
  const bool scheduled = event.kind == sim::EventKind::scheduled;
  if (!scheduled) missing_.erase(job);  // it was killed while it waited
  signalled({0, job}, scheduled, event.time_ns);
}

// scheduled: only the first of the two fences of a job.
void JobReadiness::signalled(Source source, bool scheduled, sim::TimeNs now_ns) {
  const auto found = awaiting_.find(source);
  if (found == awaiting_.end()) return;
  std::vector<sim::JobTag> left;
  for (const sim::JobTag waiter : std::exchange(found->second, {})) {
    const auto entry = missing_.find(waiter.bits());
    if (entry == missing_.end()) continue;
    std::erase_if(entry->second, [&](const Dependency& dependency) {
      return source_of(dependency) == source && (dependency.scheduled || !scheduled);
    });
    if (!entry->second.empty()) {
      left.push_back(waiter);
      continue;
    }
    missing_.erase(entry);
    if (listener_ != nullptr) listener_->became_ready(waiter, now_ns);
  }
  if (scheduled && !left.empty()) {
    awaiting_[source] = std::move(left);  // who waits for the finished fence is among them
  } else {
    awaiting_.erase(source);
  }
}

}  // namespace drmsim::scenarios
