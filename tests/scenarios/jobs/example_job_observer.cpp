// An observer of jobs: how long each waited for its dependencies, and how long in its queue. It
// sees a job as it was before the event, and may look up others.
#include "scenarios/jobs/job_observer.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/jobs/job_lives.h"
#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

class Waits final : public JobObserver {
 public:
  struct Times {
    sim::TimeNs for_dependencies_ns = 0;
    sim::TimeNs in_queue_ns = 0;
    std::uint64_t others_then = 0;  // jobs that were there when it was run
  };
  explicit Waits(std::map<std::uint64_t, Times>& of) : of_(of) {}

  void begin(const JobLives& lives) override { lives_ = &lives; }
  void became_ready(const JobLife& job) override {
    of_[job.number].for_dependencies_ns = job.ready_ns - job.pushed_ns;
  }
  void on_event(const sim::Event& event, const JobLife* job) override {
    if (event.kind == sim::EventKind::push) CHECK(job == nullptr);  // it is not there yet
    if (event.kind != sim::EventKind::run_job) return;
    CHECK(job->attempts == 0);  // this one does not count yet
    Times& times = of_[job->number];
    times.in_queue_ns = event.time_ns - job->ready_ns;
    lives_->for_each([&times](const JobLife& life) { times.others_then += !life.finished; });
    --times.others_then;
  }

 private:
  const JobLives* lives_ = nullptr;
  std::map<std::uint64_t, Times>& of_;  // by number, from 1
};

}  // namespace

TEST_CASE("example: an observer measures how long each job waits, and for what") {
  std::map<std::uint64_t, Waits::Times> of;
  Waits waits(of);
  MachineOptions options;
  options.job_observers.push_back(&waits);
  tests::run_program(R"(name = "t"
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }, { name = "sdma" }]
entity = [{ name = "app", rings = "gfx" }, { name = "copies", rings = "sdma" }]
job = [{ name = "copy", entity = "copies", duration = "30us" },
       { name = "long", entity = "app", at = "10us", duration = "100us" },
       { name = "draw", entity = "app", at = "10us", duration = "1us", after = "copy" }])",
                     nullptr, options);
  CHECK(of[1].for_dependencies_ns == 0);
  CHECK(of[1].in_queue_ns == 0);
  CHECK(of[3].for_dependencies_ns == 20'000);  // until the copy ends
  CHECK(of[3].in_queue_ns == 80'000);          // until `long` ends
  CHECK(of[2].others_then == 2);
  CHECK(of[3].others_then == 0);
}

}  // namespace drmsim::scenarios
