// What happened in a run, counted while it happens.
//
// Intuition: the stopwatches and tally counters that a lab would attach to a GPU. Mechanism: an
// observer of jobs that keeps counters and histograms for every ring and client; of the jobs
// themselves it keeps nothing, so memory does not grow with the number of jobs done. Counting ends
// with `quiescent`: what taking the machine down does to jobs that were left over is not part of
// the run.
// Limits: a reset of a domain is told from resets of its rings by their moments: at the same
// moment, as long as no ring occurs twice, they count as one.
//
// Per job: dependency wait is push to ready, when the last fence that it depends on has signalled;
// wait is ready to its first start on an engine; execution is a start to its completion, latency is
// push to the finished fence. A job that has started has been ready, whatever its fences say. A job
// belongs to its client; a job that has a name of its own belongs to its entity.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/jobs/job_lives.h"
#include "scenarios/report/client_clock.h"
#include "scenarios/report/client_listener.h"
#include "scenarios/report/histogram.h"
#include "sim/event.h"
#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::scenarios {

class RunStatistics : public JobObserver {
 public:
  struct Execution {
    sim::JobTag job;
    sim::TimeNs start_ns;
    std::uint32_t client;
  };
  struct Ring {
    sim::NameId name = 0;
    std::uint64_t jobs = 0;  // completed on it
    std::uint64_t timeouts = 0;
    std::uint64_t resets = 0;
    sim::TimeNs busy_ns = 0;       // while at least one job was on its engine
    sim::TimeNs execution_ns = 0;  // of all its jobs, also of those that did not complete
    Histogram dependency_wait;
    Histogram wait;
    Histogram execution;
    sim::TimeNs busy_since_ns = 0;
    std::vector<Execution> executing;
    std::uint32_t domain = UINT32_MAX;  // the index of the first ring of its reset domain
    // Of the newest reset of its domain, if it is the first ring of it.
    sim::TimeNs domain_reset_ns = 0;
    std::vector<std::uint32_t> domain_reset_rings;
  };
  struct Client {
    sim::NameId name = 0;
    std::uint64_t jobs = 0;  // finished
    std::uint64_t errors = 0;
    std::uint64_t deadlines = 0;         // jobs that had one
    std::uint64_t missed_deadlines = 0;  // of these: not finished by then
    std::uint64_t cycles = 0;
    sim::TimeNs execution_ns = 0;  // of all its jobs, also of those that did not complete
    ClientClock clock;
    std::uint64_t in_flight = 0;
    Histogram cycle;
    Histogram dependency_wait;
    Histogram wait;
    Histogram latency;
  };
  // A job as it was at the end.
  struct Unfinished : JobLife {
    std::vector<JobReadiness::Dependency> waits_for;  // what keeps it from being ready
    sim::NameId behind = 0;  // the queue for whose place on the hardware its own one waits
  };
  // How a job ended that somebody asked about.
  struct Finish {
    bool finished = false;
    int error = 0;            // negative errno, or 0
    std::uint64_t order = 0;  // among all finished fences, from 1
    bool refused = false;     // it was not submitted
  };

  struct Refused {
    sim::JobTag job;
    std::string_view reason;  // of the event: static text
  };

  // Clients to be listed even if they never submit, in the order in which they shall appear.
  void declare_client(sim::NameId name) { client(name); }
  // These rings are reset together; otherwise every ring is on its own.
  void declare_domain(const std::vector<sim::NameId>& rings);
  void tell(ClientListener& listener) { listener_ = &listener; }  // outlives the run
  // The job's end will be asked for.
  void watch(sim::NameId job) { finishes_.emplace(job, Finish{}); }

  void begin(const JobLives& lives) override { lives_ = &lives; }
  void on_event(const sim::Event& event, const JobLife* job) override;
  void became_ready(const JobLife& job) override;
  // The run is over; for one that ended before it was quiescent, this is the moment of its end.
  void end(sim::TimeNs now_ns);

  const std::vector<Ring>& rings() const { return rings_; }        // in order of sched_init
  const std::vector<Client>& clients() const { return clients_; }  // declared ones first
  const std::vector<sim::NameId>& guilty() const { return guilty_; }
  const std::map<int, std::uint64_t>& errors() const { return errors_; }  // negative errno -> jobs
  const Finish& finish_of(sim::NameId job) const { return finishes_.at(job); }
  const std::vector<Unfinished>& unfinished() const { return unfinished_; }  // in order of push
  const std::vector<Refused>& refused() const { return refused_; }
  bool quiescent() const { return quiescent_; }
  sim::TimeNs end_ns() const { return end_ns_; }
  std::uint64_t events() const { return events_; }  // of the whole log
  std::uint64_t jobs() const { return jobs_; }      // finished
  std::uint64_t resets() const { return resets_; }

 private:
  std::uint32_t ring(sim::NameId name);
  std::uint32_t client(sim::NameId name);
  std::uint32_t client_of(sim::JobTag job, sim::NameId entity);
  void count(const sim::Event& event, const JobLife* job);
  void pushed(const sim::Event& event);
  void started(const sim::Event& event, const JobLife* job);
  void stopped_executing(const sim::Event& event);
  void finished(const sim::Event& event, const JobLife* job);
  void refused(const sim::Event& event);
  void was_reset(const sim::Event& event);
  void cycled(const sim::Event& event);
  void add_waits(Ring& ring, Client& of, const JobLife& job, sim::TimeNs now_ns);
  void end_execution(Ring& ring, const Execution& execution, sim::TimeNs now_ns);
  void end_all_executions(Ring& ring, sim::TimeNs now_ns);
  void keep_unfinished(sim::TimeNs now_ns);
  void take_back(const Execution& dropped, sim::TimeNs now_ns);

  std::vector<Ring> rings_;
  std::vector<Client> clients_;
  std::vector<std::uint32_t> ring_of_name_;    // indexed by NameId
  std::vector<std::uint32_t> client_of_name_;  // indexed by NameId
  const JobLives* lives_ = nullptr;
  ClientListener* listener_ = nullptr;
  ExecutionTotal everybody_;
  std::vector<sim::NameId> guilty_;
  std::vector<Refused> refused_;
  std::map<int, std::uint64_t> errors_;
  std::map<sim::NameId, Finish> finishes_;
  std::vector<Unfinished> unfinished_;
  bool quiescent_ = false;
  bool over_ = false;
  sim::TimeNs end_ns_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t jobs_ = 0;
  std::uint64_t resets_ = 0;
};

}  // namespace drmsim::scenarios
