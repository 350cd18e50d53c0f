// Makes a run's trace events while it goes on, and hands them to those who write them.
//
// What drm/sched would emit is emitted where it would: once per job when it is given to the driver
// for the first time, done when the scheduler is done with a job that was run, nothing of a killed
// job but the signals of its fences. What the kernel has no event for comes as `drmsim:NAME`, with
// the log's fields and the job's fence.
// Mechanism: the events of one instant are kept until time goes on, put in order (the end of one
// job before the start of the next on the same ring, handlers' ends behind what they did), and
// moved apart by a nanosecond each, because viewers do not keep the order of equal times.
// Limits: the log says when an interrupt is raised and what its handler does, not when it begins
// and ends. A handler's entry is the raise, its exit comes behind the last thing that it does in
// that instant; one that is held up has a pair for every instant in which it does something.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "scenarios/jobs/job_tag_map.h"
#include "sim/event_log.h"
#include "tools/timeline/credit_count.h"
#include "tools/timeline/trace_event.h"

namespace drmsim::timeline {

class TraceRecorder : public sim::EventObserver {
 public:
  // The sinks outlive it.
  TraceRecorder(TraceNames names, std::vector<TraceSink*> sinks)
      : vocabulary_(names), sinks_(std::move(sinks)) {}

  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override;
  void finish();  // the run is over

 private:
  struct Fence {
    std::uint64_t context = 0;
    std::uint64_t seqno = 0;
  };
  struct Job {
    Fence fence;  // the finished one
    sim::NameId entity = 0;
    sim::NameId sched = 0;
    std::uint64_t id = 0;
    std::uint64_t client = 0;
    std::deque<Fence> dependencies;  // that the entity has not looked at yet
    bool ran = false;
    bool finished = false;
    bool freed = false;
  };
  struct Actor {
    TraceTask task;
    std::string irq_line;  // whose handler it is; empty: of none
    std::uint64_t client = 0;
  };
  struct Pending {
    TraceEvent event;
    sim::NameId ring = 0;  // on which a job starts; 0: none does
    sim::JobTag started;
  };
  using Instant = std::list<Pending>;
  using Handlers = std::map<std::string, Instant::iterator>;

  void record(const sim::Event& event);
  void pushed(const sim::Event& event);
  void depends(const sim::Event& event);
  void waits(const sim::Event& event);
  void was_run(const sim::Event& event);
  void signalled(const sim::Event& event);
  void finished(const sim::Event& event);
  void interrupt(const sim::Event& event);
  void own(const sim::Event& event);
  void look_at(const sim::Event& event, const Job& job, Fence fence);
  void look_at_the_rest(const sim::Event& event, Job& job);
  void forget_if_over(sim::JobTag tag, const Job& job);

  TraceEvent& add(const sim::Event& event, const TraceFormat& format);
  void add_job_event(const sim::Event& event, const Job& job, bool run, std::uint64_t queued,
                     std::uint64_t credits);
  void end_before_begins(const sim::Event& event);
  void enter_handler(const std::string& line, const TraceTask& task);
  void leave_handler(Handlers::iterator handler);
  void flush();
  Actor& actor(sim::ContextId context);
  Actor& actor_called(const std::string& name);
  std::uint32_t irq_number(const std::string& line);

  const TraceNames vocabulary_;
  const std::vector<TraceSink*> sinks_;
  const sim::Names* names_ = nullptr;
  std::map<std::string, Actor> actors_by_name_;
  std::map<sim::ContextId, Actor*> actors_;
  std::map<std::string, std::uint32_t> irq_numbers_;
  scenarios::JobTagMap<Job> jobs_;
  std::map<sim::NameId, std::uint64_t> queued_;   // by entity: jobs that were not run yet
  std::map<sim::NameId, std::uint64_t> numbers_;  // by scheduler: jobs that were pushed
  bool ids_count_schedulers_jobs_ = false;        // as in 6.12
  CreditCount credits_;
  std::uint64_t clients_ = 0;
  Instant instant_;
  sim::TimeNs now_ns_ = 0;
  Handlers handlers_;        // that run now, by line: the last thing that each did
  sim::TimeNs next_ns_ = 0;  // the earliest moment that is free
};

}  // namespace drmsim::timeline
