// Events joined to jobs, in each vocabulary.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/tools/captures/support/captures.h"
#include "tools/captures/capture_jobs.h"
#include "tools/captures/ftrace_text_reader.h"

namespace drmsim::scenarios {
namespace {

CaptureJobs jobs_of(const std::string& text) {
  return join_jobs(read_ftrace_text(text, "t"));
}

std::string at(int us, const std::string& event, const std::string& task = "app-7") {
  return " " + task + " [000] 1." + std::to_string(1'000'000 + us).substr(1) + ": " + event + "\n";
}

std::string older(int us, const char* event, int id, const char* fence) {
  return at(us, std::string(event) + ": entity=00aa, id=" + std::to_string(id) +
                    ", fence=" + fence + ", ring=gfx, job count:0, hw job count:0");
}

std::string amdgpu(int us, const char* event, int context, int seqno) {
  return at(us, std::string(event) +
                    ": sched_job=1, timeline=gfx, context=" + std::to_string(context) +
                    ", seqno=" + std::to_string(seqno) + ", ring_name=gfx, num_ibs=1");
}

std::string signalled(int us, int context, int seqno) {
  return at(us, "dma_fence_signaled: driver=amd_sched timeline=gfx context=" +
                    std::to_string(context) + " seqno=" + std::to_string(seqno));
}

std::string stable(int us, const char* event, const char* fence) {
  return at(us, std::string(event) + ": dev=0000:01:00.0, fence=" + fence +
                    ", ring=gfx, job count:0, hw job count:0, client_id:7");
}

}  // namespace

TEST_CASE("capture jobs: six lines are two jobs of a context") {
  const CaptureJobs all = jobs_of(tests::kSixLines);
  CHECK(all.vocabulary == Vocabulary::stable);
  REQUIRE(all.jobs.size() == 2);
  CHECK(all.jobs[0].is_whole());
  CHECK(*all.jobs[0].run_ns - *all.jobs[0].pushed_ns == 10'000);
  CHECK(*all.jobs[1].done_ns - *all.jobs[1].run_ns == 120'000);
  REQUIRE(all.contexts.size() == 1);
  CHECK(all.contexts[0].comm == "game");
  CHECK(all.contexts[0].pid == 4711);
  CHECK(all.contexts[0].client == "7");
  REQUIRE(all.rings.size() == 1);
  CHECK(all.rings[0].name == "gfx");
  CHECK(all.rings[0].device == "0000:01:00.0");
}

TEST_CASE("capture jobs: before 6.17 a fence is a pointer, which is used again") {
  const CaptureJobs all = jobs_of(
      older(10, "drm_sched_job", 1, "00f0") + older(20, "drm_run_job", 1, "00f0") +
      at(30, "drm_sched_process_job: fence=00f0 signaled") + older(40, "drm_sched_job", 2, "00f0") +
      older(50, "drm_run_job", 2, "00f0") + at(60, "drm_sched_process_job: fence=00f0 signaled"));
  CHECK(all.vocabulary == Vocabulary::older);
  REQUIRE(all.jobs.size() == 2);
  CHECK(*all.jobs[0].done_ns == 1'000'030'000);
  CHECK(*all.jobs[1].pushed_ns == 1'000'040'000);
  CHECK(*all.jobs[1].done_ns == 1'000'060'000);
}

TEST_CASE("capture jobs: amdgpu's own events, and the kernel's jobs, which it does not report") {
  const CaptureJobs all =
      jobs_of(amdgpu(10, "amdgpu_cs_ioctl", 9, 1) + amdgpu(20, "amdgpu_sched_run_job", 9, 1) +
              signalled(21, 8, 1) +  // `scheduled`
              signalled(30, 9, 1) + amdgpu(40, "amdgpu_sched_run_job", 3, 5) + signalled(50, 3, 5));
  CHECK(all.vocabulary == Vocabulary::amdgpu);
  REQUIRE(all.jobs.size() == 2);
  CHECK(*all.jobs[0].done_ns == 1'000'030'000);
  CHECK(all.contexts[all.jobs[0].context].pushes);
  CHECK_FALSE(all.contexts[all.jobs[1].context].pushes);
}

TEST_CASE("capture jobs: a job that two vocabularies tell of counts once, by the stable names") {
  const std::string both =
      amdgpu(9, "amdgpu_cs_ioctl", 5, 1) + stable(10, "drm_sched_job_queue", "5:1") +
      older(11, "drm_sched_job", 1, "00f0") + stable(20, "drm_sched_job_run", "5:1") +
      older(21, "drm_run_job", 1, "00f0") + amdgpu(22, "amdgpu_sched_run_job", 5, 1) +
      at(30, "drm_sched_job_done: fence=5:1 signaled") +
      at(31, "drm_sched_process_job: fence=00f0 signaled") + signalled(32, 5, 1);
  const CaptureJobs all = jobs_of(both);
  CHECK(all.vocabulary == Vocabulary::stable);
  REQUIRE(all.jobs.size() == 1);
  CHECK(*all.jobs[0].pushed_ns == 1'000'010'000);
  CHECK(*all.jobs[0].run_ns == 1'000'020'000);
  CHECK(*all.jobs[0].done_ns == 1'000'030'000);
  CHECK(all.ignored_events == 5);
}

TEST_CASE("capture jobs: dependencies that have not signalled, before and after the push") {
  const std::string text = stable(1, "drm_sched_job_queue", "5:1") +
                           stable(2, "drm_sched_job_run", "5:1") +
                           at(3, "drm_sched_job_add_dep: fence=6:1 depends on fence=5:1") +
                           at(4, "drm_sched_job_add_dep: fence=6:1 depends on fence=99:1") +
                           stable(5, "drm_sched_job_queue", "6:1") +
                           at(6,
                              "drm_sched_job_unschedulable: fence=6:1 depends on unsignalled "
                              "fence=5:1") +
                           at(7, "drm_sched_job_done: fence=5:1 signaled") +
                           at(8, "drm_sched_job_add_dep: fence=7:1 depends on fence=5:1") +
                           stable(9, "drm_sched_job_queue", "7:1");
  const CaptureJobs all = jobs_of(text);
  REQUIRE(all.jobs.size() == 3);
  CHECK(all.jobs[1].after == std::vector<std::size_t>{0});
  CHECK(all.jobs[1].waits_for_unknown);
  CHECK(all.unknown_fences == 1);
  CHECK(all.jobs[2].after.empty());  // it had signalled
}

TEST_CASE("capture jobs: a `scheduled` fence is of the job whose context comes next") {
  const CaptureJobs all =
      jobs_of(stable(1, "drm_sched_job_queue", "5:1") + stable(2, "drm_sched_job_queue", "7:1") +
              at(3, "drm_sched_job_unschedulable: fence=7:1 depends on unsignalled fence=4:1"));
  REQUIRE(all.jobs.size() == 2);
  CHECK(all.jobs[1].after == std::vector<std::size_t>{0});
  CHECK(all.unknown_fences == 0);
}

TEST_CASE("capture jobs: a timeout is of the oldest job that its ring has") {
  const CaptureJobs all = jobs_of(
      stable(1, "drm_sched_job_queue", "5:1") + stable(2, "drm_sched_job_run", "5:1") +
      stable(3, "drm_sched_job_queue", "5:2") + stable(4, "drm_sched_job_run", "5:2") +
      at(500, "timedout_job: job=x sched=gfx karma=0") + at(510, "hw_reset: sched=gfx dropped=2"));
  REQUIRE(all.jobs.size() == 2);
  CHECK(all.jobs[0].hangs());
  CHECK_FALSE(all.jobs[1].hangs());
  CHECK(all.rings[0].resets_ns == std::vector<sim::TimeNs>{1'000'510'000});
}

TEST_CASE("capture jobs: a number that is none has its line") {
  CHECK_THROWS_WITH(jobs_of("\n" + at(1, "drm_sched_job_done: fence=x:1 signaled") +
                            stable(2, "drm_sched_job_run", "5:1")),
                    "t:2: `drm_sched_job_done` has `fence_context` `x`; expected a number");
  CHECK_THROWS_AS(jobs_of(stable(2, "drm_sched_job_run", "99999999999999999999:1")), InputError);
}

TEST_CASE("capture jobs: a capture in which no job is pushed or run") {
  CHECK_THROWS_WITH(jobs_of(at(1, "drm_vblank_event: crtc=0, seq=1")),
                    Catch::Contains("no job is pushed or run in it"));
}

}  // namespace drmsim::scenarios
