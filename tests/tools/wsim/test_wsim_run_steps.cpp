// What each step does when it is run, as the times at which batches execute. All computed by hand;
// in us.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/tools/wsim/support/wsim_bench.h"

namespace drmsim::tests {
namespace {

using Lines = std::vector<std::string>;
using Times = std::vector<double>;
using scenarios::wsim::WorkloadOptions;

WsimBench::Tweak repeat(std::uint32_t times) {
  return [times](WorkloadOptions& options) { options.repeat = times; };
}

TEST_CASE("wsim run: batches of one context on one engine follow one another") {
  const WsimBench run("1.RCS.10.0.0,1.RCS.20.0.0");
  CHECK(run.batches() == Lines{"RCS1 0-10", "RCS1 10-30"});
  CHECK(run.elapsed_us() == 30);
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: batches of one context on two engines are not ordered") {
  const WsimBench run("1.RCS.10.0.0,1.BCS.20.0.0");
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 0-20"});
}

TEST_CASE("wsim run: a data dependency makes the reader follow the writer") {
  const WsimBench run("1.RCS.10.0.0,2.BCS.20.-1.0,2.VCS2.5.0.0,1.BCS.5.-2/-3.0");
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 10-30", "VCS2 0-5", "BCS1 30-35"});
}

TEST_CASE("wsim run: a batch of the next iteration waits for the readers of its last output") {
  const WsimBench run("0.RCS.10.0.0,1.BCS.50.-1.0", repeat(3));
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 10-60", "RCS1 60-70", "BCS1 70-120",
                               "RCS1 120-130", "BCS1 130-180"});
  CHECK(run.push_us() == Times(6, 0));
}

TEST_CASE("wsim run: without a wait the client goes on at once, with one when the batch is idle") {
  CHECK(WsimBench("0.RCS.10.0.0,1.BCS.5.0.0").push_us() == Times{0, 0});
  CHECK(WsimBench("0.RCS.10.0.1,1.BCS.5.0.0").push_us() == Times{0, 10});
}

TEST_CASE("wsim run: s waits for the batch and for everything submitted that reads it") {
  CHECK(WsimBench("0.RCS.10.0.0,1.BCS.20.0.0,s.-2,2.VCS1.5.0.0").batches() ==
        Lines{"RCS1 0-10", "BCS1 0-20", "VCS1 10-15"});
  CHECK(WsimBench("0.RCS.10.0.0,1.BCS.20.-1.0,s.-2,2.VCS1.5.0.0").batches() ==
        Lines{"RCS1 0-10", "BCS1 10-30", "VCS1 30-35"});
}

TEST_CASE("wsim run: t waits before every batch, also for the iteration before") {
  CHECK(WsimBench("0.RCS.10.0.0,1.BCS.10.0.0", repeat(2)).batches() ==
        Lines{"RCS1 0-10", "BCS1 0-10", "RCS1 10-20", "BCS1 10-20"});
  // One step before the first batch is t, which is none; before that is the last batch.
  CHECK(WsimBench("t.1,0.RCS.10.0.0,1.BCS.10.0.0", repeat(2)).batches() ==
        Lines{"RCS1 0-10", "BCS1 10-20", "RCS1 20-30", "BCS1 30-40"});
  CHECK(WsimBench("t.2,0.RCS.10.0.0,1.BCS.20.0.0,t.0,2.VCS1.5.0.0", repeat(2)).push_us() ==
        Times{0, 0, 0, 5, 5, 5});
}

TEST_CASE("wsim run: q waits while more batches than that are outstanding on the engine") {
  const std::string batches = "0.RCS.10.0.0,1.RCS.10.0.0,2.BCS.10.0.0,0.RCS.10.0.0";
  CHECK(WsimBench(batches).push_us() == Times{0, 0, 0, 0});
  CHECK(WsimBench("q.2," + batches).push_us() == Times{0, 0, 0, 0});
  CHECK(WsimBench("q.1," + batches).push_us() == Times{0, 0, 10, 10});
  CHECK(WsimBench("q.2," + batches).elapsed_us() == 30);
}

TEST_CASE("wsim run: q counts batches of a virtual engine on the first engine of its map") {
  CHECK(WsimBench("q.1,M.1.VCS,B.1,1.VCS.10.0.0,2.VCS1.30.0.0,3.BCS.5.0.0").push_us() ==
        Times{0, 0, 10});
  CHECK(WsimBench("q.1,M.1.VCS,B.1,1.VCS.10.0.0,2.VCS2.30.0.0,3.BCS.5.0.0").push_us() ==
        Times{0, 0, 0});
}

TEST_CASE("wsim run: p begins the next iteration when the period is over") {
  const WsimBench run("0.RCS.10.0.1,p.100", repeat(3));
  CHECK(run.batches() == Lines{"RCS1 0-10", "RCS1 100-110", "RCS1 200-210"});
  CHECK(run.elapsed_us() == 300);
  const auto& period = run.result().clients.front().period;
  CHECK(period.count == 3);
  CHECK(period.total_us == 30);
  CHECK(period.min_us == 10);
  CHECK(period.max_us == 10);
  CHECK(period.missed == 0);
}

TEST_CASE("wsim run: p of an iteration that took longer counts a miss and goes on at once") {
  const WsimBench late("0.RCS.150.0.1,p.100", repeat(2));
  CHECK(late.batches() == Lines{"RCS1 0-150", "RCS1 150-300"});
  CHECK(late.result().clients.front().period.missed == 2);
  const WsimBench in_time("0.RCS.100.0.1,p.100", repeat(2));
  CHECK(in_time.elapsed_us() == 200);
  CHECK(in_time.result().clients.front().period.missed == 0);
}

TEST_CASE("wsim run: d sleeps, and its scale is not that of the batches") {
  const std::string text = "0.RCS.10.0.0,d.30,0.RCS.10.0.0";
  CHECK(WsimBench(text).batches() == Lines{"RCS1 0-10", "RCS1 30-40"});
  CHECK(WsimBench(text, [](WorkloadOptions& o) { o.delay_scale = 2; }).batches() ==
        Lines{"RCS1 0-10", "RCS1 60-70"});
  CHECK(WsimBench(text, [](WorkloadOptions& o) { o.duration_scale = 0.5; }).batches() ==
        Lines{"RCS1 0-5", "RCS1 30-35"});
}

TEST_CASE("wsim run: f holds batches back until a signals it") {
  const WsimBench run("0.RCS.10.0.0,f,1.BCS.10.f-1.0,d.50,a.-3,0.RCS.5.0.0", repeat(2));
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 50-60", "RCS1 50-55", "RCS1 55-65",
                               "BCS1 100-110", "RCS1 100-105"});
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: f that nothing signals is signalled at the end of the iteration") {
  const WsimBench run("d.5,f,1.BCS.10.f-1.0,d.20");
  CHECK(run.batches() == Lines{"BCS1 25-35"});
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: f-K of a batch waits for its end, and is no data dependency") {
  // With -1, the second RCS batch would wait for the first BCS batch, its reader.
  const WsimBench run("0.RCS.10.0.0,1.BCS.20.f-1.0", repeat(2));
  CHECK(run.batches() == Lines{"RCS1 0-10", "BCS1 10-30", "RCS1 10-20", "BCS1 30-50"});
}

TEST_CASE("wsim run: s-K starts a batch when its target starts, not when it is queued") {
  CHECK(WsimBench("0.RCS.10.0.0,1.RCS.20.0.0,2.BCS.5.s-1.0").batches() ==
        Lines{"RCS1 0-10", "RCS1 10-30", "BCS1 10-15"});
  CHECK(WsimBench("d.5,f,1.VCS1.10.s-1.0,d.20,a.-3").batches() == Lines{"VCS1 25-35"});
}

TEST_CASE("wsim run: T ends an endless batch") {
  const WsimBench run("1.RCS.*.0.0,d.30,T.-2,2.RCS.5.-3.0", repeat(2));
  CHECK(run.batches() == Lines{"RCS1 0-30", "RCS1 30-35", "RCS1 35-60", "RCS1 60-65"});
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: T before an endless batch has started makes it end when it starts") {
  const WsimBench run("0.RCS.50.0.0,1.RCS.*.0.0,d.10,T.-2,0.RCS.5.0.0");
  CHECK(run.batches() == Lines{"RCS1 0-50", "RCS1 50-50", "RCS1 50-55"});
  CHECK(run.hazards().empty());
}

TEST_CASE("wsim run: an endless batch that nothing ends stalls the client") {
  const WsimBench run("1.RCS.*.0.1");
  REQUIRE(run.hazards().size() >= 1);
  CHECK_THAT(run.hazards().front(), Catch::StartsWith("client:c0 waits for"));
  CHECK_FALSE(run.result().clients.front().ended);
}

// The shape of frame-split-60fps, without its bonds: two slices of one frame start together.
TEST_CASE("wsim run: two engines start together behind an endless batch that T ends") {
  const WsimBench run(
      "M.1.VCS1,M.2.VCS2,f,1.VCS1.*.f-1.0,2.VCS2.20.s-1.0,d.5,a.-4,s.-3,T.-5,"
      "3.RCS.10.-5/-6.1,p.100");
  CHECK(run.batches() == Lines{"VCS1 5-25", "VCS2 5-25", "RCS1 25-35"});
  CHECK(run.elapsed_us() == 100);
  CHECK(run.hazards().empty());
}

}  // namespace
}  // namespace drmsim::tests
