// When each client did what: a chart of a run, in slices of 10 us.
#include "scenarios/report/client_listener.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// One character a slice and client: `#` where it began to execute, `+` where a job finished first.
class Chart final : public ClientListener {
 public:
  void pushed(std::uint32_t client, sim::TimeNs) override { ++in_queue[client]; }
  void finished(std::uint32_t client, sim::TimeNs now_ns) override {
    --in_queue[client];
    last_finish_ns[client] = now_ns;
  }
  void executed(std::uint32_t client, sim::TimeNs begin_ns, sim::TimeNs now_ns) override {
    std::string& row = rows[client];
    row.resize(std::max(row.size(), static_cast<std::size_t>(now_ns / 10'000)), '.');
    for (sim::TimeNs at_ns = begin_ns; at_ns < now_ns; at_ns += 10'000) row[at_ns / 10'000] = '#';
  }
  std::map<std::uint32_t, std::string> rows;
  std::map<std::uint32_t, int> in_queue;
  std::map<std::uint32_t, sim::TimeNs> last_finish_ns;
};

}  // namespace

TEST_CASE("example: a chart of when each client had the hardware") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { credit_limit = 1, timeout = "50us" } }]
entity = [{ name = "app", rings = "gfx" }, { name = "other", rings = "gfx" }]
job = [{ name = "a", entity = "app", duration = "20us" },
       { name = "hung", entity = "other", duration = "10us", fault = { hang_attempts = 9 } },
       { name = "b", entity = "app", at = "1us", duration = "10us" }])",
                                           "t.toml");
  Chart chart;
  const RunReport report = run_scenario(spec, {}, &chart);
  REQUIRE(report.clients.size() == 2);
  CHECK(report.clients[0].name == "app");  // a client's number is its row
  CHECK(chart.rows[0].substr(0, 2) == "##");
  CHECK(chart.rows[1].substr(0, 3) == "..#");  // what hung has executed, too
  CHECK(chart.in_queue[0] == 0);
  CHECK(chart.in_queue[1] == 0);
  CHECK(chart.last_finish_ns[0] > chart.last_finish_ns[1]);
}

}  // namespace drmsim::scenarios
