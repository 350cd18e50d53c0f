// Turns the event log of a run into a RunTimeline, while the run goes on.
//
// Attach it as an observer of the log and as an observer of jobs: the log has what happened, and
// JobLives knows when what a job waits for has signalled.
//
// Limits: those of CreditCount.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/jobs/job_observer.h"
#include "scenarios/machine/machine.h"
#include "sim/event_log.h"
#include "tools/timeline/credit_count.h"
#include "tools/timeline/run_timeline.h"

namespace drmsim::timeline {

class TimelineRecorder final : public sim::EventObserver, public scenarios::JobObserver {
 public:
  enum class Contexts : std::uint8_t { no, yes };
  explicit TimelineRecorder(Contexts contexts = Contexts::no)
      : with_contexts_(contexts == Contexts::yes) {}

  // For one run, which this outlives.
  void observe(scenarios::MachineOptions& options) {
    options.observers.push_back(this);
    options.job_observers.push_back(this);
  }

  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override;

  void begin(const scenarios::JobLives& /*lives*/) override {}
  void on_event(const sim::Event& /*event*/, const scenarios::JobLife* /*job*/) override {}
  void became_ready(const scenarios::JobLife& life) override;

  // What has been seen so far. The recorder may go on.
  const RunTimeline& timeline() const { return timeline_; }

 private:
  // Rows by name, in the order of their first appearance.
  class Rows {
   public:
    std::pair<std::size_t, bool> find_or_add(sim::NameId name, std::size_t size);

   private:
    std::map<sim::NameId, std::size_t> index_;
  };
  using Fence = std::pair<std::uint64_t, std::uint64_t>;  // context, seqno

  std::size_t entity(sim::NameId name);
  std::size_t ring(sim::NameId name);
  std::size_t line(sim::NameId name);
  Job* job(sim::JobTag tag);  // null: it has not been pushed
  std::size_t index_of(sim::JobTag tag) const;

  void on_job(const sim::Event& event, Job& job);
  void on_machine(const sim::Event& event);
  void push(const sim::Event& event);
  void run(const sim::Event& event, Job& job);
  void add_dependency(const sim::Event& event, Job& job);
  void start(const sim::Event& event, Job& job);
  void end(Job& job, Execution::End how, sim::TimeNs now_ns);
  void finish(const sim::Event& event, Job& job);
  void reset(std::size_t ring, sim::TimeNs now_ns);
  void end_recovery(std::size_t ring, sim::TimeNs now_ns, bool false_timeout);
  void set_credits(std::size_t ring, sim::TimeNs now_ns, std::uint64_t in_use);
  void mark(const sim::Event& event, std::size_t ring, std::size_t entity, std::size_t job);
  void note_context(const sim::Event& event);

  const bool with_contexts_;
  const sim::Names* names_ = nullptr;
  RunTimeline timeline_;
  CreditCount credits_;
  Rows entity_rows_, ring_rows_, line_rows_, context_rows_;
  std::map<std::uint64_t, std::size_t> jobs_;        // by tag: the newest of that name
  std::map<std::uint64_t, sim::TimeNs> deadlines_;   // by tag, of jobs that are not pushed yet
  std::vector<std::vector<std::size_t>> executing_;  // by ring: jobs on its engine
  std::map<std::size_t, std::size_t> recovering_;    // ring -> its recovery under way
};

}  // namespace drmsim::timeline
