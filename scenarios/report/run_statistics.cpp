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

std::uint32_t RunStatistics::client_of(sim::JobTag job, sim::NameId entity) {
  return client(job.number_plus_one != 0 ? job.name : entity);
}

void RunStatistics::on_event(const sim::Event& event, const JobLife* job) {
  ++events_;
  if (!over_) count(event, job == nullptr || job->finished ? nullptr : job);
}

// job: null also if it is finished.
void RunStatistics::count(const sim::Event& event, const JobLife* job) {
  switch (event.kind) {
    case EventKind::sched_init:
      ring(event.name(0));
      break;
    case EventKind::push:
      pushed(event);
      break;
    case EventKind::hw_start:
      started(event, job);
      break;
    case EventKind::hw_done:
    case EventKind::hw_kill:
      stopped_executing(event);
      break;
    case EventKind::finished:
      finished(event, job);
      break;
    case EventKind::refused:
      refused(event);
      break;
    case EventKind::timedout_job:
      ++rings_[ring(event.name(1))].timeouts;
      break;
    case EventKind::hw_reset:
      was_reset(event);
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
      for (Ring& ring : rings_) end_all_executions(ring, event.time_ns);
      break;
    case EventKind::quiescent:
      quiescent_ = true;
      end(event.time_ns);
      break;
    default:
      break;
  }
}

void RunStatistics::became_ready(const JobLife& job) {
  if (!over_) clients_[client_of(job.tag, job.entity)].clock.ready(+1, job.ready_ns);
}

void RunStatistics::pushed(const sim::Event& event) {
  const std::uint32_t row = client_of(event.job(0), event.name(1));
  Client& of = clients_[row];
  ++of.in_flight;
  if (lives_->announced_deadline_ns(event.job(0)) != sim::kForever) ++of.deadlines;
  of.clock.touch(event.time_ns, everybody_);
  if (listener_ != nullptr) listener_->pushed(row, event.time_ns);
}

void RunStatistics::refused(const sim::Event& event) {
  const sim::JobTag job = event.job(0);
  refused_.push_back(Refused{job, event.text(2)});
  const auto found = finishes_.find(job.name);
  if (job.number_plus_one == 0 && found != finishes_.end()) found->second.refused = true;
}

void RunStatistics::started(const sim::Event& event, const JobLife* job) {
  Ring& on = rings_[ring(event.name(1))];
  std::uint32_t row = kNone;
  if (job != nullptr) {
    row = client_of(job->tag, job->entity);
    Client& of = clients_[row];
    if (job->starts == 0) add_waits(on, of, *job, event.time_ns);
    everybody_.begins(event.time_ns);
    if (job->could_execute()) {
      of.clock.begins(event.time_ns);
    } else {
      of.clock.executing(+1, event.time_ns);
    }
  }
  if (on.executing.empty()) on.busy_since_ns = event.time_ns;
  on.executing.push_back(Execution{event.job(0), event.time_ns, row});
}

void RunStatistics::add_waits(Ring& ring, Client& of, const JobLife& job, TimeNs now_ns) {
  const TimeNs ready_ns = job.ready ? job.ready_ns : now_ns;
  ring.dependency_wait.add(ready_ns - job.pushed_ns);
  of.dependency_wait.add(ready_ns - job.pushed_ns);
  ring.wait.add(now_ns - ready_ns);
  of.wait.add(now_ns - ready_ns);
}

void RunStatistics::end_execution(Ring& ring, const Execution& execution, TimeNs now_ns) {
  ring.execution_ns += now_ns - execution.start_ns;
  if (execution.client != kNone) {
    Client& of = clients_[execution.client];
    of.execution_ns += now_ns - execution.start_ns;
    everybody_.ends(now_ns);
    of.clock.touch(now_ns, everybody_);
    of.clock.executing(-1, now_ns);
    if (listener_ != nullptr) listener_->executed(execution.client, execution.start_ns, now_ns);
  }
  if (ring.executing.size() == 1) ring.busy_ns += now_ns - ring.busy_since_ns;
}

void RunStatistics::stopped_executing(const sim::Event& event) {
  Ring& on = rings_[ring(event.name(1))];
  const auto found =
      std::find_if(on.executing.begin(), on.executing.end(),
                   [&event](const Execution& execution) { return execution.job == event.job(0); });
  if (found == on.executing.end()) return;
  end_execution(on, *found, event.time_ns);
  if (event.kind == EventKind::hw_done) {
    ++on.jobs;
    on.execution.add(event.time_ns - found->start_ns);
  }
  on.executing.erase(found);
}

void RunStatistics::end_all_executions(Ring& ring, TimeNs now_ns) {
  while (!ring.executing.empty()) {
    end_execution(ring, ring.executing.back(), now_ns);
    ring.executing.pop_back();
  }
}

// What a reset has dropped may be run again.
void RunStatistics::take_back(const Execution& dropped, TimeNs now_ns) {
  const JobLife* job = lives_->find(dropped.job);
  if (job == nullptr || job->finished || !job->executes()) return;
  clients_[dropped.client].clock.ready(+1, now_ns);
}

void RunStatistics::finished(const sim::Event& event, const JobLife* job) {
  const sim::JobTag tag = event.job(0);
  const int error = static_cast<int>(event.integer(2));
  ++jobs_;
  if (error != 0) ++errors_[error];
  if (tag.number_plus_one == 0 && !finishes_.empty()) {
    const auto watched = finishes_.find(tag.name);
    if (watched != finishes_.end()) watched->second = Finish{true, error, jobs_};
  }
  if (job == nullptr) return;
  const std::uint32_t row = client_of(tag, job->entity);
  Client& of = clients_[row];
  ++of.jobs;
  if (error != 0) ++of.errors;
  if (event.time_ns > job->deadline_ns) ++of.missed_deadlines;
  of.latency.add(event.time_ns - job->pushed_ns);
  --of.in_flight;
  of.clock.touch(event.time_ns, everybody_);
  if (job->could_execute()) of.clock.ready(-1, event.time_ns);
  if (listener_ != nullptr) listener_->finished(row, event.time_ns);
}

void RunStatistics::was_reset(const sim::Event& event) {
  const std::uint32_t struck = ring(event.name(0));
  Ring& reset = rings_[struck];
  ++reset.resets;
  while (!reset.executing.empty()) {
    const Execution dropped = reset.executing.back();
    end_execution(reset, dropped, event.time_ns);
    take_back(dropped, event.time_ns);
    reset.executing.pop_back();
  }
  Ring& first = rings_[reset.domain];
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
  for (Ring& ring : rings_) end_all_executions(ring, now_ns);
  for (Client& client : clients_) {
    if (client.in_flight > 0) client.clock.touch(now_ns, everybody_);
  }
  if (lives_ != nullptr) keep_unfinished(now_ns);
}

void RunStatistics::keep_unfinished(TimeNs now_ns) {
  // Where nothing is left to do, what has not finished never will.
  const TimeNs missed_at_ns = quiescent_ ? sim::kForever : now_ns;
  lives_->for_each([this, missed_at_ns](const JobLife& job) {
    if (job.finished) return;
    if (missed_at_ns > job.deadline_ns) {
      ++clients_[client_of(job.tag, job.entity)].missed_deadlines;
    }
    unfinished_.push_back(Unfinished{job, {}, lives_->waits_behind(job.sched)});
    if (!job.ready) unfinished_.back().waits_for = lives_->missing(job.tag);
  });
  std::sort(unfinished_.begin(), unfinished_.end(),
            [](const Unfinished& a, const Unfinished& b) { return a.number < b.number; });
}

}  // namespace drmsim::scenarios
