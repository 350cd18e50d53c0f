#include "scenarios/report/run_statistics.h"

#include <algorithm>
#include <string_view>

namespace drmsim::scenarios {
namespace {

using sim::EventKind;
using sim::TimeNs;

constexpr std::uint32_t kNone = UINT32_MAX;

// The place of `name` in a table indexed by names, which grows as names appear.
std::uint32_t& place(std::vector<std::uint32_t>& table, sim::NameId name) {
  if (name >= table.size()) table.resize(std::max<std::size_t>(name + 1, table.size() * 2), kNone);
  return table[name];
}

template <class Row>
std::uint32_t row_of(std::vector<std::uint32_t>& table, std::vector<Row>& rows, sim::NameId name) {
  std::uint32_t& row = place(table, name);
  if (row == kNone) {
    row = static_cast<std::uint32_t>(rows.size());
    rows.emplace_back().name = name;
  }
  return row;
}

}  // namespace

std::uint32_t RunStatistics::ring(sim::NameId name) {
  const std::uint32_t row = row_of(ring_of_name_, rings_, name);
  if (rings_[row].domain == kNone) rings_[row].domain = row;
  return row;
}

void RunStatistics::declare_domain(const std::vector<sim::NameId>& rings) {
  for (const sim::NameId name : rings) rings_[ring(name)].domain = ring(rings.front());
}

std::uint32_t RunStatistics::client(sim::NameId name) {
  return row_of(client_of_name_, clients_, name);
}

void RunStatistics::on_event(const sim::Event& event) {
  ++events_;
  if (!over_) count(event);
}

void RunStatistics::count(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::sched_init:
      ring(event.name(0));
      break;
    case EventKind::deadline:
      deadlines_.insert(event.job(0)) = event.field[1];
      break;
    case EventKind::push:
      pushed(event);
      break;
    case EventKind::run_job:
    case EventKind::run_job_none:
      run(event);
      break;
    case EventKind::hw_start:
      started(event);
      break;
    case EventKind::hw_done:
    case EventKind::hw_kill:
      stopped_executing(event);
      break;
    case EventKind::finished:
      finished(event);
      break;
    case EventKind::refused:
      refused(event);
      break;
    case EventKind::timedout_job:
      timed_out(event);
      break;
    case EventKind::hw_reset:
      was_reset(event);
      break;
    case EventKind::hw_wait:
      waits_behind_[event.name(0)] = event.name(1);
      break;
    case EventKind::cycle:
      cycled(event);
      break;
    case EventKind::guilty:
      if (std::find(guilty_.begin(), guilty_.end(), event.name(0)) == guilty_.end()) {
        guilty_.push_back(event.name(0));
      }
      break;
    case EventKind::hw_fault:
      if (std::string_view(event.text(1)) != "device_lost") break;
      for (Ring& ring : rings_) end_all_executions(ring, Step::done, event.time_ns);
      break;
    case EventKind::quiescent:
      quiescent_ = true;
      end(event.time_ns);
      break;
    default:
      break;
  }
}

void RunStatistics::listen_to(JobReadiness& dependencies) {
  dependencies_ = &dependencies;
  dependencies.set_listener(this);
}

void RunStatistics::became_ready(sim::JobTag tag, TimeNs now_ns) {
  InFlight* job = in_flight_.find(tag);
  if (!over_ && job != nullptr && job->step == Step::waiting) make_ready(*job, now_ns);
}

void RunStatistics::make_ready(InFlight& job, TimeNs now_ns) {
  job.step = Step::ready;
  job.ready_ns = now_ns;
  clients_[job.client].clock.ready(+1, now_ns);
}

void RunStatistics::pushed(const sim::Event& event) {
  const sim::JobTag tag = event.job(0);
  InFlight& job = in_flight_.insert(tag);
  job.entity = event.name(1);
  job.client = client(tag.number_plus_one != 0 ? tag.name : job.entity);
  job.number = ++pushes_;
  job.pushed_ns = event.time_ns;
  job.sched = event.name(2);
  Client& of = clients_[job.client];
  ++of.in_flight;
  if (deadlines_.find(tag) != nullptr) ++of.deadlines;
  of.clock.touch(event.time_ns, everybody_);
  if (listener_ != nullptr) listener_->pushed(job.client, event.time_ns);
  if (dependencies_ == nullptr || dependencies_->is_ready(tag)) make_ready(job, event.time_ns);
}

void RunStatistics::refused(const sim::Event& event) {
  const sim::JobTag job = event.job(0);
  refused_.push_back(Refused{job, event.text(2)});
  const auto found = finishes_.find(job.name);
  if (job.number_plus_one == 0 && found != finishes_.end()) found->second.refused = true;
}

void RunStatistics::run(const sim::Event& event) {
  InFlight* job = in_flight_.find(event.job(0));
  if (job == nullptr) return;
  ++job->attempts;
  job->run_ns = event.time_ns;
  job->sched = event.name(1);
}

void RunStatistics::started(const sim::Event& event) {
  Ring& on = rings_[ring(event.name(1))];
  if (!waits_behind_.empty()) waits_behind_.erase(event.name(1));
  InFlight* job = in_flight_.find(event.job(0));
  std::uint32_t of = kNone;
  if (job != nullptr) {
    of = job->client;
    if (job->step == Step::waiting) make_ready(*job, event.time_ns);
    if (job->starts++ == 0) add_waits(on, *job, event.time_ns);
    job->started_ns = event.time_ns;
    everybody_.begins(event.time_ns);
    if (job->step == Step::ready) {
      clients_[of].clock.begins(event.time_ns);
    } else {
      clients_[of].clock.executing(+1, event.time_ns);
    }
    job->step = Step::executing;
  }
  if (on.executing.empty()) on.busy_since_ns = event.time_ns;
  on.executing.push_back(Execution{event.job(0), event.time_ns, of});
}

void RunStatistics::add_waits(Ring& ring, const InFlight& job, TimeNs now_ns) {
  Client& of = clients_[job.client];
  ring.dependency_wait.add(job.ready_ns - job.pushed_ns);
  of.dependency_wait.add(job.ready_ns - job.pushed_ns);
  ring.wait.add(now_ns - job.ready_ns);
  of.wait.add(now_ns - job.ready_ns);
}

// then: what a job that is not finished is afterwards.
void RunStatistics::end_execution(Ring& ring, const Execution& execution, Step then,
                                  TimeNs now_ns) {
  ring.execution_ns += now_ns - execution.start_ns;
  if (execution.client != kNone) {
    Client& of = clients_[execution.client];
    of.execution_ns += now_ns - execution.start_ns;
    everybody_.ends(now_ns);
    of.clock.touch(now_ns, everybody_);
    of.clock.executing(-1, now_ns);
    if (listener_ != nullptr) listener_->executed(execution.client, execution.start_ns, now_ns);
    InFlight* job = in_flight_.find(execution.job);
    if (job != nullptr && job->step == Step::executing) {
      job->step = then;
      if (then == Step::ready) of.clock.ready(+1, now_ns);
    }
  }
  if (ring.executing.size() == 1) ring.busy_ns += now_ns - ring.busy_since_ns;
}

void RunStatistics::stopped_executing(const sim::Event& event) {
  Ring& on = rings_[ring(event.name(1))];
  const auto found =
      std::find_if(on.executing.begin(), on.executing.end(),
                   [&event](const Execution& execution) { return execution.job == event.job(0); });
  if (found == on.executing.end()) return;
  end_execution(on, *found, Step::done, event.time_ns);
  if (event.kind == EventKind::hw_done) {
    ++on.jobs;
    on.execution.add(event.time_ns - found->start_ns);
  }
  on.executing.erase(found);
}

void RunStatistics::end_all_executions(Ring& ring, Step then, TimeNs now_ns) {
  while (!ring.executing.empty()) {
    end_execution(ring, ring.executing.back(), then, now_ns);
    ring.executing.pop_back();
  }
}

void RunStatistics::finished(const sim::Event& event) {
  const sim::JobTag tag = event.job(0);
  const int error = static_cast<int>(event.integer(2));
  ++jobs_;
  if (error != 0) ++errors_[error];
  if (tag.number_plus_one == 0 && !finishes_.empty()) {
    const auto watched = finishes_.find(tag.name);
    if (watched != finishes_.end()) watched->second = Finish{true, error, jobs_};
  }
  const InFlight* job = in_flight_.find(tag);
  if (job == nullptr) return;
  Client& of = clients_[job->client];
  ++of.jobs;
  if (error != 0) ++of.errors;
  if (missed(tag, event.time_ns)) ++of.missed_deadlines;
  of.latency.add(event.time_ns - job->pushed_ns);
  --of.in_flight;
  of.clock.touch(event.time_ns, everybody_);
  if (job->step == Step::ready) of.clock.ready(-1, event.time_ns);
  if (listener_ != nullptr) listener_->finished(job->client, event.time_ns);
  in_flight_.erase(tag);
}

bool RunStatistics::missed(sim::JobTag job, TimeNs now_ns) {
  const TimeNs* found = deadlines_.find(job);
  if (found == nullptr) return false;
  const TimeNs deadline_ns = *found;
  deadlines_.erase(job);
  return now_ns > deadline_ns;
}

void RunStatistics::timed_out(const sim::Event& event) {
  ++rings_[ring(event.name(1))].timeouts;
  if (InFlight* job = in_flight_.find(event.job(0))) ++job->timeouts;
}

void RunStatistics::was_reset(const sim::Event& event) {
  const std::uint32_t struck = ring(event.name(0));
  ++rings_[struck].resets;
  end_all_executions(rings_[struck], Step::ready, event.time_ns);  // it may be run again
  Ring& first = rings_[rings_[struck].domain];
  auto& together = first.domain_reset_rings;
  const bool again = std::find(together.begin(), together.end(), struck) != together.end();
  if (again || together.empty() || event.time_ns != first.domain_reset_ns) {
    ++resets_;
    together.clear();
    first.domain_reset_ns = event.time_ns;
  }
  together.push_back(struck);
}

void RunStatistics::cycled(const sim::Event& event) {
  Client& of = clients_[client(event.name(0))];
  ++of.cycles;
  of.cycle.add(event.field[2]);
  of.clock.touch(event.time_ns, everybody_);
}

void RunStatistics::end(TimeNs now_ns) {
  if (over_) return;
  over_ = true;
  end_ns_ = now_ns;
  for (Ring& ring : rings_) end_all_executions(ring, Step::executing, now_ns);
  for (Client& client : clients_) {
    if (client.in_flight > 0) client.clock.touch(now_ns, everybody_);
  }
  // Where nothing is left to do, what has not finished never will.
  const TimeNs missed_at_ns = quiescent_ ? sim::kForever : now_ns;
  in_flight_.for_each([this, missed_at_ns](sim::JobTag tag, const InFlight& job) {
    if (missed(tag, missed_at_ns)) ++clients_[job.client].missed_deadlines;
    if (job.step != Step::waiting) return;
    missing_[tag.bits()] = dependencies_->missing(tag);
  });
}

std::vector<RunStatistics::Unfinished> RunStatistics::unfinished() const {
  std::vector<Unfinished> jobs;
  in_flight_.for_each([this, &jobs](sim::JobTag tag, const InFlight& job) {
    const auto waits = waits_behind_.find(job.sched);
    jobs.push_back(Unfinished{job, tag, {}, waits == waits_behind_.end() ? 0 : waits->second});
  });
  for (Unfinished& job : jobs) {
    const auto missing = missing_.find(job.job.bits());
    if (missing != missing_.end()) job.waits_for = missing->second;
  }
  std::sort(jobs.begin(), jobs.end(),
            [](const Unfinished& a, const Unfinished& b) { return a.number < b.number; });
  return jobs;
}

}  // namespace drmsim::scenarios
