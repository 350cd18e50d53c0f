// The jobs that were pushed and are not over yet: finished and freed, in whichever order. The one
// observer of the event log that follows them; who wants to know of jobs asks it, or is told.
//
// Mechanism: for each event it looks its job up once, tells its observers, and then brings the job
// up to date. Both ends have to come because an event is written a little after what it tells of:
// who sees a fence signalled may free the job before the event of that. It listens to the log once
// somebody observes it, or asks for it with follow_log().
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "scenarios/jobs/job_life.h"
#include "scenarios/jobs/job_observer.h"
#include "scenarios/jobs/job_readiness.h"
#include "scenarios/jobs/job_tag_map.h"
#include "sim/event_log.h"

namespace drmsim::scenarios {

class JobLives final : public sim::EventObserver, private JobReadiness::Listener {
 public:
  explicit JobLives(sim::EventLog& log) : log_(log) {}

  void follow_log();
  // Told in the order of their coming, which is before the first event; outlives the run.
  void add(JobObserver& observer);
  // Without it every job is ready when it is pushed. Outlives the run.
  void listen_to(JobReadiness& dependencies);

  const JobLife* find(sim::JobTag job) const { return lives_.find(job); }
  template <class Function>
  void for_each(Function function) const {  // in no particular order
    lives_.for_each([&function](sim::JobTag, const JobLife& life) { function(life); });
  }
  bool any_unfreed_of(sim::NameId sched) const;
  // Of a job that is about to be pushed; kForever: none.
  sim::TimeNs announced_deadline_ns(sim::JobTag job) const;
  // What the job still waits for.
  std::vector<JobReadiness::Dependency> missing(sim::JobTag job) const;
  // Steps of recovery so far, of any ring: resets of several rings go together.
  std::uint64_t recoveries() const { return recoveries_; }
  // The firmware's queue whose place on the hardware that one waits for; 0: it has not been told to
  // wait.
  sim::NameId waits_behind(sim::NameId sched) const;

  void on_event(const sim::Event& event) override;

 private:
  void became_ready(sim::JobTag job, sim::TimeNs now_ns) override;
  void ready(JobLife& life, sim::TimeNs now_ns);
  void update(const sim::Event& event, JobLife* life);
  void update_run(const sim::Event& event);
  void push(const sim::Event& event);
  void run(JobLife& life, const sim::Event& event);
  void start(JobLife& life, const sim::Event& event);
  void end(JobLife& life);
  void reset(sim::NameId ring);
  void report_error(sim::NameId ring);
  void lose_device();
  void restart(sim::NameId ring);

  sim::EventLog& log_;
  bool attached_ = false;
  std::vector<JobObserver*> observers_;
  JobReadiness* dependencies_ = nullptr;
  JobTagMap<JobLife> lives_;
  std::map<std::uint64_t, sim::TimeNs> deadlines_;  // by tag; of jobs that are not pushed yet
  std::map<sim::NameId, sim::NameId> waits_behind_;
  std::set<sim::NameId> faulty_;  // rings that report an error, until they are reset
  std::uint64_t pushed_ = 0;
  std::uint64_t recoveries_ = 0;
};

}  // namespace drmsim::scenarios
