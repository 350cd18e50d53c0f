// What a worker hands back comes out as it went in: also what is missing, and what is no plain
// text.
#include <catch2/catch.hpp>

#include <limits>
#include <string>
#include <vector>

#include "sim/time.h"
#include "tools/policies/policy_packing.h"

namespace drmsim::scenarios {
namespace {

ClientFigures only_share(const std::string& client, double value) {
  ClientFigures figures;
  figures.client = client;
  figures[Figure::share] = value;
  return figures;
}

double share_after_packing(double value) {
  const PolicyMeasurement back = unpacked(packed(PolicyMeasurement{{only_share("c", value)}, ""}));
  return back.clients.at(0)[Figure::share].value();
}

}  // namespace

TEST_CASE("policy packing: every figure comes back in its place, and none where there was none") {
  ClientFigures all;
  all.client = "all";
  for (std::size_t i = 0; i < kFigures; ++i) all.values[i] = static_cast<double>(i) + 0.5;
  ClientFigures none;
  none.client = "none";
  const PolicyMeasurement back = unpacked(packed(PolicyMeasurement{{all, none}, ""}));
  REQUIRE(back.clients.size() == 2);
  CHECK(back.clients[0].client == "all");
  CHECK(back.clients[0].values == all.values);
  CHECK(back.clients[1].client == "none");
  CHECK(back.clients[1].values == none.values);  // not 0, which would be measured
  CHECK(back.problem.empty());
}

TEST_CASE("policy packing: numbers come back to the last digit") {
  for (const double value : {0.0, 1.0 / 3, 1e-300, 123456789012345.0, 1e300,
                             std::numeric_limits<double>::denorm_min()}) {
    CAPTURE(value);
    CHECK(share_after_packing(value) == value);
  }
}

TEST_CASE("policy packing: a problem has no clients, whatever its text") {
  for (const std::string& problem :
       {std::string("stall: nothing moves"), std::string("two\nlines \"quoted\" \\ and \x01"),
        std::string("gr\u00fcn \u2192 rot")}) {
    const PolicyMeasurement back = unpacked(packed(PolicyMeasurement{{}, problem}));
    CHECK(back.problem == problem);
    CHECK(back.clients.empty());
  }
}

TEST_CASE("policy packing: a name of a file that is no UTF-8 is told with a substitute") {
  const PolicyMeasurement back = unpacked(packed(PolicyMeasurement{{}, "in a\xff.toml"}));
  CHECK(back.problem == "in a\uFFFD.toml");
}

TEST_CASE("policy packing: a series keeps its rows, and who has nothing left to do in each") {
  TimeSeries series;
  series.clients = {"a", "b"};
  series.rows.push_back({0, {SeriesCell{0, 0, 0}, std::nullopt}});
  series.rows.push_back({sim::kForever - 1, {std::nullopt, SeriesCell{100, 0.1, UINT64_MAX}}});
  const TimeSeries back = unpacked_series(packed(series));
  CHECK(back.clients == series.clients);
  CHECK(back.problem.empty());
  REQUIRE(back.rows.size() == 2);
  REQUIRE(back.rows[0].cells.size() == 2);
  CHECK(back.rows[0].cells[0].has_value());
  CHECK_FALSE(back.rows[0].cells[1].has_value());
  CHECK(back.rows[1].time_ns == sim::kForever - 1);
  CHECK_FALSE(back.rows[1].cells[0].has_value());
  REQUIRE(back.rows[1].cells[1].has_value());
  CHECK(back.rows[1].cells[1]->percent_done == 100);
  CHECK(back.rows[1].cells[1]->cycles_per_second == 0.1);
  CHECK(back.rows[1].cells[1]->queue_depth == UINT64_MAX);
}

TEST_CASE("policy packing: a series that has none says why") {
  TimeSeries series;
  series.problem = "too many rows";
  const TimeSeries back = unpacked_series(packed(series));
  CHECK(back.problem == "too many rows");
  CHECK(back.rows.empty());
  CHECK(back.clients.empty());
}

TEST_CASE("policy packing: the names of policies, or the mistake in their place") {
  const PackedNames names = unpacked_names(packed_names({"fifo", "a b", "\u00fc"}));
  CHECK(names.names == std::vector<std::string>{"fifo", "a b", "\u00fc"});
  CHECK(names.mistake.empty());
  CHECK(unpacked_names(packed_names({})).names.empty());
  const PackedNames mistake = unpacked_names(packed_mistake("f:1:2: no\nf:3:4: nor that"));
  CHECK(mistake.names.empty());
  CHECK(mistake.mistake == "f:1:2: no\nf:3:4: nor that");
}

}  // namespace drmsim::scenarios
