// The jobs that others refer to by name: their finished fences, from arm on.
//
// A submitter that depends on a job waits until that job has been armed, as a real client waits for
// the fence's file descriptor before it can name it in its own submission.
#pragma once

#include <map>
#include <string>

#include "sched/api/drm_api.h"
#include "sim/wait_queue.h"

namespace drmsim::scenarios {

class JobTable {
 public:
  JobTable(sim::World& world, drm::Api& api)
      : api_(api), changed_(world, "a job that is not submitted yet") {}

  void expect(const std::string& job) { fences_.emplace(job, Entry{}); }  // somebody will ask
  void armed(const std::string& job, drm::Fence& finished);  // takes a reference if expected
  void never(const std::string& job);  // it will not be submitted: its submitter was killed
  // Waits for armed(); the caller gets a reference. Null if it will never be armed. May sleep.
  drm::Fence* wait(const std::string& job);
  void drop_all();  // the references

 private:
  struct Entry {
    drm::Fence* finished = nullptr;
    bool never = false;
  };
  drm::Api& api_;
  std::map<std::string, Entry> fences_;
  sim::WaitQueue changed_;
};

}  // namespace drmsim::scenarios
