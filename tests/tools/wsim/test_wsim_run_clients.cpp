// Several clients, engines, priorities and working sets. All times computed by hand; in us.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/tools/wsim/support/wsim_bench.h"

namespace drmsim::tests {
namespace {

using Lines = std::vector<std::string>;
using Times = std::vector<double>;
using scenarios::wsim::WorkloadOptions;

WsimBench::Tweak cloned(std::uint32_t clients, std::uint32_t repeat = 1) {
  return [=](WorkloadOptions& options) {
    options.clients = clients;
    options.repeat = repeat;
  };
}

WorkloadOptions workloads(const std::vector<std::string>& descriptors) {
  WorkloadOptions options;
  for (const std::string& text : descriptors) options.workloads.push_back({text, false, 0});
  return options;
}

TEST_CASE("wsim run: a class without a map means its first engine for every client") {
  const WsimBench run("1.VCS.10.0.0", cloned(2));
  CHECK(run.batches(0) == Lines{"VCS1 0-10"});
  CHECK(run.batches(1) == Lines{"VCS1 10-20"});
}

TEST_CASE("wsim run: balanced contexts use all engines of their map") {
  const WsimBench contexts("M.1.VCS,M.2.VCS,B.1,B.2,1.VCS.10.0.0,2.VCS.10.0.0");
  CHECK(contexts.batches() == Lines{"VCS1 0-10", "VCS2 0-10"});
  const WsimBench clients("M.1.VCS,B.1,1.VCS.10.0.0", cloned(2));
  CHECK(clients.batches(0) == Lines{"VCS1 0-10"});
  CHECK(clients.batches(1) == Lines{"VCS2 0-10"});
  const WsimBench named("M.1.VCS,B.1,1.VCS2.10.0.0,1.VCS1.20.0.0");
  CHECK(named.batches() == Lines{"VCS2 0-10", "VCS1 0-20"});
}

TEST_CASE("wsim run: a balanced context moves to the idle engine once its last batch has ended") {
  WorkloadOptions options =
      workloads({"M.1.VCS,B.1,1.VCS.10.0.1,1.VCS.10.0.1", "d.5,1.VCS1.100.0.0"});
  const WsimBench run(options);
  CHECK(run.batches(0) == Lines{"VCS1 0-10", "VCS2 10-20"});
  CHECK(run.batches(1) == Lines{"VCS1 10-110"});
}

TEST_CASE("wsim run: the machine is made of the engines that are asked for") {
  const WsimBench run("M.1.VCS,B.1,1.VCS.10.0.0", [](WorkloadOptions& options) {
    options.clients = 3;
    options.engines = scenarios::wsim::EngineSet::parse("VCS1,VCS2,VCS3", "--engines");
  });
  CHECK(run.batches(2) == Lines{"VCS3 0-10"});
  REQUIRE(run.report().rings.size() == 3);
  CHECK(run.report().rings[2].name == "VCS3");
  CHECK(run.report().rings[2].busy == 1);
}

TEST_CASE("wsim run: a batch of a context with a higher priority overtakes those that still wait") {
  // Two batches are with the engine when the priority changes.
  const std::string four = "1.RCS.10.0.0,1.RCS.10.0.0,1.RCS.10.0.0,1.RCS.10.0.0,d.5,";
  CHECK(WsimBench(four + "2.RCS.10.0.0").batches().back() == "RCS1 40-50");
  CHECK(WsimBench(four + "P.2.100,2.RCS.10.0.0").batches() ==
        Lines{"RCS1 0-10", "RCS1 10-20", "RCS1 30-40", "RCS1 40-50", "RCS1 20-30"});
  CHECK(WsimBench("P.1.-1," + four + "2.RCS.10.0.0").batches().back() == "RCS1 20-30");
}

TEST_CASE("wsim run: a new priority does not change the order of the batches of a context") {
  const WsimBench run(
      "1.RCS.10.0.0,1.RCS.10.0.0,1.RCS.10.0.0,P.1.5,1.RCS.10.0.0,P.1.-5,1.RCS.5.0.0");
  CHECK(run.batches() ==
        Lines{"RCS1 0-10", "RCS1 10-20", "RCS1 20-30", "RCS1 30-40", "RCS1 40-45"});
  CHECK(run.hazards().empty());
}

// gem_wsim remembers priority 0 for all contexts, whatever -p said, and skips what changes nothing.
TEST_CASE("wsim run: after -p, P with 0 does nothing, as in the tool") {
  const auto last_of = [](const std::string& priority_step) {
    WorkloadOptions options = workloads({"1.RCS.10.0.0,1.RCS.10.0.0,1.RCS.10.0.0,1.RCS.10.0.0",
                                         "d.5," + priority_step + "1.RCS.10.0.0"});
    options.workloads[1].priority = 7;
    return WsimBench(options).batches(1).back();
  };
  CHECK(last_of("") == "RCS1 20-30");
  CHECK(last_of("P.1.0,") == "RCS1 20-30");
  CHECK(last_of("P.1.1,P.1.0,") == "RCS1 40-50");
}

TEST_CASE(
    "wsim run: readers of an object of a working set wait for its writer and not for readers") {
  const WsimBench run("w.1.2n4k,0.RCS.10.w1-0.0,1.BCS.20.r1-0.0,2.VCS1.5.r1-0-1.0,3.VCS2.5.w1-1.0");
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 10-30", "VCS1 10-15", "VCS2 15-20"});
}

TEST_CASE("wsim run: an object that is read and written in one batch is written") {
  const WsimBench run("w.1.4k,0.RCS.10.r1-0/w1-0.0,1.BCS.20.r1-0.0,2.VCS1.5.r1-0/w1-0.0");
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 10-30", "VCS1 30-35"});
}

TEST_CASE("wsim run: clones have working sets w of their own and share those of W") {
  const WsimBench own("w.1.4k,M.1.VCS,B.1,1.VCS.10.w1-0.0", cloned(2));
  CHECK(own.batches(1) == Lines{"VCS2 0-10"});
  const WsimBench shared("W.1.4k,M.1.VCS,B.1,1.VCS.10.w1-0.0", cloned(2));
  CHECK(shared.batches(1) == Lines{"VCS2 10-20"});
  const WsimBench strangers(workloads({"W.1.4k,1.RCS.10.w1-0.0", "W.1.4k,1.BCS.10.w1-0.0"}));
  CHECK(strangers.batches(1) == Lines{"BCS1 0-10"});
}

TEST_CASE("wsim run: a client is at most 128 batches of a context ahead of an engine") {
  const WsimBench run("0.RCS.10.0.0,1.BCS.10.0.0", cloned(1, 130));
  const Times pushes = run.push_us();
  CHECK(pushes[2 * 127 + 1] == 0);
  CHECK(pushes[2 * 128] == 10);
  CHECK(pushes[2 * 129] == 20);
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: the end of the master ends the clients in the background") {
  WorkloadOptions options = workloads({"0.RCS.10.0.1", "0.BCS.25.0.1", "0.VCS1.*.0.1,T.-1"});
  options.workloads[1].master = true;
  options.repeat = 2;
  const WsimBench run(options);
  const auto& clients = run.result().clients;
  CHECK(clients[0].background);
  CHECK_FALSE(clients[1].background);
  CHECK(clients[1].cycles == 2);
  CHECK(clients[1].elapsed_ns == 50'000);
  CHECK(run.batches(0) ==
        Lines{"RCS1 0-10", "RCS1 10-20", "RCS1 20-30", "RCS1 30-40", "RCS1 40-50"});
  CHECK(run.batches(2) == Lines{"VCS1 0-50"});  // not left to a hang check
  CHECK(run.elapsed_us() == 50);
  CHECK(run.hazards().empty());
}

// The client waits for its BCS batch, then submits the endless one, and never comes to T.
TEST_CASE("wsim run: a client that is stopped while it is about to submit ends its endless batch") {
  WorkloadOptions options = workloads({"0.RCS.10.0.1", "t.1,0.BCS.30.0.0,1.VCS1.*.0.0,T.-1"});
  options.workloads[0].master = true;
  const WsimBench run(options);
  CHECK(run.batches(1) == Lines{"BCS1 0-30", "VCS1 30-30"});
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: a background client without a batch that takes time does not loop for ever") {
  WorkloadOptions options = workloads({"0.RCS.10.0.1", "w.1.4k"});
  options.workloads[0].master = true;
  const WsimBench run(options);
  CHECK(run.elapsed_us() == 10);
  CHECK(run.result().clients[1].ended);
}

TEST_CASE("wsim run: the only client is in the foreground even as a master") {
  WorkloadOptions options = workloads({"0.RCS.10.0.1"});
  options.workloads[0].master = true;
  options.repeat = 3;
  CHECK(WsimBench(options).elapsed_us() == 30);
}

TEST_CASE("wsim run: appended steps pace every client") {
  const WsimBench run("0.RCS.10.0.1", [](WorkloadOptions& options) {
    options.append = "p.100";
    options.repeat = 2;
    options.clients = 2;
  });
  CHECK(run.batches(0) == Lines{"RCS1 0-10", "RCS1 100-110"});
  CHECK(run.batches(1) == Lines{"RCS1 10-20", "RCS1 110-120"});
}

TEST_CASE("wsim run: clients draw durations of their own, or the same with -S") {
  const auto run = [](bool same) {
    return WsimBench("0.RCS.500-2000.0.1", [same](WorkloadOptions& options) {
      options.seed = 1;
      options.clients = 2;
      options.same_random_sequence = same;
    });
  };
  CHECK(run(false).batches(0) == Lines{"RCS1 0-1167"});
  CHECK(run(false).batches(1) != Lines{"RCS1 1167-2334"});
  const WsimBench same = run(true);
  const double first_us = std::stod(same.batches(0).front().substr(std::string("RCS1 0-").size()));
  CHECK(same.elapsed_us() == 2 * first_us);
}

TEST_CASE("wsim run: the end of time ends the clients at their next step") {
  scenarios::MachineOptions machine;
  machine.until_ns = 35'000;
  const WsimBench run("0.RCS.10.0.1", cloned(1, 1000), machine);
  CHECK(run.elapsed_us() == 40);
  CHECK(run.result().clients.front().cycles == 4);
  CHECK(run.report().end == scenarios::RunEnd::until);
  CHECK(run.hazards().empty());
}

}  // namespace
}  // namespace drmsim::tests
