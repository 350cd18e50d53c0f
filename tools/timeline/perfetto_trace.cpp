#include "tools/timeline/perfetto_trace.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

#include "scenarios/format/errno_names.h"
#include "scenarios/format/utf8.h"
#include "tools/timeline/lanes.h"

namespace drmsim::timeline {
namespace {

using protozero::pbf_writer;

namespace trace {
constexpr protozero::pbf_tag_type packet = 1;
}
namespace packet {
constexpr protozero::pbf_tag_type timestamp = 8, sequence_id = 10, track_event = 11,
                                  sequence_flags = 13, track_descriptor = 60;
}
namespace track {
constexpr protozero::pbf_tag_type uuid = 1, name = 2, parent = 5, counter = 8, child_ordering = 11,
                                  sibling_order_rank = 12;
constexpr std::int32_t explicit_order = 3;
}  // namespace track
namespace event {
constexpr protozero::pbf_tag_type annotation = 4, type = 9, track_uuid = 11, name = 23,
                                  counter_value = 30, flow_id = 47, terminating_flow_id = 48;
enum Type : std::int32_t { begin = 1, end = 2, instant = 3, counter = 4 };
}  // namespace event
namespace annotation {
constexpr protozero::pbf_tag_type integer = 4, text = 6, name = 10;
}

constexpr std::uint32_t kSequence = 1;
constexpr std::uint64_t kDependencyFlows = std::uint64_t{1} << 32;  // a job's own flow: its number

struct Packet {
  sim::TimeNs time_ns;
  std::string track_event;
};

// One track's events, in the order in which they nest.
class Track {
 public:
  explicit Track(std::uint64_t uuid) : uuid_(uuid) {}

  // What is added to the event before the next one.
  class Event {
   public:
    Event(std::string& bytes, std::uint64_t uuid, event::Type type) : writer_(bytes) {
      writer_.add_enum(event::type, type);
      writer_.add_uint64(event::track_uuid, uuid);
    }
    Event& named(std::string_view name) {
      writer_.add_string(event::name, scenarios::as_utf8(name));
      return *this;
    }
    Event& with(std::string_view key, std::string_view text) {
      pbf_writer note(writer_, event::annotation);
      note.add_string(annotation::text, scenarios::as_utf8(text));
      note.add_string(annotation::name, std::string(key));
      return *this;
    }
    Event& with(std::string_view key, std::int64_t value) {
      pbf_writer note(writer_, event::annotation);
      note.add_int64(annotation::integer, value);
      note.add_string(annotation::name, std::string(key));
      return *this;
    }
    Event& value(std::int64_t value) {
      writer_.add_int64(event::counter_value, value);
      return *this;
    }
    Event& flow(std::uint64_t id, bool last = false) {
      writer_.add_fixed64(last ? event::terminating_flow_id : event::flow_id, id);
      return *this;
    }

   private:
    pbf_writer writer_;
  };

  Event add(sim::TimeNs time_ns, event::Type type) {
    packets_.push_back(Packet{time_ns, {}});
    return Event(packets_.back().track_event, uuid_, type);
  }
  std::vector<Packet>& packets() { return packets_; }
  std::uint64_t uuid() const { return uuid_; }

 private:
  std::uint64_t uuid_;
  std::vector<Packet> packets_;
};

class Writer {
 public:
  Writer(const RunTimeline& timeline, std::ostream& out) : timeline_(timeline), out_(out) {}
  void write();

 private:
  Track& make(std::string_view name, std::uint64_t parent, bool counter = false);
  Track& lane(std::vector<std::size_t>& lanes, std::size_t number, std::string_view name,
              std::uint64_t parent);
  void put(const std::function<void(pbf_writer&)>& fill);

  void add_jobs(std::size_t entity, const std::vector<std::size_t>& jobs);
  void add_job(Track& track, const Job& job, std::size_t number);
  void add_phase(Track& track, std::string_view name, sim::TimeNs begin_ns, sim::TimeNs end_ns);
  void add_scheduler(std::size_t ring);
  void add_ring(std::size_t ring);
  void add_interrupts();
  void add_contexts();
  void add_marks();
  void add_dependency_flows();
  sim::TimeNs end_or(sim::TimeNs time_ns) const {
    return time_ns == kNever ? timeline_.end_ns : time_ns;
  }

  const RunTimeline& timeline_;
  std::ostream& out_;
  std::deque<Track> tracks_;  // references to them stay valid
  std::uint64_t root_ = 0;
  bool first_ = true;
  // Flows from a fence to what depends on it, by job: those that begin with it, those that end.
  std::vector<std::vector<std::uint64_t>> begins_, ends_;
};

void Writer::put(const std::function<void(pbf_writer&)>& fill) {
  std::string bytes;
  {
    pbf_writer trace(bytes);
    pbf_writer packet(trace, trace::packet);
    fill(packet);
    packet.add_uint32(packet::sequence_id, kSequence);
    if (std::exchange(first_, false)) packet.add_uint32(packet::sequence_flags, 1);
  }
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

Track& Writer::make(std::string_view name, std::uint64_t parent, bool counter) {
  const std::uint64_t uuid = tracks_.size() + 1;
  tracks_.emplace_back(uuid);
  put([&](pbf_writer& packet) {
    pbf_writer descriptor(packet, packet::track_descriptor);
    descriptor.add_uint64(track::uuid, uuid);
    descriptor.add_string(track::name, scenarios::as_utf8(name));
    if (parent != 0) descriptor.add_uint64(track::parent, parent);
    if (counter) descriptor.add_message(track::counter, std::string());
    descriptor.add_enum(track::child_ordering, track::explicit_order);
    descriptor.add_int32(track::sibling_order_rank, static_cast<std::int32_t>(uuid));
  });
  return tracks_.back();
}

// Tracks of one name and one parent are shown as one that can be opened.
Track& Writer::lane(std::vector<std::size_t>& lanes, std::size_t number, std::string_view name,
                    std::uint64_t parent) {
  while (lanes.size() <= number) {
    make(name, parent);
    lanes.push_back(tracks_.size() - 1);
  }
  return tracks_[lanes[number]];
}

void Writer::add_phase(Track& track, std::string_view name, sim::TimeNs begin_ns,
                       sim::TimeNs end_ns) {
  if (end_ns <= begin_ns) return;
  track.add(begin_ns, event::begin).named(name);
  track.add(end_ns, event::end);
}

void Writer::add_job(Track& track, const Job& job, std::size_t number) {
  track.add(job.pushed_ns, event::begin)
      .named(job.name)
      .with("fence", fmt::format("{}:{}", job.fence_context, job.fence_seqno))
      .with("ring", timeline_.rings[job.ring].name)
      .with("error", job.error == 0 ? "0" : scenarios::errno_name(-job.error))
      .with("attempts", static_cast<std::int64_t>(job.attempts()))
      .flow(number + 1);
  const sim::TimeNs end_ns = end_or(job.finished_ns);
  const sim::TimeNs ready_ns = std::min(job.ready_ns, end_ns);
  add_phase(track, "waits for dependencies", job.pushed_ns, ready_ns);
  sim::TimeNs now_ns = std::max(job.pushed_ns, ready_ns);
  for (const Execution& execution : job.executions) {
    const sim::TimeNs until_ns = std::min(end_or(execution.end_ns), end_ns);
    add_phase(track, "waits for the ring", now_ns, execution.start_ns);
    add_phase(track,
              execution.end == Execution::End::done
                  ? "executes"
                  : fmt::format("executes ({})", end_text(execution.end)),
              std::max(now_ns, execution.start_ns), until_ns);
    now_ns = std::max(now_ns, until_ns);
  }
  const Execution* last = job.last_execution();
  add_phase(
      track,
      last != nullptr && last->end == Execution::End::done ? "completed" : "waits for the ring",
      now_ns, end_ns);
  track.add(end_ns, event::end);
}

void Writer::add_jobs(std::size_t entity, const std::vector<std::size_t>& jobs) {
  const std::uint64_t group = make("entity " + timeline_.entities[entity], root_).uuid();
  Lanes free;
  std::vector<std::size_t> lanes;
  for (const std::size_t i : jobs) {
    const Job& job = timeline_.jobs[i];
    const std::size_t number = free.take(job.pushed_ns, end_or(job.finished_ns));
    add_job(lane(lanes, number, "jobs of " + timeline_.entities[entity], group), job, i);
  }
}

void Writer::add_scheduler(std::size_t ring) {
  struct Moment {
    sim::TimeNs time_ns;
    std::size_t job;
    std::size_t attempt;
    bool without_fence;
  };
  std::vector<Moment> calls;
  for (std::size_t i = 0; i < timeline_.jobs.size(); ++i) {
    const Job& job = timeline_.jobs[i];
    if (job.ring != ring) continue;
    for (std::size_t n = 0; n < job.runs.size(); ++n) {
      calls.push_back({job.runs[n].time_ns, i, n + 1, job.runs[n].without_fence});
    }
  }
  std::stable_sort(calls.begin(), calls.end(),
                   [](const Moment& a, const Moment& b) { return a.time_ns < b.time_ns; });
  Track& track = make("scheduler " + timeline_.rings[ring].name, root_);
  for (const Moment& call : calls) {
    const Job& job = timeline_.jobs[call.job];
    track.add(call.time_ns, event::instant)
        .named("run_job " + job.name)
        .with("attempt", static_cast<std::int64_t>(call.attempt))
        .with("returns", call.without_fence ? "no fence" : "a fence")
        .flow(call.job + 1);
  }
  Lanes free;
  std::vector<std::size_t> lanes;
  for (const Recovery& one : timeline_.recoveries) {
    if (one.ring != ring) continue;
    const std::size_t number = free.take(one.begin_ns, end_or(one.end_ns));
    Track& recovery =
        lane(lanes, number, "recovery of " + timeline_.rings[ring].name, track.uuid());
    recovery.add(one.begin_ns, event::begin).named("timedout_job " + timeline_.jobs[one.job].name);
    if (one.stopped_ns != kNever) {
      add_phase(recovery, "stop to start", one.stopped_ns, end_or(one.end_ns));
    }
    recovery.add(end_or(one.end_ns), event::end);
  }
  Track& credits = make("credits of " + timeline_.rings[ring].name, root_, true);
  for (const CreditStep& step : timeline_.rings[ring].credits) {
    credits.add(step.time_ns, event::counter).value(step.in_use);
  }
}

void Writer::add_ring(std::size_t ring) {
  struct Span {
    const Execution* execution;
    std::size_t job;
    std::size_t attempt;
  };
  std::vector<Span> spans;
  for (std::size_t i = 0; i < timeline_.jobs.size(); ++i) {
    const Job& job = timeline_.jobs[i];
    for (std::size_t n = 0; n < job.executions.size(); ++n) {
      if (job.executions[n].ring == ring) spans.push_back({&job.executions[n], i, n + 1});
    }
  }
  std::stable_sort(spans.begin(), spans.end(), [this](const Span& a, const Span& b) {
    return std::pair(a.execution->start_ns, end_or(a.execution->end_ns)) <
           std::pair(b.execution->start_ns, end_or(b.execution->end_ns));
  });
  const std::uint64_t group = make("ring " + timeline_.rings[ring].name, root_).uuid();
  Lanes free;
  std::vector<std::size_t> lanes;
  for (const Span& span : spans) {
    const Execution& execution = *span.execution;
    const Job& job = timeline_.jobs[span.job];
    const std::size_t number = free.take(execution.start_ns, end_or(execution.end_ns));
    Track& track = lane(lanes, number, "engine of " + timeline_.rings[ring].name, group);
    const bool is_last = span.attempt == job.executions.size();
    {
      Track::Event slice = track.add(execution.start_ns, event::begin);
      slice.named(execution.end == Execution::End::done
                      ? job.name
                      : fmt::format("{} ({})", job.name, end_text(execution.end)));
      slice.with("execution", static_cast<std::int64_t>(span.attempt));
      slice.with("end", end_text(execution.end));
      // Given again, and never begun: its flow goes on after this.
      const bool ends = is_last && job.runs.back().time_ns <= execution.start_ns;
      slice.flow(span.job + 1, ends);
      if (is_last) {
        for (const std::uint64_t flow : begins_[span.job]) slice.flow(flow);
      }
      if (span.attempt == 1) {
        for (const std::uint64_t flow : ends_[span.job]) slice.flow(flow, true);
      }
    }
    track.add(end_or(execution.end_ns), event::end);
  }
}

void Writer::add_interrupts() {
  for (std::size_t line = 0; line < timeline_.lines.size(); ++line) {
    Track& track = make("interrupt " + timeline_.lines[line], root_);
    for (const Interrupt& interrupt : timeline_.interrupts) {
      if (interrupt.line != line) continue;
      track.add(interrupt.time_ns, event::instant).named(interrupt.lost ? "lost" : "irq");
    }
  }
}

void Writer::add_contexts() {
  for (std::size_t context = 0; context < timeline_.contexts.size(); ++context) {
    Track& track = make("context " + timeline_.contexts[context], root_);
    for (const ContextMoment& moment : timeline_.moments) {
      if (moment.context != context) continue;
      const std::string name(sim::schema_of(moment.kind).name);
      track.add(moment.time_ns, event::instant)
          .named(moment.job == kNone ? name : name + " " + timeline_.jobs[moment.job].name);
    }
  }
}

void Writer::add_marks() {
  Track& track = make("marks", root_);
  for (const Mark& mark : timeline_.marks) {
    track.add(mark.time_ns, event::instant)
        .named(sim::schema_of(mark.kind).name)
        .with("event", mark.text);
  }
}

void Writer::add_dependency_flows() {
  begins_.resize(timeline_.jobs.size());
  ends_.resize(timeline_.jobs.size());
  std::uint64_t flow = kDependencyFlows;
  for (std::size_t i = 0; i < timeline_.jobs.size(); ++i) {
    if (timeline_.jobs[i].executions.empty()) continue;
    for (const Dependency& dependency : timeline_.jobs[i].dependencies) {
      if (dependency.job == kNone || timeline_.jobs[dependency.job].executions.empty()) continue;
      begins_[dependency.job].push_back(flow);
      ends_[i].push_back(flow++);
    }
  }
}

void Writer::write() {
  root_ = make("drmsim", 0).uuid();
  add_dependency_flows();
  add_marks();
  std::vector<std::vector<std::size_t>> jobs_of(timeline_.entities.size());
  for (std::size_t i = 0; i < timeline_.jobs.size(); ++i) {
    jobs_of[timeline_.jobs[i].entity].push_back(i);
  }
  for (std::size_t entity = 0; entity < jobs_of.size(); ++entity) {
    add_jobs(entity, jobs_of[entity]);
  }
  for (std::size_t ring = 0; ring < timeline_.rings.size(); ++ring) {
    add_scheduler(ring);
    add_ring(ring);
  }
  add_interrupts();
  add_contexts();

  std::vector<Packet> packets;
  for (Track& track : tracks_) {
    for (Packet& packet : track.packets()) packets.push_back(std::move(packet));
  }
  // Stable: what is on one track at one moment stays as it nests.
  std::stable_sort(packets.begin(), packets.end(),
                   [](const Packet& a, const Packet& b) { return a.time_ns < b.time_ns; });
  for (const Packet& one : packets) {
    put([&](pbf_writer& packet) {
      packet.add_uint64(packet::timestamp, one.time_ns);
      packet.add_message(packet::track_event, one.track_event);
    });
  }
}

}  // namespace

void write_perfetto_trace(const RunTimeline& timeline, std::ostream& out) {
  Writer(timeline, out).write();
}

}  // namespace drmsim::timeline
