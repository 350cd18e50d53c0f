// The kernel's own lima_sched.c, on a ring of ours.
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tests/kernel/support/hosted_run.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

using scenarios::RunReport;
using scenarios::ScenarioSpec;

std::multiset<std::string> leaked(const RunReport& report) {
  std::multiset<std::string> types;
  for (const auto& hazard : report.hazards) {
    if (hazard.kind != sim::HazardKind::leak) continue;
    types.insert(hazard.object);
  }
  return types;
}

constexpr const char* kOneJob = R"(name = "one"
[[ring]]
name = "gp"
scheduler = { credit_limit = 1, timeout = "10ms" }
driver = { kind = "lima", may_allocate = true }
[[entity]]
name = "e"
rings = ["gp"]
[[job]]
name = "j"
entity = "e"
duration = "1ms"
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kOneJob;
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST_CASE("hosted lima: a job is a task of its own, run and freed by the driver's code") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun one = run_hosted(hosted(kOneJob));
  CHECK(one.report.hazards.empty());
  CHECK(outline_from("push", one.log) ==
        "push run_job hw_start scheduled hw_done irq finished free_job quiescent entity_destroy "
        "sched_fini");
}

TEST_CASE("hosted lima: a hang is handled in the driver's order") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun hang = run_hosted(shipped("lima_hang"));
  CHECK(outline_from("timedout_job", hang.log) ==
        "timedout_job hazard stopped karma hw_reset resubmit run_job restart finished run_job "
        "hw_start scheduled free_job hw_done irq finished free_job quiescent entity_destroy "
        "entity_destroy sched_fini");
  REQUIRE(hang.report.hazards.size() == 1);
  CHECK(hang.report.hazards[0].message_only);  // the driver's own, no failure of a schedule
  CHECK(hang.report.hazards[0].message.find("gp job timeout at lima_sched.c:") !=
        std::string::npos);
}

TEST_CASE("hosted lima: a spurious timeout leaves six objects behind") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun spurious = run_hosted(shipped("lima_spurious_timeout"));
  CHECK(leaked(spurious.report) == std::multiset<std::string>{"lima_sched_task", "lima_bo",
                                                              "kmemdup", "drm_sched_fence",
                                                              "lima_fence", "lima_vm"});
}

TEST_CASE("hosted lima: the dump of a hang dereferences the entity that the job has no more") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun dump = run_hosted(shipped("lima_dump_of_hang"));
  REQUIRE(dump.report.hazards.size() == 2);
  CHECK(dump.report.hazards[1].message.find("lima_sched.c") != std::string::npos);
  CHECK(dump.report.hazards[1].message.find("dereferences NULL") != std::string::npos);
}

TEST_CASE("hosted lima: an interrupt without a reason is ignored") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun spurious =
      run_hosted(hosted(std::string(kOneJob) + "fault = { spurious_interrupt = \"200us\" }\n"));
  CHECK(spurious.report.hazards.empty());
  CHECK(spurious.log.find("1000000 finished job=j") != std::string::npos);
}

TEST_CASE("hosted lima: an interrupt that comes after the reset is not taken for the next job's") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const HostedRun late = run_hosted(
      hosted(with("duration = \"1ms\"\n",
                  "duration = \"1ms\"\nfault = { late_interrupt = \"9.5ms\" }\n"
                  "[[job]]\nname = \"next\"\nentity = \"e\"\nat = \"1ms\"\nduration = \"3ms\"\n")));
  // Only the driver's own warning of the timeout.
  CHECK(late.report.hazards.size() == 1);
  CHECK(late.log.find("13000000 finished job=next sched=gp error=0") != std::string::npos);
}

TEST_CASE("hosted lima: the thousandth run is the first") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const ScenarioSpec spec = shipped("lima_hang");
  const std::uint64_t first = run_hosted(spec).hash;
  for (int i = 0; i < 20; ++i) CHECK(run_hosted(spec).hash == first);
}

TEST_CASE("hosted lima: what the driver does not do is an error at its place") {
  CHECK(error_of(kOneJob, "model") ==
        "t.toml:5:19: driver `lima` is code of a kernel tree and runs on that tree's scheduler; "
        "expected `--scheduler kernel`");
  DRMSIM_NEEDS_KERNEL("6.12");
  CHECK(error_of(kOneJob).empty());
  CHECK(error_of(with("credit_limit = 1", "credit_limit = 2")) ==
        "t.toml:4:13: expected `credit_limit = 1`: driver `lima` initialises its scheduler itself");
  CHECK(error_of(with("10ms", "10500us")) ==
        "t.toml:4:13: expected a `timeout` of whole milliseconds: driver `lima` initialises its "
        "scheduler itself");
  CHECK(error_of(with("may_allocate = true", "soft_recovery = true")) ==
        "t.toml:5:10: `soft_recovery` is a habit of the driver `ring`; `lima` has its own");
  CHECK(error_of(with("rings = [\"gp\"]", "rings = [\"gp\"]\npriority = \"high\"")) ==
        "t.toml:6:1: a context of driver `lima` has the priority `normal`");
  CHECK(error_of(std::string(kOneJob) + "credits = 2\n") ==
        "t.toml:9:1: a job of driver `lima` takes one credit");
  CHECK(error_of(std::string(kOneJob) + "fault = { run_job_returns = \"EIO\" }\n") ==
        "t.toml:13:9: what run_job returns is up to the code of driver `lima`");
}

}  // namespace
}  // namespace drmsim::tests
