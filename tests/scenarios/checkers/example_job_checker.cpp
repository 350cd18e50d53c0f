// A rule of one's own about jobs, as a checker: it is shown each event with the job as it was
// before, and reports hazards whose place is its own function.
#include "scenarios/checkers/job_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

// No job waits in its queue for longer than that.
class QueueTimeChecker final : public JobChecker {
 public:
  QueueTimeChecker(sim::World& world, sim::TimeNs most_ns) : JobChecker(world), most_ns_(most_ns) {}
  void check(const sim::Event& event, const JobLife* job) override {
    // Its first run: before the event it was still queued.
    if (event.kind != sim::EventKind::run_job || job == nullptr || job->attempts > 0) return;
    judge(*job, event.time_ns);
  }

 private:
  void judge(const JobLife& job, sim::TimeNs now_ns) {
    if (now_ns - job.pushed_ns <= most_ns_) return;
    report(sim::HazardKind::contract, text(job.tag) + " of " + text(job.entity) + " waited");
  }
  const sim::TimeNs most_ns_;
};

}  // namespace

TEST_CASE("example: a checker of how long jobs wait in their queue") {
  tests::CheckedLog<QueueTimeChecker> log(sim::TimeNs{100});
  log.push("quick", "app").push("slow", "app").at(100).run("quick").at(101).run("slow");
  log.at(900).run("quick", 2);  // no first run
  REQUIRE(log.world.hazards().all().size() == 1);
  const sim::Hazard& hazard = log.world.hazards().all().front();
  CHECK(hazard.message == "slow of app waited");
  CHECK(hazard.time_ns == 101);
  CHECK(hazard.identity() == "contract of drm_sched_job in judge (example_job_checker.cpp)");
}

}  // namespace drmsim::scenarios
