// The task of a process that has an entity's file open: executes its single jobs and actions in
// order of time.
//
// It sleeps until an item's time, waits until the jobs that it depends on have been submitted, and
// submits. What is late is done as soon as possible, in order. A job of a closed loop has no time:
// it is submitted when one before it has finished, and the application has thought. A job is
// refused, and the log says so, if the process or the entity has gone, or if it names a job that
// was never submitted.
#pragma once

#include <cstddef>
#include <deque>
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

  void add(const JobSpec& job);
  void add(const ActionSpec& action, std::vector<drm::Scheduler*> schedulers) {
    items_.push_back(Item{action.at_ns, nullptr, &action, std::move(schedulers)});
  }
  bool empty() const { return items_.empty(); }
  // Whether some job waits for one before it. Then actions are for another task, since they have
  // their times.
  bool is_closed_loop() const { return depth_max_ > 0; }
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
  bool wait_for_turn(const Item& item, sim::TimeNs until_ns);  // false: it is after the end
  void keep(drm::Fence* finished);                             // takes the reference
  void drop_oldest();
  void submit(const JobSpec& job);
  void refuse(const JobSpec& job, const char* why);
  void never(const JobSpec& job);  // the run is over before its time
  void act(const Item& item);

  sim::World& world_;
  Submitter& submitter_;
  Submitter::User user_;
  JobTable& jobs_;
  std::vector<Item> items_;
  std::uint32_t depth_max_ = 0;     // of jobs that follow others
  std::deque<drm::Fence*> newest_;  // so many finished fences, references; null: it was refused
};

}  // namespace drmsim::scenarios
