#include "tools/timeline/trace_recorder.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace drmsim::timeline {
namespace {

using sim::EventKind;

constexpr std::string_view kDevice = "drmsim.0";  // a machine has one
// KernelShark shows what a processor did from 0 on behind all others.
constexpr sim::TimeNs kFirstNs = 1;
constexpr std::uint32_t kFirstPid = 1000;
constexpr std::uint32_t kFirstIrq = 32;
constexpr std::size_t kCommMax = 15;  // TASK_COMM_LEN, without the end
constexpr std::size_t kProcessorsMax = 64;
constexpr std::string_view kIrq = "irq:";  // as contexts are called
constexpr std::string_view kClient = "client:";

// Where a fence might lie, and with seqno 0 its entity: made up, always the same, and never that of
// another until a context has four million fences.
std::uint64_t pointer(std::uint64_t context, std::uint64_t seqno) {
  return 0xffff'8880'0000'0000 + (context << 28) + (seqno << 6);
}

bool names_job(EventKind kind) {
  const sim::EventSchema& schema = sim::schema_of(kind);
  return schema.field_count > 0 && schema.field[0].type == sim::FieldType::job;
}

bool begins_with(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

}  // namespace

TraceRecorder::Actor& TraceRecorder::actor(sim::ContextId context) {
  Actor*& actor = actors_[context];
  if (actor == nullptr) actor = &actor_called(context == 0 ? "" : names_->text(context));
  return *actor;
}

TraceRecorder::Actor& TraceRecorder::actor_called(const std::string& name) {
  const auto number = actors_by_name_.size();
  const auto [at, is_new] = actors_by_name_.try_emplace(name);
  Actor& actor = at->second;
  if (!is_new) return actor;
  actor.task.comm = "<idle>";
  actor.task.cpu = static_cast<std::uint16_t>(number % kProcessorsMax);
  if (begins_with(name, kIrq)) {
    actor.task.interrupt = true;
    actor.irq_line = name.substr(kIrq.size());
  } else if (!name.empty()) {  // else it is the hardware
    actor.task.pid = static_cast<std::uint32_t>(kFirstPid + number);
    actor.task.comm = begins_with(name, kClient) ? name.substr(kClient.size()) : name;
    actor.task.comm.resize(std::min(actor.task.comm.size(), kCommMax));
  }
  return actor;
}

std::uint32_t TraceRecorder::irq_number(const std::string& line) {
  const auto next = static_cast<std::uint32_t>(kFirstIrq + irq_numbers_.size());
  return irq_numbers_.try_emplace(line, next).first->second;
}

TraceEvent& TraceRecorder::add(const sim::Event& event, const TraceFormat& format) {
  const Actor& by = actor(event.context);
  if (!by.irq_line.empty() && handlers_.count(by.irq_line) == 0) {
    enter_handler(by.irq_line, by.task);
  }
  Pending pending;
  pending.event.format = &format;
  pending.event.task = &by.task;
  if (event.kind == EventKind::hw_start) {
    pending.started = event.job(0);
    pending.ring = event.name(1);
  }
  instant_.push_back(std::move(pending));
  if (!by.irq_line.empty()) handlers_[by.irq_line] = std::prev(instant_.end());
  return instant_.back().event;
}

void TraceRecorder::enter_handler(const std::string& line, const TraceTask& task) {
  Pending entry;
  entry.event.format = &trace_format(TraceId::irq_handler_entry);
  entry.event.task = &task;
  entry.event.value[0].number = irq_number(line);
  entry.event.value[1].text = line;
  instant_.push_back(std::move(entry));
  handlers_[line] = std::prev(instant_.end());
}

void TraceRecorder::leave_handler(Handlers::iterator handler) {
  const auto& [line, last] = *handler;
  Pending exit;
  exit.event.format = &trace_format(TraceId::irq_handler_exit);
  exit.event.task = last->event.task;
  exit.event.value[0].number = irq_number(line);
  exit.event.value[1].number = 1;  // IRQ_HANDLED
  instant_.insert(std::next(last), std::move(exit));
  handlers_.erase(handler);
}

void TraceRecorder::on_event(const sim::Event& event) {
  if (event.time_ns != now_ns_) flush();
  now_ns_ = event.time_ns;
  record(event);
}

void TraceRecorder::finish() {
  flush();
}

void TraceRecorder::flush() {
  while (!handlers_.empty()) leave_handler(handlers_.begin());
  for (Pending& pending : instant_) {
    next_ns_ = std::max({next_ns_, now_ns_, kFirstNs});
    pending.event.time_ns = next_ns_++;
    for (TraceSink* sink : sinks_) sink->on_trace_event(pending.event);
  }
  instant_.clear();
}

void TraceRecorder::record(const sim::Event& event) {
  credits_.on_event(event);
  switch (event.kind) {
    case EventKind::push:
      return pushed(event);
    case EventKind::add_dep:
      return depends(event);
    case EventKind::unschedulable:
      return waits(event);
    case EventKind::run_job:
    case EventKind::run_job_none:
      return was_run(event);
    case EventKind::scheduled:
      return signalled(event);
    case EventKind::finished:
      return finished(event);
    case EventKind::irq:
      return interrupt(event);
    case EventKind::hw_done:
    case EventKind::hw_kill:
      own(event);
      return end_before_begins(event);
    case EventKind::free_job:
      own(event);
      if (Job* job = jobs_.find(event.job(0))) {
        job->freed = true;
        forget_if_over(event.job(0), *job);
      }
      return;
    default:
      return own(event);
  }
}

void TraceRecorder::pushed(const sim::Event& event) {
  Actor& by = actor(event.context);
  if (by.client == 0) by.client = ++clients_;
  Job& job = jobs_.insert(event.job(0));
  job.fence = {event.field[6], event.field[7]};
  job.entity = event.name(1);
  job.sched = event.name(2);
  job.client = by.client;
  const std::uint64_t number = ++numbers_[job.sched];
  ids_count_schedulers_jobs_ |= event.field[3] != job.fence.seqno;
  job.id = ids_count_schedulers_jobs_ ? event.field[3] : number;
  ++queued_[job.entity];
  add_job_event(event, job, false, event.field[4], event.field[5]);
}

void TraceRecorder::add_job_event(const sim::Event& event, const Job& job, bool run,
                                  std::uint64_t queued, std::uint64_t credits) {
  const std::string& ring = names_->text(job.sched);
  if (vocabulary_ == TraceNames::linux_6_12) {
    auto& value =
        add(event, trace_format(run ? TraceId::drm_run_job : TraceId::drm_sched_job)).value;
    value[0].number = pointer(job.fence.context, 0);
    value[1].number = pointer(job.fence.context, job.fence.seqno);
    value[2].text = ring;
    value[3].number = job.id;
    value[4].number = queued;
    value[5].number = credits;
    return;
  }
  auto& value =
      add(event, trace_format(run ? TraceId::drm_sched_job_run : TraceId::drm_sched_job_queue))
          .value;
  value[0].text = ring;
  value[1].number = queued;
  value[2].number = credits;
  value[3].text = kDevice;
  value[4].number = job.fence.context;
  value[5].number = job.fence.seqno;
  value[6].number = job.client;
}

void TraceRecorder::depends(const sim::Event& event) {
  Job* job = jobs_.find(event.job(0));
  if (job == nullptr || vocabulary_ == TraceNames::linux_6_12) {
    if (job != nullptr) job->dependencies.push_back({event.field[2], event.field[3]});
    return own(event);
  }
  look_at(event, *job, {event.field[2], event.field[3]});
}

// 6.12 tells of every dependency when the entity comes to it, whether it has signalled or not, and
// of the fence as it was given: of a job of the same scheduler, the entity then waits for the
// scheduled one.
void TraceRecorder::waits(const sim::Event& event) {
  Job* job = jobs_.find(event.job(0));
  if (job == nullptr) return own(event);
  const Fence fence{event.field[2], event.field[3]};
  if (vocabulary_ == TraceNames::linux_6_17) return look_at(event, *job, fence);
  const auto is_it = [&fence](const Fence& dependency) {
    return dependency.seqno == fence.seqno &&
           (dependency.context == fence.context || dependency.context == fence.context + 1);
  };
  auto& left = job->dependencies;
  const auto found = std::find_if(left.begin(), left.end(), is_it);
  if (found == left.end()) return look_at(event, *job, fence);
  const auto behind = std::next(found);
  for (auto at = left.begin(); at != behind; ++at) look_at(event, *job, *at);
  left.erase(left.begin(), behind);
}

void TraceRecorder::look_at(const sim::Event& event, const Job& job, Fence fence) {
  if (vocabulary_ == TraceNames::linux_6_12) {
    auto& value = add(event, trace_format(TraceId::drm_sched_job_wait_dep)).value;
    value[0].text = names_->text(job.sched);
    value[1].number = job.id;
    value[2].number = pointer(fence.context, fence.seqno);
    value[3].number = fence.context;
    value[4].number = fence.seqno;
    return;
  }
  const bool waits = event.kind == EventKind::unschedulable;
  auto& value = add(event, trace_format(waits ? TraceId::drm_sched_job_unschedulable
                                              : TraceId::drm_sched_job_add_dep))
                    .value;
  value[0].number = job.fence.context;
  value[1].number = job.fence.seqno;
  value[2].number = fence.context;
  value[3].number = fence.seqno;
}

void TraceRecorder::look_at_the_rest(const sim::Event& event, Job& job) {
  for (const Fence& fence : job.dependencies) look_at(event, job, fence);
  job.dependencies.clear();
}

// The kernel's event comes before the driver is called, which may say NULL at once.
void TraceRecorder::was_run(const sim::Event& event) {
  Job* job = jobs_.find(event.job(0));
  if (job == nullptr || job->ran) return own(event);
  job->ran = true;
  job->sched = event.name(1);
  look_at_the_rest(event, *job);
  std::uint64_t& waiting = queued_[job->entity];
  if (waiting > 0) --waiting;
  const bool is_told = event.kind == EventKind::run_job;
  add_job_event(event, *job, true, is_told ? event.field[4] : waiting, credits_.of(job->sched));
  if (!is_told) own(event);
}

void TraceRecorder::signalled(const sim::Event& event) {
  const Job* job = jobs_.find(event.job(0));
  if (job == nullptr) return own(event);
  const bool is_finished = event.kind == EventKind::finished;
  auto& value = add(event, trace_format(TraceId::dma_fence_signaled)).value;
  value[0].text = "drm_sched";
  value[1].text = names_->text(event.name(1));
  value[2].number = job->fence.context - (is_finished ? 0 : 1);
  value[3].number = job->fence.seqno;
}

void TraceRecorder::finished(const sim::Event& event) {
  Job* job = jobs_.find(event.job(0));
  if (job == nullptr) return own(event);
  if (!job->ran && queued_[job->entity] > 0) --queued_[job->entity];
  if (job->ran && vocabulary_ == TraceNames::linux_6_12) {
    auto& value = add(event, trace_format(TraceId::drm_sched_process_job)).value;
    value[0].number = pointer(job->fence.context, job->fence.seqno);
  } else if (job->ran) {
    auto& value = add(event, trace_format(TraceId::drm_sched_job_done)).value;
    value[0].number = job->fence.context;
    value[1].number = job->fence.seqno;
  }
  signalled(event);
  if (event.integer(2) != 0) own(event);  // no event of the kernel tells the error
  job->finished = true;
  forget_if_over(event.job(0), *job);
}

void TraceRecorder::forget_if_over(sim::JobTag tag, const Job& job) {
  if (job.finished && job.freed) jobs_.erase(tag);
}

// Raised again while its handler runs, the handler runs once more.
void TraceRecorder::interrupt(const sim::Event& event) {
  const std::string& line = names_->text(event.name(0));
  if (const auto before = handlers_.find(line); before != handlers_.end()) leave_handler(before);
  enter_handler(line, actor_called(std::string(kIrq) + line).task);
}

void TraceRecorder::own(const sim::Event& event) {
  std::string text = sim::event_fields_text(event, *names_);
  if (names_job(event.kind)) {
    if (const Job* job = jobs_.find(event.job(0))) {
      text += fmt::format(" fence={}:{}", job->fence.context, job->fence.seqno);
    }
  }
  if (!text.empty()) text.erase(0, 1);
  add(event, own_trace_format(event.kind)).value[0].text = std::move(text);
}

// An engine that takes up its next job says so before the one that it has done: to a viewer the two
// would overlap.
void TraceRecorder::end_before_begins(const sim::Event& event) {
  const auto end = std::prev(instant_.end());
  const bool began_now = std::any_of(instant_.begin(), end, [&](const Pending& pending) {
    return pending.ring == event.name(1) && pending.started == event.job(0);
  });
  if (began_now) return;
  for (auto at = instant_.begin(); at != end;) {
    const auto here = at++;
    if (here->ring == event.name(1)) instant_.splice(instant_.end(), instant_, here);
  }
}

}  // namespace drmsim::timeline
