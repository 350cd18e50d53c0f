// The task of an entity's owner: executes the entity's single jobs and actions in order of time.
//
// It sleeps until an item's time, waits until the jobs that it depends on have been submitted, and
// submits. What is late is done as soon as possible, in order. After a kill or destroy nothing more
// is submitted.
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
  OwnerTask(sim::World& world, Submitter& submitter, JobTable& jobs)
      : world_(world), submitter_(submitter), jobs_(jobs) {}

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
  void act(const Item& item);

  sim::World& world_;
  Submitter& submitter_;
  JobTable& jobs_;
  std::vector<Item> items_;
};

}  // namespace drmsim::scenarios
