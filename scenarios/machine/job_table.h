// The jobs that others refer to by name: their finished fences, from arm on.
//
// A submitter that depends on a job waits until that job has been armed, as a real client waits for
// the fence's file descriptor before it can name it in its own submission. Once everybody who names
// the job has asked, the table holds nothing of it: the fence lives as long as its users do. A job
// that nobody waits for costs its entry alone: there may be a million.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "sched/api/drm_api.h"
#include "sim/text_index.h"
#include "sim/wait_queue.h"

namespace drmsim::scenarios {

class JobTable {
 public:
  JobTable(sim::World& world, drm::Api& api) : world_(world), api_(api) {}

  void expect(const std::string& job) {  // somebody will ask, once
    if (names_.add(job).second) entries_.emplace_back();
    ++entry(job)->askers;
  }
  void armed(const std::string& job, drm::Fence& finished);  // takes a reference if expected
  void never(const std::string& job);                        // it will not be submitted
  // Of a job that is expected, once for each expect(). Waits for armed(); the caller gets a
  // reference, the last of those that asked the table's own. Null if it will never be armed. May
  // sleep.
  drm::Fence* wait(const std::string& job);
  void forget(const std::string& job);  // in place of wait(), by one who will not ask
  void drop_all();                      // what nobody has asked for
  // Whether that is what somebody waits for who waits in wait().
  static bool is_submission(std::string_view awaited) { return awaited.starts_with(kAwaited); }

 private:
  static constexpr std::string_view kAwaited = "submission of job ";

  // For those who come before the job is armed.
  struct Room {
    Room(sim::World& world, const std::string& job)
        : name(std::string(kAwaited) + job), changed(world, name.c_str()) {}
    std::string name;  // of the queue: a stall says which job it was
    sim::WaitQueue changed;
  };
  struct Entry {
    unsigned askers = 0;  // that have not asked yet
    bool never = false;
    drm::Fence* finished = nullptr;
    std::unique_ptr<Room> room;
  };

  Entry* entry(const std::string& job);  // null: nobody will ask

  sim::World& world_;
  drm::Api& api_;
  sim::TextIndex names_;       // of jobs that somebody will ask for
  std::deque<Entry> entries_;  // by the number of the name
};

}  // namespace drmsim::scenarios
