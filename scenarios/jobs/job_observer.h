// Who wants to know what happens to jobs: shown each event of a run with the job that it is about.
//
// As every observer of the log, in whatever context the event comes: it does not sleep, lock,
// change the model, or throw.
#pragma once

#include "scenarios/jobs/job_life.h"

namespace drmsim::scenarios {

class JobLives;

class JobObserver {
 public:
  virtual ~JobObserver() = default;
  // Comes first: where to look up other jobs; as they were before the event, too.
  virtual void begin(const JobLives& /*lives*/) {}
  // job: the event's, as it was before the event; null if it names none, or one that has not been
  // pushed, or that was finished and freed.
  virtual void on_event(const sim::Event& event, const JobLife* job) = 0;
  // It is pushed and has just become ready, but has not started.
  virtual void became_ready(const JobLife& /*job*/) {}
};

}  // namespace drmsim::scenarios
