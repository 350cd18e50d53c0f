// Whole runs: the published expectation, what is printed, determinism, the shipped descriptors.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tests/tools/wsim/support/wsim_bench.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;
using scenarios::wsim::EngineScheduling;
using scenarios::wsim::gem_wsim_text;
using scenarios::wsim::WorkloadOptions;
using scenarios::wsim::WsimPlan;

// IGT, tools/vmtb: an otherwise idle GPU does 100 of these a second, N clients share them evenly.
const std::string kReference = "1.DEFAULT.5000.0.0,2.DEFAULT.5000.-1.1";

WsimBench::Tweak clones(std::uint32_t clients, std::uint32_t repeat) {
  return [=](WorkloadOptions& options) {
    options.clients = clients;
    options.repeat = repeat;
  };
}

TEST_CASE("wsim run: a thousand of the published workload take ten seconds") {
  const WsimBench run(kReference, clones(1, 1000));
  CHECK(run.result().elapsed_ns() == 10'000'000'000);
  CHECK(run.result().workloads_per_s() == 100);
  CHECK(gem_wsim_text(run.result()) == "10.000s elapsed (100.000 workloads/s)\n");
  CHECK(run.report().rings.front().busy == 1);
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: clients of the published workload share the engine evenly") {
  for (const std::uint32_t clients : {2u, 4u, 8u}) {
    const WsimBench run(kReference, clones(clients, 100));
    INFO(clients << " clients");
    CHECK(run.result().elapsed_ns() == clients * 1'000'000'000ull);
    for (const auto& client : run.result().clients) {
      CHECK(client.elapsed_ns > clients * 900'000'000ull);
      CHECK(client.workloads_per_s() == Approx(100.0 / clients).epsilon(0.1));
    }
    CHECK(run.hazards().empty());
  }
}

TEST_CASE("wsim run: one step waits for another however many batches an engine is handed") {
  for (const std::uint32_t credits : {1u, 2u, 8u}) {
    WorkloadOptions options;
    options.workloads.push_back({kReference, false, 0});
    options.repeat = 10;
    EngineScheduling scheduling;
    scheduling.credit_limit = credits;
    const auto outcome = scenarios::wsim::run_workloads(WsimPlan(options, scheduling));
    CHECK(outcome.result.elapsed_ns() == 100'000'000);
    CHECK(outcome.report.hazards.empty());
  }
}

TEST_CASE("wsim run: engines are handed two batches at once, or one where a batch has s-K") {
  const auto credits = [](const std::string& text) {
    WorkloadOptions options;
    options.workloads.push_back({text, false, 0});
    return WsimPlan(options).spec().rings.front().scheduler.credit_limit;
  };
  CHECK(credits("0.RCS.10.0.0,1.BCS.5.f-1.0") == 2);
  CHECK(credits("0.RCS.10.0.0,1.BCS.5.s-1.0") == 1);
}

TEST_CASE("wsim run: an unknown policy is reported before anything runs") {
  WorkloadOptions options;
  options.workloads.push_back({kReference, false, 0});
  EngineScheduling scheduling;
  scheduling.policy.name = "fif";
  const WsimPlan plan(options, scheduling);
  CHECK_THROWS_AS(scenarios::wsim::run_workloads(plan), scenarios::InputError);
}

TEST_CASE("wsim run: what nobody can simulate is refused") {
  const auto plan = [](const std::string& text, std::uint32_t clients) {
    WorkloadOptions options;
    options.workloads.push_back({text, false, 0});
    options.clients = clients;
    return WsimPlan(options);
  };
  CHECK_THROWS_WITH(plan("w.1.2000000000n4k,0.RCS.1.r1-0-1999999999.0", 1),
                    Catch::Contains("at step 1! The batches name more objects"));
  CHECK_NOTHROW(plan("w.1.2000000000n4k,0.RCS.1.r1-1999999999.0", 1));
  CHECK_THROWS_WITH(plan("0.RCS.1.0.0", 10'001), Catch::Contains("expected at most 10000"));
}

TEST_CASE("wsim run: the text is that of gem_wsim") {
  const WsimBench run("0.RCS.10000.0.1,p.30000", clones(2, 5));
  CHECK(gem_wsim_text(run.result(), 0).empty());
  CHECK(gem_wsim_text(run.result(), 1) == "0.150s elapsed (66.667 workloads/s)\n");
  CHECK(gem_wsim_text(run.result(), 2) ==
        "Random seed is 0.\n2 clients.\n"
        "*0: 0.150s elapsed (5 cycles, 33.333 workloads/s)."
        " Time avg/min/max=10000/10000/10000us; 0 missed.\n"
        "*1: 0.150s elapsed (5 cycles, 33.333 workloads/s)."
        " Time avg/min/max=20000/20000/20000us; 0 missed.\n"
        "0.150s elapsed (66.667 workloads/s)\n");
}

TEST_CASE("wsim run: the line of a master is printed, those of the background are not") {
  WorkloadOptions options;
  options.workloads = {{"0.RCS.1000.0.1", false, 0}, {"0.BCS.5000.0.1", true, 0}};
  const WsimBench run(options);
  CHECK(gem_wsim_text(run.result(), 1) ==
        "*1: 0.005s elapsed (1 cycles, 200.000 workloads/s).\n"
        "0.005s elapsed (400.000 workloads/s)\n");
  CHECK_THAT(gem_wsim_text(run.result(), 2), Catch::Contains("\n 0: 0.005s elapsed (5 cycles,"));
}

TEST_CASE("wsim run: a workload that takes no time has no rate") {
  CHECK(gem_wsim_text(WsimBench("w.1.4k").result()) == "0.000s elapsed (0.000 workloads/s)\n");
}

TEST_CASE("wsim run: entities and jobs bear the names of clients, contexts and engines") {
  const WsimBench run("M.2.VCS,B.2,1.RCS.10.0.0,2.VCS.10.0.0,P.1.1,1.RCS.10.0.0");
  const auto has = [&run](const std::string& text) {
    return std::any_of(run.log().begin(), run.log().end(), [&text](const std::string& line) {
      return line.find(text) != std::string::npos;
    });
  };
  CHECK(has("job=c0.0 entity=c0.ctx1.RCS1 sched=RCS1"));
  CHECK(has("job=c0.1 entity=c0.ctx2.VCS1+VCS2 sched=VCS1"));
  CHECK(has("job=c0.2 entity=c0.ctx1.RCS1.high sched=RCS1"));
  CHECK(has("client=c0 number=0"));
  REQUIRE(run.report().clients.size() == 1);
  CHECK(run.report().clients.front().name == "c0");
  CHECK(run.report().clients.front().cycles == 1);
}

TEST_CASE("wsim run: the same seed gives the same event log, another seed another one") {
  const auto log = [](std::uint32_t seed) {
    return WsimBench("M.1.VCS,B.1,1.VCS.500-2000.0.0,2.RCS.100-300.-1.0,q.2",
                     [seed](WorkloadOptions& options) {
                       options.seed = seed;
                       options.clients = 3;
                       options.repeat = 5;
                     })
        .log();
  };
  const auto first = log(1);
  CHECK(first == log(1));
  CHECK(first != log(2));
}

TEST_CASE("wsim run: the shipped descriptors run without hazards for one client and for three") {
  const char* given = std::getenv("DRMSIM_INPUTS");
  const fs::path folder =
      (given != nullptr ? fs::path(given)
                        : fs::path(DRMSIM_SOURCE_DIR) / ".." / "shared" / "inputs") /
      "wsim";
  if (!fs::is_directory(folder)) {
    WARN("skipped: " << folder << " does not exist");
    return;
  }
  std::size_t runs = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".wsim" || entry.path().stem() == "frame-split-60fps") continue;
    for (const std::uint32_t clients : {1u, 3u}) {
      INFO(entry.path() << ", " << clients << " clients");
      const WsimBench run(entry.path().string(), clones(clients, 3));
      CHECK(run.hazards().empty());
      CHECK(run.report().errors == 0);
      for (const auto& client : run.result().clients) CHECK(client.cycles == 3);
      ++runs;
    }
  }
  CHECK(runs >= 36);
}

}  // namespace
}  // namespace drmsim::tests
