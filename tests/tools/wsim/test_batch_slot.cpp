// The room of 128 batches: whose it is, and what does not count.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/tools/wsim/support/wsim_bench.h"

namespace drmsim::scenarios::wsim {
namespace {

using tests::WsimBench;

std::vector<double> pushes(const std::string& descriptor, std::uint32_t repeat) {
  const WsimBench run(descriptor, [repeat](WorkloadOptions& options) { options.repeat = repeat; });
  CHECK(run.hazards().empty());
  return run.push_us();
}

}  // namespace

TEST_CASE("batch slot: two contexts have room for as many batches each") {
  const std::vector<double> times = pushes("1.RCS.10.0.0,2.RCS.10.0.0", 128);
  REQUIRE(times.size() == 256);
  CHECK(times.back() == 0);
}

TEST_CASE("batch slot: one context has room on each of its engines") {
  const std::vector<double> times = pushes("1.RCS.10.0.0,1.BCS.10.0.0", 128);
  REQUIRE(times.size() == 256);
  CHECK(times.back() == 0);
}

TEST_CASE("batch slot: an engine by its name and by its class is one room") {
  const std::vector<double> times = pushes("1.RCS.10.0.0,1.RCS1.10.0.0", 65);
  REQUIRE(times.size() == 130);
  CHECK(times[127] == 0);
  CHECK(times[128] == 10);
  CHECK(times[129] == 20);
}

TEST_CASE("batch slot: a new priority makes no more room, and keeps the order") {
  const WsimBench run("1.RCS.10.0.0,P.1.5,1.RCS.10.0.0,P.1.-5",
                      [](WorkloadOptions& options) { options.repeat = 65; });
  const std::vector<double> times = run.push_us();
  REQUIRE(times.size() == 130);
  CHECK(times[127] == 0);
  CHECK(times[128] == 10);
  const std::vector<std::string> batches = run.batches();
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const std::size_t begin = 10 * i;
    CHECK(batches[i] == "RCS1 " + std::to_string(begin) + "-" + std::to_string(begin + 10));
  }
}

TEST_CASE("batch slot: batches that have ended make room without anybody waiting for them") {
  const std::vector<double> times = pushes("1.RCS.10.0.0,d.10", 300);
  REQUIRE(times.size() == 300);
  CHECK(times[299] == 2990);
}

}  // namespace drmsim::scenarios::wsim
