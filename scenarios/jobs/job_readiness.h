// What submitted jobs wait for before they may run: when a job becomes ready, and who keeps it.
//
// Mechanism: a submitter tells of each fence that had not signalled when it named it. A fence of a
// scheduler is taken off by the event of its signalling; a software fence has none, and whoever
// signals it tells.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sched/api/drm_api.h"
#include "sim/event_log.h"
#include "sim/names.h"

namespace drmsim::scenarios {

class JobReadiness final : public sim::EventObserver {
 public:
  // A fence by what it is called: of a job, or software's.
  struct Dependency {
    sim::JobTag job;            // none: software's
    bool scheduled = false;     // the job's `scheduled` fence, or else the `finished` one
    std::uint64_t context = 0;  // of a software fence
    std::uint64_t seqno = 0;

    std::string text(const sim::Names& names) const;  // "fence of draw"
  };
  class Listener {
   public:
    // The last that the job waited for has signalled.
    virtual void became_ready(sim::JobTag job, sim::TimeNs now_ns) = 0;

   protected:
    ~Listener() = default;
  };

  explicit JobReadiness(sim::EventLog& log) : log_(log) {}

  void set_listener(Listener* listener) { listener_ = listener; }  // outlives the run
  // Before the job is pushed, for each fence that it depends on. One that has signalled is ignored.
  void add(sim::JobTag job, drm::Fence& fence, drm::Api& api);
  void add(sim::JobTag job, const Dependency& dependency);
  // Of a fence that belongs to no job: it signals now.
  void software_fence_signals(const drm::Fence& fence, const drm::Api& api, sim::TimeNs now_ns);

  // What the job waits for, in the order of add(); empty: nothing.
  std::vector<Dependency> missing(sim::JobTag job) const;
  bool is_ready(sim::JobTag job) const { return missing_.count(job.bits()) == 0; }

  void on_event(const sim::Event& event) override;

 private:
  // Who owns the fence: (0, tag of the job), or (context, seqno).
  using Source = std::pair<std::uint64_t, std::uint64_t>;
  static Source source_of(const Dependency& dependency);
  void signalled(Source source, bool scheduled, sim::TimeNs now_ns);

  sim::EventLog& log_;
  bool attached_ = false;  // from the first dependency on: until then nobody needs the events
  Listener* listener_ = nullptr;
  std::map<std::uint64_t, std::vector<Dependency>> missing_;  // by the job that waits
  std::map<Source, std::vector<sim::JobTag>> awaiting_;       // by what is waited for
};

}  // namespace drmsim::scenarios
