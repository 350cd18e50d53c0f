#include "tools/timeline/timeline_recorder.h"

#include <algorithm>

namespace drmsim::timeline {

using sim::EventKind;

std::pair<std::size_t, bool> TimelineRecorder::Rows::find_or_add(sim::NameId name,
                                                                 std::size_t size) {
  const auto [at, added] = index_.emplace(name, size);
  return {at->second, added};
}

std::size_t TimelineRecorder::entity(sim::NameId name) {
  const auto [row, added] = entity_rows_.find_or_add(name, timeline_.entities.size());
  if (added) timeline_.entities.push_back(names_->text(name));
  return row;
}

std::size_t TimelineRecorder::ring(sim::NameId name) {
  const auto [row, added] = ring_rows_.find_or_add(name, timeline_.rings.size());
  if (added) {
    timeline_.rings.push_back(Ring{names_->text(name), 0, {}});
    executing_.emplace_back();
  }
  return row;
}

std::size_t TimelineRecorder::line(sim::NameId name) {
  const auto [row, added] = line_rows_.find_or_add(name, timeline_.lines.size());
  if (added) timeline_.lines.push_back(names_->text(name));
  return row;
}

std::size_t TimelineRecorder::index_of(sim::JobTag tag) const {
  const auto found = jobs_.find(tag.bits());
  return found == jobs_.end() ? kNone : found->second;
}

Job* TimelineRecorder::job(sim::JobTag tag) {
  const std::size_t index = index_of(tag);
  return index == kNone ? nullptr : &timeline_.jobs[index];
}

void TimelineRecorder::became_ready(const scenarios::JobLife& life) {
  if (Job* of = job(life.tag)) of->ready_ns = life.ready_ns;
}

void TimelineRecorder::on_event(const sim::Event& event) {
  timeline_.end_ns = std::max(timeline_.end_ns, event.time_ns);
  if (credits_.on_event(event)) {
    const sim::NameId sched = credits_.changed();
    set_credits(ring(sched), event.time_ns, credits_.of(sched));
  }
  const sim::EventSchema& schema = sim::schema_of(event.kind);
  const bool names_job = schema.field_count > 0 && schema.field[0].type == sim::FieldType::job;
  if (event.kind == EventKind::push) {
    push(event);
  } else if (event.kind == EventKind::deadline) {
    deadlines_[event.field[0]] = event.field[1];
  } else if (!names_job) {
    on_machine(event);
  } else if (Job* of = job(event.job(0))) {
    on_job(event, *of);
  } else if (event.kind == EventKind::refused) {
    mark(event, kNone, entity(event.name(1)), kNone);
  }
  if (with_contexts_ && event.context != 0) note_context(event);
}

void TimelineRecorder::push(const sim::Event& event) {
  const sim::JobTag tag = event.job(0);
  jobs_[tag.bits()] = timeline_.jobs.size();
  Job& job = timeline_.jobs.emplace_back();
  job.name = names_->text(tag);
  job.entity = entity(event.name(1));
  job.ring = ring(event.name(2));
  job.fence_context = event.field[6];
  job.fence_seqno = event.field[7];
  job.pushed_ns = event.time_ns;
  const auto deadline = deadlines_.find(tag.bits());
  if (deadline != deadlines_.end()) {
    job.deadline_ns = deadline->second;
    deadlines_.erase(deadline);
  }
}

void TimelineRecorder::on_job(const sim::Event& event, Job& job) {
  const auto index = static_cast<std::size_t>(&job - timeline_.jobs.data());
  switch (event.kind) {
    case EventKind::add_dep:
      return add_dependency(event, job);
    case EventKind::run_job:
      return run(event, job);
    case EventKind::run_job_none:
      job.runs.push_back(RunCall{event.time_ns, true});
      return;
    case EventKind::scheduled:
      job.scheduled_ns = event.time_ns;
      return;
    case EventKind::finished:
      return finish(event, job);
    case EventKind::free_job:
      job.freed_ns = event.time_ns;
      return;
    case EventKind::hw_start:
      return start(event, job);
    case EventKind::hw_done:
      return end(job, Execution::End::done, event.time_ns);
    case EventKind::hw_kill:
      return end(job, Execution::End::killed, event.time_ns);
    case EventKind::timedout_job: {
      const std::size_t on = ring(event.name(1));
      recovering_[on] = timeline_.recoveries.size();
      timeline_.recoveries.push_back(Recovery{on, index, event.time_ns, kNever, kNever, false});
      return mark(event, on, job.entity, index);
    }
    case EventKind::false_timeout:
      end_recovery(ring(event.name(1)), event.time_ns, true);
      return mark(event, ring(event.name(1)), job.entity, index);
    case EventKind::karma:
      return mark(event, job.ring, job.entity, index);
    default:
      return;
  }
}

void TimelineRecorder::add_dependency(const sim::Event& event, Job& job) {
  job.dependencies.push_back(Dependency{index_of(event.job(1)), event.field[2], event.field[3]});
}

void TimelineRecorder::run(const sim::Event& event, Job& job) {
  job.ring = ring(event.name(1));
  job.runs.push_back(RunCall{event.time_ns, false});
}

void TimelineRecorder::start(const sim::Event& event, Job& job) {
  const std::size_t on = ring(event.name(1));
  job.executions.push_back(
      Execution{event.time_ns, kNever, on, Execution::End::unfinished, event.text(2) != nullptr});
  executing_[on].push_back(static_cast<std::size_t>(&job - timeline_.jobs.data()));
}

void TimelineRecorder::end(Job& job, Execution::End how, sim::TimeNs now_ns) {
  for (auto execution = job.executions.rbegin(); execution != job.executions.rend(); ++execution) {
    if (execution->end != Execution::End::unfinished) continue;
    execution->end = how;
    execution->end_ns = now_ns;
    std::vector<std::size_t>& on = executing_[execution->ring];
    const auto index = static_cast<std::size_t>(&job - timeline_.jobs.data());
    on.erase(std::remove(on.begin(), on.end(), index), on.end());
    return;
  }
}

void TimelineRecorder::finish(const sim::Event& event, Job& job) {
  job.finished_ns = event.time_ns;
  job.error = static_cast<int>(event.integer(2));
}

void TimelineRecorder::reset(std::size_t ring, sim::TimeNs now_ns) {
  const std::vector<std::size_t> dropped = executing_[ring];
  for (const std::size_t index : dropped) {
    end(timeline_.jobs[index], Execution::End::reset, now_ns);
  }
}

void TimelineRecorder::on_machine(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::sched_init:
      timeline_.rings[ring(event.name(0))].credit_limit = event.field[1];
      return;
    case EventKind::entity_init:
      entity(event.name(0));
      return;
    case EventKind::stopped: {
      const auto found = recovering_.find(ring(event.name(0)));
      if (found != recovering_.end()) {
        timeline_.recoveries[found->second].stopped_ns = event.time_ns;
      }
      return;
    }
    case EventKind::restart:
      return end_recovery(ring(event.name(0)), event.time_ns, false);
    case EventKind::hw_reset:
      reset(ring(event.name(0)), event.time_ns);
      return mark(event, ring(event.name(0)), kNone, kNone);
    case EventKind::hw_fault:
      return mark(event, ring(event.name(0)), kNone, kNone);
    case EventKind::irq:
    case EventKind::irq_lost:
      timeline_.interrupts.push_back(
          Interrupt{event.time_ns, line(event.name(0)), event.kind == EventKind::irq_lost});
      if (event.kind == EventKind::irq_lost) mark(event, kNone, kNone, kNone);
      return;
    case EventKind::guilty:
    case EventKind::entity_kill:
    case EventKind::entity_exit:
      return mark(event, kNone, entity(event.name(0)), kNone);
    case EventKind::preempt:
    case EventKind::action:
    case EventKind::hazard:
    case EventKind::quiescent:
      return mark(event, kNone, kNone, kNone);
    default:
      return;
  }
}

void TimelineRecorder::end_recovery(std::size_t ring, sim::TimeNs now_ns, bool false_timeout) {
  const auto found = recovering_.find(ring);
  if (found == recovering_.end()) return;
  timeline_.recoveries[found->second].end_ns = now_ns;
  timeline_.recoveries[found->second].false_timeout = false_timeout;
  recovering_.erase(found);
}

void TimelineRecorder::set_credits(std::size_t ring, sim::TimeNs now_ns, std::uint64_t in_use) {
  std::vector<CreditStep>& steps = timeline_.rings[ring].credits;
  const auto value = static_cast<std::uint32_t>(in_use);
  if (!steps.empty() && steps.back().in_use == value) return;
  if (!steps.empty() && steps.back().time_ns == now_ns) {
    steps.back().in_use = value;  // of one moment the last counts
  } else {
    steps.push_back(CreditStep{now_ns, value});
  }
}

void TimelineRecorder::mark(const sim::Event& event, std::size_t ring, std::size_t entity,
                            std::size_t job) {
  std::string text = sim::event_text(event, *names_);
  text.erase(0, text.find_first_not_of(' ', text.find(' ', text.find_first_not_of(' '))));
  timeline_.marks.push_back(Mark{event.time_ns, event.kind, ring, entity, job, std::move(text)});
}

void TimelineRecorder::note_context(const sim::Event& event) {
  const auto [row, added] = context_rows_.find_or_add(event.context, timeline_.contexts.size());
  if (added) timeline_.contexts.push_back(names_->text(static_cast<sim::NameId>(event.context)));
  const bool names_job = sim::schema_of(event.kind).field[0].type == sim::FieldType::job;
  timeline_.moments.push_back(
      ContextMoment{event.time_ns, row, event.kind, names_job ? index_of(event.job(0)) : kNone});
}

}  // namespace drmsim::timeline
