// The task of a process that has an entity's file open: executes its single jobs and actions in
// order of time.
//
// It sleeps until an item's time, waits until the jobs that it depends on have been submitted, and
// submits. What is late is done as soon as possible, in order. A job is refused, and the log says
// so, if the process or the entity has gone, or if it names a job that was never submitted.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/action_spec.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/machine/job_table.h"
#include "scenarios/machine/submitter.h"

namespace drmsim::scenarios {

class OwnerTask {
 public:
  OwnerTask(sim::World& world, Submitter& submitter, Submitter::User user, JobTable& jobs)
      : world_(world), submitter_(submitter), user_(user), jobs_(jobs) {}

  void add(const JobSpec& job) { items_.push_back(Item{job.at_ns, &job, nullptr, {}}); }
  void add(const ActionSpec& action, std::vector<drm::Scheduler*> schedulers) {
    items_.push_back(Item{action.at_ns, nullptr, &action, std::move(schedulers)});
  }
  bool empty() const { return items_.empty(); }
  void start(const std::string& name,
             sim::TimeNs until_ns);  // items after until_ns are not executed

 private:
  struct Item {
    sim::TimeNs at_ns;
    const JobSpec* job;
    const ActionSpec* action;
    std::vector<drm::Scheduler*> schedulers;  // of modify_sched
  };

  void run(sim::TimeNs until_ns);
  void submit(const JobSpec& job);
  void refuse(const JobSpec& job, const char* why);
  void never(const JobSpec& job);  // the run is over before its time
  void act(const Item& item);

  sim::World& world_;
  Submitter& submitter_;
  Submitter::User user_;
  JobTable& jobs_;
  std::vector<Item> items_;
};

}  // namespace drmsim::scenarios
