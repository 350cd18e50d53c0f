// The file that is written: it can be read, and says what it does not know.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "tests/tools/captures/support/captures.h"
#include "tools/captures/capture_check.h"
#include "tools/captures/capture_scenario.h"
#include "tools/captures/ftrace_text_reader.h"

namespace drmsim::scenarios {
namespace {

struct Imported {
  Capture capture;
  CaptureJobs jobs;
  CaptureTiming timing;
  std::string text;
  ScenarioSpec spec;
};

Imported imported(const std::string& text, const std::string& name = "bug",
                  const ImportOptions& options = {}) {
  Imported all;
  all.capture = read_ftrace_text(text, "t");
  all.jobs = join_jobs(all.capture);
  all.timing = time_jobs(all.capture, all.jobs);
  const CaptureFit fit = fit_machine(all.jobs, all.timing, all.timing.jobs.size());
  all.text =
      imported_text(imported_scenario(all.capture, all.jobs, all.timing, fit, name, options));
  all.spec = parse_scenario(all.text, "t.toml");
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("capture scenario: six lines of a bug report") {
  const Imported all = imported(tests::kSixLines);
  const ScenarioSpec& spec = all.spec;
  CHECK(spec.name == "bug");
  CHECK(spec.semantics.name == "linux-7.2");
  REQUIRE(spec.rings.size() == 1);
  CHECK(spec.rings[0].name == "gfx");
  CHECK(spec.rings[0].scheduler.credit_limit == 2);
  REQUIRE(spec.entities.size() == 1);
  CHECK(spec.entities[0].name == "game_5");
  REQUIRE(spec.jobs.size() == 2);
  CHECK(spec.jobs[0].at_ns == 0);
  CHECK(spec.jobs[0].duration == sim::Delay::fixed(100'000));
  CHECK(spec.jobs[1].at_ns == 30'000);
  CHECK(spec.jobs[1].duration == sim::Delay::fixed(50'000));
  CHECK(spec.cpu.wakeup == sim::Delay::fixed(10'000));
  CHECK(has(all.text, "# 0 is 100.000010000 s of the capture; 2 jobs in 160us.\n"));
  CHECK(has(all.text, "# game_5: game, pid 4711, client_id 7.\n"));
  CHECK(has(all.text, "the limit may be higher"));
  CHECK(has(all.text, "# Not in a capture: policy, priorities"));
}

TEST_CASE("capture scenario: a closed loop follows the job that had finished last") {
  // Of one entity: the second is pushed while the first runs, the third 20 us after the second.
  std::string text;
  const auto event = [&text](const std::string& time, const std::string& what) {
    text += "  game-4711  [002] ..... 100." + time + ": drm_sched_job_" + what + "\n";
  };
  const auto job = [](int seqno) {
    return "dev=0, fence=5:" + std::to_string(seqno) +
           ", ring=gfx, job count:0, hw job count:0, "
           "client_id:7";
  };
  event("000000", "queue: " + job(1));
  event("000000", "run: " + job(1));
  event("000010", "queue: " + job(2));
  event("000010", "run: " + job(2));
  event("000100", "done: fence=5:1 signaled");
  event("000150", "done: fence=5:2 signaled");
  event("000170", "queue: " + job(3));
  event("000170", "run: " + job(3));
  event("000180", "done: fence=5:3 signaled");
  const ScenarioSpec open = imported(text).spec;
  CHECK(open.jobs[2].submit == SubmitWhen::at);
  const Imported closed = imported(text, "bug", {false, true});
  const std::vector<JobSpec>& jobs = closed.spec.jobs;
  REQUIRE(jobs.size() == 3);
  CHECK(jobs[0].submit == SubmitWhen::at);
  CHECK(jobs[1].submit == SubmitWhen::at);  // nothing had finished
  CHECK(jobs[2].submit == SubmitWhen::after);
  CHECK(jobs[2].depth == 1);
  CHECK(jobs[2].think == sim::Delay::fixed(20'000));
  CHECK(has(closed.text, "as by an application that waits"));
}

TEST_CASE("capture scenario: names of any kind become names of a scenario") {
  std::string text = tests::kSixLines;
  for (std::size_t at = 0; (at = text.find("game-", at)) != std::string::npos; at += 5) {
    text.replace(at, 4, "0 \xff\"x");
  }
  for (std::size_t at = 0; (at = text.find("ring=gfx", at)) != std::string::npos; at += 5) {
    text.replace(at, 8, "ring=3d/a");
  }
  const Imported all = imported(text, "0 of a bug");
  CHECK(all.spec.name == "_0_of_a_bug");
  CHECK(all.spec.rings[0].name == "_3d_a");
  CHECK(all.spec.entities[0].name == "_0___x_5");
}

TEST_CASE("capture scenario: dependencies and deadlines, where the capture has them") {
  std::string text = tests::kSixLines;
  text +=
      "  game-4711  [002] ..... 100.000030: drm_sched_job_add_dep: fence=5:2 depends on "
      "fence=5:1\n"
      "  game-4711  [002] ..... 100.000031: drm_sched_job_add_dep: fence=5:2 depends on "
      "fence=77:1\n"
      "  <idle>-0   [001] d.h1. 100.000100: drm_vblank_event: crtc=1, seq=5\n";
  const Imported all = imported(text, "bug", {true});
  REQUIRE(all.spec.jobs.size() == 2);
  REQUIRE(all.spec.jobs[1].after.size() == 1);
  CHECK(all.spec.jobs[1].after[0].name == "j0");
  CHECK(all.spec.jobs[0].deadline_ns == 90'000);
  CHECK(all.spec.jobs[1].deadline_ns == 60'000);
  CHECK(has(all.text, "# 1 dependency on fences of no job here are left out"));
  CHECK(has(all.text, "# The deadline of a job is the next vblank of crtc 1, of 1 seen.\n"));
  CHECK_THROWS_AS(imported(tests::kSixLines, "bug", {true}), InputError);
}

TEST_CASE("capture scenario: a job that never ends, and a timeout, are a hang with that timeout") {
  std::string text = tests::kSixLines;
  text = text.substr(0, text.find("  <idle>"));
  text +=
      "  kworker-9  [001] ..... 100.500020: timedout_job: job=x sched=gfx karma=0\n"
      "  kworker-9  [001] ..... 100.500070: hw_reset: sched=gfx dropped=2\n"
      "  <idle>-0   [001] d.h1. 100.500120: drm_sched_job_done: fence=5:2 signaled\n";
  const Imported all = imported(text);
  const ScenarioSpec& spec = all.spec;
  CHECK(spec.jobs[0].fault.hang_attempts == kEveryAttempt);
  CHECK(spec.jobs[1].fault.hang_attempts == 0);
  CHECK(spec.rings[0].scheduler.timeout_ns == 500'000'000);
  CHECK(spec.rings[0].scheduler.hang_limit == 0);
  CHECK(spec.rings[0].driver.reset_time_ns == 50'000);
  CHECK(has(all.text, "How long jobs that hang would have taken is not known"));
}

TEST_CASE("capture scenario: a job that has the ring when the capture ends may hang") {
  const std::string text =
      tests::kSixLines +
      "  gfx-190    [000] ..... 101.000000: drm_sched_job_queue: dev=0000:01:00.0, fence=5:3, "
      "ring=gfx, job count:0, hw job count:1, client_id:7\n"
      "  gfx-190    [000] ..... 101.000010: drm_sched_job_run: dev=0000:01:00.0, fence=5:3, "
      "ring=gfx, job count:0, hw job count:1, client_id:7\n";
  CHECK_FALSE(has(imported(text).text, "may hang"));
  const std::string later = "  <idle>-0 [001] 105.000010: drm_vblank_event: crtc=1, seq=5\n";
  CHECK(
      has(imported(text + later).text, "# gfx: job 5:3 (line 8) was run, and not done 4s later,"));
}

TEST_CASE("capture check: what it has fitted on, and what judges") {
  const Imported all = imported(tests::kSixLines);
  const CaptureCheck check =
      check_capture(all.capture, all.jobs, all.timing, "bug", Extensions::of_program());
  CHECK(check.fitted == 1);
  CHECK(check.hazards.empty());
  REQUIRE(check.rings.size() == 3);
  CHECK(check.rings[0].part == "fitted");
  CHECK(check.rings[1].part == "judged");
  CHECK(check.rings[2].jobs == 2);
  CHECK(check.rings[2].run.max_ns == 0);
  CHECK(check.rings[2].done.max_ns == 0);
  CHECK(check.rings[2].order_kept);
}

TEST_CASE("capture check: percentiles are by rank") {
  std::vector<sim::TimeNs> errors;
  for (sim::TimeNs i = 200; i > 0; --i) errors.push_back(i);
  const ErrorSummary summary = summary_of(errors);
  CHECK(summary.count == 200);
  CHECK(summary.p50_ns == 100);
  CHECK(summary.p99_ns == 198);
  CHECK(summary.max_ns == 200);
}

}  // namespace drmsim::scenarios
