#include "scenarios/jobs/job_lives.h"

#include <string_view>
#include <utility>

namespace drmsim::scenarios {

using sim::EventKind;
using Hardware = JobLife::Hardware;

namespace {

// Whether the first field of such an event is a job that was pushed, or is now.
bool names_job(EventKind kind) {
  switch (kind) {
    case EventKind::push:
    case EventKind::run_job:
    case EventKind::run_job_none:
    case EventKind::scheduled:
    case EventKind::finished:
    case EventKind::free_job:
    case EventKind::timedout_job:
    case EventKind::karma:
    case EventKind::false_timeout:
    case EventKind::hw_start:
    case EventKind::hw_done:
    case EventKind::hw_kill:
      return true;
    default:
      return false;
  }
}

}  // namespace

void JobLives::follow_log() {
  if (!std::exchange(attached_, true)) log_.attach(*this);
}

void JobLives::add(JobObserver& observer) {
  follow_log();
  observers_.push_back(&observer);
  observer.begin(*this);
}

void JobLives::listen_to(JobReadiness& dependencies) {
  dependencies_ = &dependencies;
  dependencies.set_listener(this);
}

bool JobLives::any_unfreed_of(sim::NameId sched) const {
  bool any = false;
  for_each(
      [&any, sched](const JobLife& life) { any = any || (life.sched == sched && !life.freed); });
  return any;
}

sim::TimeNs JobLives::announced_deadline_ns(sim::JobTag job) const {
  const auto found = deadlines_.find(job.bits());
  return found == deadlines_.end() ? sim::kForever : found->second;
}

std::vector<JobReadiness::Dependency> JobLives::missing(sim::JobTag job) const {
  return dependencies_ == nullptr ? std::vector<JobReadiness::Dependency>{}
                                  : dependencies_->missing(job);
}

sim::NameId JobLives::waits_behind(sim::NameId sched) const {
  const auto found = waits_behind_.find(sched);
  return found == waits_behind_.end() ? 0 : found->second;
}

void JobLives::on_event(const sim::Event& event) {
  JobLife* const life = names_job(event.kind) ? lives_.find(event.job(0)) : nullptr;
  for (JobObserver* observer : observers_) observer->on_event(event, life);
  if (event.kind == EventKind::push) return push(event);
  if (life != nullptr) update(event, life);
  update_run(event);
}

void JobLives::became_ready(sim::JobTag job, sim::TimeNs now_ns) {
  JobLife* life = lives_.find(job);
  if (life != nullptr && !life->ready && !life->finished) ready(*life, now_ns);
}

void JobLives::ready(JobLife& life, sim::TimeNs now_ns) {
  life.ready = true;
  life.ready_ns = now_ns;
  for (JobObserver* observer : observers_) observer->became_ready(life);
}

void JobLives::push(const sim::Event& event) {
  const sim::JobTag tag = event.job(0);
  JobLife& life = lives_.insert(tag);
  life.tag = tag;
  life.entity = event.name(1);
  life.sched = event.name(2);
  life.number = ++pushed_;
  life.pushed_ns = event.time_ns;
  if (const auto deadline = deadlines_.find(tag.bits()); deadline != deadlines_.end()) {
    life.deadline_ns = deadline->second;
    deadlines_.erase(deadline);
  }
  if (dependencies_ == nullptr || dependencies_->is_ready(tag)) ready(life, event.time_ns);
}

void JobLives::update(const sim::Event& event, JobLife* life) {
  life->phase = phase_after(event.kind, life->phase);
  switch (event.kind) {
    case EventKind::run_job:
    case EventKind::run_job_none:
      run(*life, event);
      break;
    case EventKind::scheduled:
      life->scheduled = true;
      life->scheduled_ns = event.time_ns;
      break;
    case EventKind::finished:
      life->finished = true;
      life->finished_ns = event.time_ns;
      life->error = static_cast<int>(event.integer(2));
      end(*life);
      break;
    case EventKind::free_job:
      life->freed = true;
      end(*life);
      break;
    case EventKind::timedout_job:
      ++life->timeouts;
      break;
    case EventKind::hw_start:
      start(*life, event);
      break;
    case EventKind::hw_done:
      life->hardware = Hardware::completed;
      life->hardware_done = true;
      life->on_hardware = false;
      life->done_ns = event.time_ns;
      break;
    case EventKind::hw_kill:
      life->hardware = Hardware::killed;
      life->killed = true;
      life->on_hardware = false;
      break;
    default:
      break;
  }
}

// What an event says of all jobs of a ring, and of the run.
void JobLives::update_run(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::deadline:
      deadlines_[event.job(0).bits()] = event.field[1];
      break;
    case EventKind::hw_wait:
      waits_behind_[event.name(0)] = event.name(1);
      break;
    case EventKind::hw_start:
      if (!waits_behind_.empty()) waits_behind_.erase(event.name(1));
      break;
    case EventKind::hw_reset:
      reset(event.name(0));
      ++recoveries_;
      break;
    case EventKind::restart:
      restart(event.name(0));
      ++recoveries_;
      break;
    case EventKind::timedout_job:
    case EventKind::stopped:
    case EventKind::resubmit:
      ++recoveries_;
      break;
    case EventKind::hw_fault:
      if (std::string_view(event.text(1)) == "device_lost") lose_device();
      if (std::string_view(event.text(1)) == "fault_interrupt") report_error(event.name(0));
      break;
    default:
      break;
  }
}

void JobLives::run(JobLife& life, const sim::Event& event) {
  ++life.attempts;
  life.run_ns = event.time_ns;
  life.sched = event.name(1);
  life.without_fence = event.kind == EventKind::run_job_none;
  if (life.without_fence) return;
  ++life.runs;
  life.recoveries = recoveries_;
  life.dropped = false;
}

void JobLives::start(JobLife& life, const sim::Event& event) {
  ++life.starts;
  life.started_ns = event.time_ns;
  const bool hangs = event.text(2) != nullptr || faulty_.count(event.name(1)) != 0;
  life.hardware = hangs ? Hardware::hanging : Hardware::executing;
  life.on_hardware = true;
  if (life.ready) return;
  life.ready = true;
  life.ready_ns = event.time_ns;
}

void JobLives::end(JobLife& life) {
  if (life.finished && life.freed) lives_.erase(life.tag);
}

namespace {

void drop(JobLife& life) {
  if (life.hardware == Hardware::executing) life.hardware = Hardware::dropped;
  if (life.hardware == Hardware::hanging) life.hardware = Hardware::dropped_hanging;
}

}  // namespace

// What the ring had, or was about to fetch, is gone.
void JobLives::reset(sim::NameId ring) {
  faulty_.erase(ring);
  lives_.for_each([ring](sim::JobTag, JobLife& life) {
    if (life.sched != ring) return;
    drop(life);
    if (life.runs == 0 || life.hardware_done) return;
    life.dropped = true;
    life.on_hardware = false;
  });
}

void JobLives::lose_device() {
  lives_.for_each([](sim::JobTag, JobLife& life) {
    life.lost = life.lost || life.executes();
    drop(life);
  });
}

// What the hardware executes while it reports an error is as good as hung: so says the hardware.
void JobLives::report_error(sim::NameId ring) {
  faulty_.insert(ring);
  lives_.for_each([ring](sim::JobTag, JobLife& life) {
    if (life.sched == ring && life.hardware == Hardware::executing) {
      life.hardware = Hardware::hanging;
    }
  });
}

// The recovery that dropped it is over.
void JobLives::restart(sim::NameId ring) {
  lives_.for_each([ring](sim::JobTag, JobLife& life) {
    if (life.sched == ring && life.hardware == Hardware::dropped_hanging) {
      life.hardware = Hardware::dropped_hung;
    }
  });
}

}  // namespace drmsim::scenarios
