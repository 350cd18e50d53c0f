// What a timeout handler should have known: how far each job had come when it timed out.
#include "scenarios/jobs/job_life.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/jobs/job_observer.h"
#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

struct AtTimeout final : JobObserver {
  void on_event(const sim::Event& event, const JobLife* job) override {
    if (event.kind != sim::EventKind::timedout_job) return;
    said.push_back(std::string("attempt ") + std::to_string(job->attempts) + ", " +
                   phase_name(job->phase) + ": the hardware " + hardware_text(hardware_of(job)));
    ended_in_time = ended_in_time && !job->executes();
  }
  std::vector<std::string> said;
  bool ended_in_time = true;
};

std::vector<std::string> at_timeouts(const std::string& fault) {
  AtTimeout observer;
  MachineOptions options;
  options.job_observers.push_back(&observer);
  tests::run_program(tests::kGfxAndApp +
                         "[defaults.ring]\nscheduler.timeout = \"1ms\"\nscheduler.hang_limit = 3\n"
                         "[[job]]\nname = \"job\"\nentity = \"app\"\nduration = \"10us\"\n"
                         "fault = { " +
                         fault + " }\n",
                     nullptr, options);
  CHECK(observer.ended_in_time == (fault == "lost_interrupt = true"));
  return observer.said;
}

}  // namespace

TEST_CASE("example: what the hardware does with a job at the moment of its timeout") {
  CHECK(at_timeouts("hang_attempts = 2") ==
        std::vector<std::string>{"attempt 1, running: the hardware hangs in it",
                                 "attempt 2, running: the hardware hangs in it"});
  CHECK(at_timeouts("lost_interrupt = true") ==
        std::vector<std::string>{"attempt 1, completed: the hardware has completed it"});
}

TEST_CASE("example: a job that nobody has pushed has never begun, and only some events move it") {
  CHECK(hardware_of(nullptr) == JobLife::Hardware::never_begun);
  JobLife life;
  CHECK_FALSE(life.could_execute());  // what it depends on has not signalled
  life.ready = true;
  CHECK(life.could_execute());
  CHECK(phase_after(sim::EventKind::run_job, life.phase) == JobLife::Phase::running);
  CHECK(phase_after(sim::EventKind::timedout_job, JobLife::Phase::running) ==
        JobLife::Phase::running);
}

}  // namespace drmsim::scenarios
