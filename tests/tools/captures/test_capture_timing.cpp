// Durations, the depth of the hardware queue, and the part of a capture that can be run again.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/tools/captures/support/captures.h"
#include "tools/captures/capture_fit.h"
#include "tools/captures/capture_timing.h"
#include "tools/captures/ftrace_text_reader.h"

namespace drmsim::scenarios {
namespace {

constexpr sim::TimeNs kBegin = 1'000'000'000;
constexpr sim::TimeNs kUs = 1'000;

// A capture with one ring and one context, job by job.
class Jobs {
 public:
  Jobs() {
    all.rings.push_back({"gfx", "", {}});
    all.contexts.push_back({"5", "app", 7, "", true});
    capture.file = "t";
    capture.is_text = true;
  }
  // In microseconds; negative: not seen.
  CaptureJob& add(int pushed, int run, int done) {
    CaptureJob& job = all.jobs.emplace_back();
    job.fence = "5:" + std::to_string(all.jobs.size());
    job.place = all.jobs.size();
    const auto time = [](int us) -> std::optional<sim::TimeNs> {
      if (us < 0) return std::nullopt;
      return kBegin + static_cast<sim::TimeNs>(us) * kUs;
    };
    job.pushed_ns = time(pushed);
    job.run_ns = time(run);
    job.done_ns = time(done);
    return job;
  }
  CaptureTiming timing() const { return time_jobs(capture, all); }

  Capture capture;
  CaptureJobs all;
};

}  // namespace

TEST_CASE("capture timing: a job lasts from its run, or from the end of the one before") {
  Jobs jobs;
  jobs.add(0, 10, 110);
  jobs.add(20, 30, 160);
  const CaptureTiming timing = jobs.timing();
  REQUIRE(timing.jobs.size() == 2);
  CHECK(timing.jobs[0].duration_ns == 100 * kUs);
  CHECK(timing.jobs[1].duration_ns == 50 * kUs);
  CHECK(timing.depth == std::vector<std::uint32_t>{2});
  CHECK(timing.partial == 0);
  CHECK(timing.cut == 0);
}

TEST_CASE("capture timing: what is done at a moment makes room for what is run then") {
  Jobs jobs;
  jobs.add(0, 10, 20);
  jobs.add(0, 20, 30);
  CHECK(jobs.timing().depth == std::vector<std::uint32_t>{1});
}

TEST_CASE("capture timing: jobs with missing events divide it, and the larger part is taken") {
  Jobs jobs;
  jobs.add(0, 10, 20);
  jobs.add(30, 40, -1);  // events were lost
  for (int i = 0; i < 5; ++i) jobs.add(100 + 20 * i, 105 + 20 * i, 110 + 20 * i);
  jobs.add(300, -1, -1);  // the capture ends
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.jobs.size() == 5);
  CHECK(timing.partial == 2);
  CHECK(timing.cut == 1);
  CHECK(timing.begin_ns == kBegin + 100 * kUs);
  CHECK(timing.end_ns == kBegin + 190 * kUs);
}

TEST_CASE("capture timing: it begins when the ring has nothing to do") {
  Jobs jobs;
  jobs.add(0, 1, 50);    // began before what is lost
  jobs.add(10, -1, -1);  // lost
  jobs.add(40, 45, 70);  // waited for the first
  for (int i = 0; i < 5; ++i) jobs.add(100 + 20 * i, 105 + 20 * i, 110 + 20 * i);
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.jobs.size() == 5);
  CHECK(timing.cut == 2);
  CHECK(timing.idle_at_begin[0]);
}

TEST_CASE("capture timing: a ring that is never idle is taken as it is") {
  Jobs jobs;
  jobs.add(0, 1, 20);
  jobs.add(1, -1, -1);  // lost
  for (int i = 0; i < 10; ++i) jobs.add(2 + 10 * i, 5 + 10 * i, 25 + 10 * i);
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.jobs.size() == 10);
  CHECK_FALSE(timing.idle_at_begin[0]);
}

TEST_CASE("capture timing: nothing whole is a mistake that says what is missing") {
  Jobs jobs;
  jobs.add(0, 10, -1);
  CHECK_THROWS_WITH(jobs.timing(), Catch::Contains("job 5:1 (line 1) has no done"));
}

TEST_CASE("capture timing: of a long capture the first jobs are taken") {
  Jobs jobs;
  for (int i = 0; i < 60'005; ++i) jobs.add(20 * i, 20 * i + 1, 20 * i + 11);
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.jobs.size() == kImportedJobsMax);
  CHECK(timing.beyond == 5);
  CHECK(timing.end_ns == kBegin + (20 * 59'999 + 11) * kUs);
}

TEST_CASE("capture timing: no scenario lasts for years") {
  Jobs jobs;
  jobs.add(0, 10, 20);
  jobs.add(30, 40, 50).done_ns = kBegin + 40'000'000'000'000'000;
  CHECK_THROWS_WITH(jobs.timing(), Catch::Contains("expected at most 1000000s"));
}

TEST_CASE("capture timing: a job that is not done and times out hangs, and others are run again") {
  Jobs jobs;
  CaptureJob& hang = jobs.add(0, 10, -1);
  hang.timeouts_ns = {kBegin + 1'010 * kUs};
  jobs.add(20, 30, 1'100);
  jobs.all.rings[0].resets_ns = {kBegin + 1'060 * kUs};
  const CaptureTiming timing = jobs.timing();
  REQUIRE(timing.jobs.size() == 2);
  CHECK(timing.jobs[0].hangs);
  CHECK_FALSE(timing.jobs[1].hangs);
  CHECK(timing.jobs[1].duration_ns == 40 * kUs);  // since the reset
  const CaptureFit fit = fit_machine(jobs.all, timing, 2);
  CHECK(fit.rings[0].timeout_ns == 1'000 * kUs);
  CHECK(fit.rings[0].reset_time_ns == 50 * kUs);
  CHECK(fit.rings[0].hang_limit == 0);
}

TEST_CASE("capture timing: a job that is done as soon as its ring is reset was cancelled") {
  Jobs jobs;
  jobs.add(0, 5, 10);
  CaptureJob& hang = jobs.add(1, 6, 2'110);
  hang.timeouts_ns = {kBegin + 1'010 * kUs, kBegin + 2'060 * kUs};
  jobs.all.rings[0].resets_ns = {kBegin + 1'060 * kUs, kBegin + 2'110 * kUs};
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.jobs[1].hangs);
  const CaptureFit fit = fit_machine(jobs.all, timing, 2);
  CHECK(fit.rings[0].timeout_ns == 1'000 * kUs);
  CHECK(fit.rings[0].hang_limit == 1);
}

TEST_CASE("capture fit: the latency is from the last thing that a job waited for to its run") {
  Jobs jobs;
  for (int i = 0; i < 30; ++i) {
    const int begin = 1'000 * i;
    jobs.add(begin, begin + 30, begin + 130);        // woken by its push
    jobs.add(begin + 10, begin + 160, begin + 260);  // by the end of the one before
  }
  const CaptureTiming timing = jobs.timing();
  CHECK(timing.depth == std::vector<std::uint32_t>{1});
  const CaptureFit fit = fit_machine(jobs.all, timing, timing.jobs.size());
  CHECK(fit.wakeup_ns == 30 * kUs);
  CHECK(fit.rings[0].was_full);
  CHECK(fit.rings[0].run_delay_ns == 0);
  CHECK(fit.rings[0].timeout_ns == sim::kForever);
}

TEST_CASE("capture fit: only what is fitted on counts, and a slower ring has a delay of its own") {
  Jobs jobs;
  jobs.all.rings.push_back({"copy", "", {}});
  for (int i = 0; i < 30; ++i) {
    jobs.add(1'000 * i, 1'000 * i + 20, 1'000 * i + 100);
    jobs.add(1'000 * i + 500, 1'000 * i + 550, 1'000 * i + 600).ring = 1;
  }
  for (int i = 30; i < 60; ++i) jobs.add(1'000 * i, 1'000 * i + 90, 1'000 * i + 100);
  const CaptureTiming timing = jobs.timing();
  const CaptureFit fit = fit_machine(jobs.all, timing, 60);
  CHECK(fit.wakeup_ns == 20 * kUs);
  CHECK(fit.rings[1].run_delay_ns == 30 * kUs);
}

TEST_CASE("capture fit: what waits behind another run shows what a run costs") {
  Jobs jobs;
  for (int i = 0; i < 10; ++i) {
    const int begin = 1'000 * i;
    jobs.add(begin, begin + 20, begin + 100);
    jobs.add(begin + 1, begin + 25, begin + 200);
  }
  const CaptureFit fit = fit_machine(jobs.all, jobs.timing(), 20);
  CHECK(fit.rings[0].depth == 2);
  CHECK(fit.rings[0].run_cost_ns == 5 * kUs);
  CHECK(fit.wakeup_ns == 20 * kUs);
}

}  // namespace drmsim::scenarios
