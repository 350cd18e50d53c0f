// What is known of a run of workloads before a machine exists: clients, rings, memory.
#include <catch2/catch.hpp>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/wsim_plan.h"

namespace drmsim::scenarios::wsim {
namespace {

using Change = std::function<void(WorkloadOptions&)>;

WorkloadOptions options_of(const std::vector<std::string>& workloads, const Change& change = {}) {
  WorkloadOptions options;
  for (const std::string& text : workloads) options.workloads.push_back({text, false, 0});
  if (change) change(options);
  return options;
}

const std::string kBatch = "0.RCS.10.0.0";

std::vector<bool> background_of(const WsimPlan& plan) {
  std::vector<bool> background;
  for (const ClientPlan& client : plan.clients()) background.push_back(client.background);
  return background;
}

using Flags = std::vector<bool>;

}  // namespace

TEST_CASE("wsim plan: clones have one workload, others one each") {
  const WsimPlan clones(options_of({kBatch}, [](WorkloadOptions& o) { o.clients = 3; }));
  REQUIRE(clones.clients().size() == 3);
  CHECK(clones.workloads().size() == 1);
  for (const ClientPlan& client : clones.clients()) CHECK(client.workload == 0);
  const WsimPlan others(options_of({kBatch, "0.BCS.5.0.0", kBatch}));
  REQUIRE(others.clients().size() == 3);
  CHECK(others.workloads().size() == 3);
  CHECK(others.clients()[2].workload == 2);
}

TEST_CASE("wsim plan: a priority is its workload's, of all clones or of one client") {
  const WsimPlan clones(options_of({kBatch}, [](WorkloadOptions& o) {
    o.clients = 2;
    o.workloads[0].priority = -7;
  }));
  CHECK(clones.clients()[0].priority == -7);
  CHECK(clones.clients()[1].priority == -7);
  const WsimPlan others(
      options_of({kBatch, kBatch}, [](WorkloadOptions& o) { o.workloads[1].priority = 1023; }));
  CHECK(others.clients()[0].priority == 0);
  CHECK(others.clients()[1].priority == 1023);
}

TEST_CASE("wsim plan: beside a master all are in the background, and alone nobody is one") {
  const auto second_is_master = [](WorkloadOptions& o) { o.workloads[1].master = true; };
  const WsimPlan master(options_of({kBatch, kBatch, kBatch}, second_is_master));
  CHECK(master.master() == 1U);
  CHECK(background_of(master) == Flags{true, false, true});
  const WsimPlan none(options_of({kBatch, kBatch}));
  CHECK_FALSE(none.master().has_value());
  CHECK(background_of(none) == Flags{false, false});
  const auto first_is_master = [](WorkloadOptions& o) { o.workloads[0].master = true; };
  CHECK_FALSE(WsimPlan(options_of({kBatch}, first_is_master)).master().has_value());
  const WsimPlan clones(options_of({kBatch}, [](WorkloadOptions& o) {
    o.workloads[0].master = true;
    o.clients = 3;
  }));
  CHECK(clones.master() == 0U);
  CHECK(background_of(clones) == Flags{false, true, true});
}

TEST_CASE("wsim plan: clients draw from seeds of their own, or all from one") {
  const auto seeds_of = [](bool same) {
    const WsimPlan plan(options_of({kBatch}, [same](WorkloadOptions& o) {
      o.clients = 5;
      o.seed = 3;
      o.same_random_sequence = same;
    }));
    std::set<std::uint32_t> seeds;
    for (const ClientPlan& client : plan.clients()) seeds.insert(client.seed);
    return seeds.size();
  };
  CHECK(seeds_of(false) == 5);
  CHECK(seeds_of(true) == 1);
}

TEST_CASE("wsim plan: a run without a seed has that of a file without one") {
  CHECK(WsimPlan(options_of({kBatch})).spec().seed == 1);
  CHECK(WsimPlan(options_of({kBatch})).seed() == 0);  // as the tool prints it
  const WsimPlan seeded(options_of({kBatch}, [](WorkloadOptions& o) { o.seed = UINT32_MAX; }));
  CHECK(seeded.spec().seed == UINT32_MAX);
}

TEST_CASE("wsim plan: each engine is a ring with an engine and a reset domain of its name") {
  const WsimPlan plan(options_of({"0.BCS.5.0.0"}, [](WorkloadOptions& o) {
    o.engines = EngineSet::parse("BCS,VCS2-1,vcs", "--engines");
  }));
  const ScenarioSpec& spec = plan.spec();
  REQUIRE(spec.rings.size() == 3);
  CHECK(spec.rings[0].name == "BCS1");
  CHECK(spec.rings[1].name == "VCS2-1");  // of GT 1
  CHECK(spec.rings[2].name == "VCS1");
  for (std::size_t i = 0; i < spec.rings.size(); ++i) {
    CHECK(spec.rings[i].engine.name == spec.rings[i].name);
    CHECK(spec.engines.at(i).name == spec.rings[i].name);
    CHECK(spec.engines.at(i).width == 1);
    CHECK(spec.reset_domains.at(i).name == spec.rings[i].name);
    CHECK(plan.ring(i) == spec.rings[i].name);
  }
}

TEST_CASE("wsim plan: engines are handed two batches, one if any workload waits for a start") {
  const std::string submit_fence = "1.RCS.1.0.0,2.BCS.1.s-1.0";
  const auto credits = [](const std::vector<std::string>& workloads,
                          const EngineScheduling& scheduling = {}) {
    return WsimPlan(options_of(workloads), scheduling).spec().rings[0].scheduler.credit_limit;
  };
  CHECK(credits({kBatch}) == 2);
  CHECK(credits({"1.RCS.1.0.0,2.BCS.1.f-1.0"}) == 2);
  CHECK(credits({submit_fence}) == 1);
  CHECK(credits({kBatch, submit_fence}) == 1);
  EngineScheduling three;
  three.credit_limit = 3;
  CHECK(credits({submit_fence}, three) == 3);  // who asks for it gets it
}

TEST_CASE("wsim plan: a ring has twice the room of the batches that it is handed, and eight") {
  const auto slots = [](std::uint32_t credits) {
    EngineScheduling scheduling;
    scheduling.credit_limit = credits;
    return WsimPlan(options_of({kBatch}), scheduling).spec().rings[0].slots;
  };
  CHECK(slots(1) == 8);
  CHECK(slots(4) == 8);
  CHECK(slots(5) == 10);
  CHECK(slots(1000) == 2000);
}

TEST_CASE("wsim plan: each endless batch of each client has a word of memory") {
  const auto words = [](const std::vector<std::string>& workloads, std::uint32_t clients = 1) {
    const auto clone = [clients](WorkloadOptions& o) { o.clients = clients; };
    return WsimPlan(options_of(workloads, clone)).spec().spare_memory_dwords;
  };
  const std::uint32_t none = words({kBatch});
  const std::string two = "0.RCS.*.0.0,0.RCS.*.0.0,T.-2,T.-2,0.RCS.5.0.0";
  CHECK(words({two}) == none + 2);
  CHECK(words({two}, 10) == none + 20);
  CHECK(words({two, kBatch, two}) == none + 4);
}

TEST_CASE("wsim plan: more endless batches than there can be memory for are refused") {
  std::string text;
  for (int i = 0; i < 1700; ++i) text += "0.RCS.*.0.0,T.-1,";
  const auto many = [&text](std::uint32_t clients) {
    return options_of({text}, [clients](WorkloadOptions& o) { o.clients = clients; });
  };
  CHECK_NOTHROW(WsimPlan(many(9868)));
  CHECK_THROWS_WITH(WsimPlan(many(9870)),
                    "<command line>: 16779000 endless batches of all clients; expected at most "
                    "16777216");
}

TEST_CASE("wsim plan: ten thousand clients, and no more, of one workload or of many") {
  const auto clones = [](std::uint32_t clients) {
    return options_of({kBatch}, [clients](WorkloadOptions& o) { o.clients = clients; });
  };
  CHECK(WsimPlan(clones(10'000)).clients().size() == 10'000);
  CHECK_THROWS_WITH(WsimPlan(clones(10'001)),
                    "<command line>: 10001 clients; expected at most 10000");
  CHECK_THROWS_WITH(WsimPlan(clones(UINT32_MAX)), Catch::Contains("4294967295 clients"));
}

TEST_CASE("wsim plan: a mistake in any of the workloads is told with the workload it is in") {
  CHECK_THROWS_WITH(WsimPlan(options_of({kBatch, "0.RCS.x.0.0"})),
                    Catch::Contains("<workload 1>:1:7: Invalid duration"));
  CHECK_THROWS_WITH(WsimPlan(options_of({"0.VCS9.1.0.0"})),
                    Catch::Contains("<workload 0>:1:1: Invalid engine id"));
}

}  // namespace drmsim::scenarios::wsim
