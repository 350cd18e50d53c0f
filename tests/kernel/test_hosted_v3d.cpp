// The kernel's own v3d_sched.c, v3d_irq.c and v3d_fence.c, on the registers of hw::V3d.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "tests/kernel/support/hosted_run.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

using scenarios::ScenarioSpec;

constexpr const char* kV3dJob = R"(name = "one"
[[ring]]
name = "v3d_bin"
scheduler = { credit_limit = 1, timeout = "500ms" }
driver = { kind = "v3d", may_allocate = true }
[[entity]]
name = "e"
rings = ["v3d_bin"]
[[job]]
name = "j"
entity = "e"
duration = "1ms"
)";

std::string v3d_with(const std::string& from, const std::string& to) {
  std::string text = kV3dJob;
  text.replace(text.find(from), from.size(), to);
  return text;
}

int count(const std::string& what, const std::string& log) {
  int number = 0;
  for (auto at = log.find(what); at != std::string::npos; at = log.find(what, at + 1)) ++number;
  return number;
}

TEST_CASE("hosted v3d: a job goes through the registers and the driver's interrupt handler") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun one = run_hosted(hosted(kV3dJob));
  CHECK(one.report.hazards.empty());
  CHECK(outline_from("push", one.log) ==
        "push run_job hw_start scheduled hw_done irq finished free_job quiescent entity_destroy "
        "sched_fini");
}

TEST_CASE("hosted v3d: one interrupt can be of two queues") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun both = run_hosted(hosted(std::string(kV3dJob) + R"([[ring]]
name = "v3d_render"
reset_domain = "v3d_bin"
scheduler = { credit_limit = 1, timeout = "500ms" }
driver = { kind = "v3d", may_allocate = true }
[[entity]]
name = "r"
rings = ["v3d_render"]
[[job]]
name = "k"
entity = "r"
duration = "1ms"
[interrupt]
latency = "10us"
coalesce_window = "10us"
)"));
  CHECK(both.report.hazards.empty());
  CHECK(count(" irq ", both.log) == 1);
  CHECK(count("error=0", both.log) == 2);
}

TEST_CASE("hosted v3d: without CTnCA moving, all queues are stopped, reset and started") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun hang = run_hosted(shipped("v3d_hang"));
  CHECK(outline_from("timedout_job", hang.log) ==
        "timedout_job false_timeout push run_job hw_start scheduled timedout_job stopped stopped "
        "karma hazard hw_reset hw_reset resubmit run_job hw_start resubmit run_job restart restart "
        "finished free_job hw_done irq finished free_job quiescent entity_destroy entity_destroy "
        "sched_fini sched_fini");
  REQUIRE(hang.report.hazards.size() == 1);
  CHECK(hang.log.find("run_job job=innocent sched=v3d_bin attempt=2") != std::string::npos);
}

TEST_CASE("hosted v3d: a job whose CTnCA moves is left alone at each timeout") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun slow = run_hosted(shipped("v3d_slow_job"));
  CHECK(slow.report.hazards.empty());
  CHECK(count("action=still_running", slow.log) == 2);
  CHECK(slow.log.find("1200000000 finished job=slow sched=v3d_render error=0") !=
        std::string::npos);
}

TEST_CASE("hosted v3d: a lost interrupt costs two timeouts and the job") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun lost =
      run_hosted(hosted(std::string(kV3dJob) + "fault = { lost_interrupt = true }\n"));
  CHECK(lost.report.hazards.size() == 1);
  CHECK(lost.log.find("1000000000 finished job=j sched=v3d_bin error=-125") != std::string::npos);
}

TEST_CASE("hosted v3d: two queues that time out together are reset twice") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun both = run_hosted(shipped("v3d_two_queues_time_out"));
  CHECK(count("hw_reset sched=v3d_bin dropped=1", both.log) == 2);
  CHECK(both.log.find("run_job job=collateral sched=v3d_render attempt=2") == std::string::npos);
  CHECK(both.log.find("karma job=collateral") != std::string::npos);
  CHECK(both.log.find("run_job job=innocent sched=v3d_bin attempt=2") != std::string::npos);
}

TEST_CASE("hosted v3d: a timeout in the middle of drm_sched_stop ends in a wait for ever") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun stuck = run_hosted(shipped("v3d_timeout_during_stop"));
  REQUIRE(stuck.report.hazards.size() == 2);
  CHECK(stuck.report.hazards[1].message.find("tdr:v3d_render waits") == 0);
}

TEST_CASE("hosted v3d: what is left of a killed process is freed, but 6.12 uses its file") {
  DRMSIM_NEEDS_KERNEL("6.12");
  ScenarioSpec spec = hosted(std::string(kV3dJob) + R"([[job]]
name = "queued"
entity = "e"
duration = "1ms"
[[action]]
at = "500us"
do = "kill"
entity = "e"
wait = "0s"
)");
  const HostedRun closed = run_hosted(spec);
  REQUIRE(closed.report.hazards.size() == 1);
  CHECK(closed.report.hazards[0].kind == sim::HazardKind::use_after_free);
  CHECK(closed.report.hazards[0].message.find("v3d_job_update_stats") != std::string::npos);
  DRMSIM_NEEDS_KERNEL("7.3");
  spec.scheduler.name = "kernel:7.3";
  const HostedRun killed = run_hosted(spec);
  CHECK(killed.report.hazards.empty());
  CHECK(count("free_job", killed.log) == 2);
}

TEST_CASE("hosted v3d: the thousandth run is the first") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const ScenarioSpec spec = shipped("v3d_two_queues_time_out");
  const std::uint64_t first = run_hosted(spec).hash;
  for (int i = 0; i < 20; ++i) CHECK(run_hosted(spec).hash == first);
}

TEST_CASE("hosted v3d: what the driver does not do is an error at its place") {
  CHECK(error_of(kV3dJob, "model") ==
        "t.toml:5:19: driver `v3d` is code of a kernel tree and runs on that tree's scheduler; "
        "expected `--scheduler kernel`");
  DRMSIM_NEEDS_KERNEL("6.12");
  CHECK(error_of(kV3dJob).empty());
  std::string renamed = v3d_with("name = \"v3d_bin\"", "name = \"gfx\"");
  renamed.replace(renamed.find("[\"v3d_bin\"]"), 11, "[\"gfx\"]");
  CHECK(error_of(renamed) ==
        "t.toml:2:1: driver `v3d` has no queue `gfx`; expected `v3d_bin` or `v3d_render` as the "
        "ring's name");
  CHECK(error_of(v3d_with("500ms", "10ms")) ==
        "t.toml:4:13: expected `timeout = \"500ms\"` and no `hang_limit`: driver `v3d` has no "
        "others");
  CHECK(error_of(std::string(kV3dJob) + R"([[ring]]
name = "v3d_render"
scheduler = { credit_limit = 1, timeout = "500ms" }
driver = { kind = "v3d", may_allocate = true }
)") == "t.toml:13:1: the queues of driver `v3d` are one device; expected the `reset_domain` of the "
       "others");
}

TEST_CASE("hosted v3d: a wait inside drm_sched_stop() says for whose fence") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun run = run_hosted(shipped("v3d_timeout_during_stop"));
  std::string said;
  for (const auto& hazard : run.report.hazards) {
    if (hazard.kind == sim::HazardKind::stall) said += hazard.message;
  }
  CHECK(said.starts_with(
      "tdr:v3d_render waits for dma_fence collateral and nothing is left that could wake it: job "
      "collateral "));
}

}  // namespace
}  // namespace drmsim::tests
