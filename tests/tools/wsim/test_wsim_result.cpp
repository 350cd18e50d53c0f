// The text of gem_wsim, from results that a test has made: counts of one, ends in any order, no
// time.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tools/wsim/wsim_result.h"

namespace drmsim::scenarios::wsim {
namespace {

ClientResult client_of(std::uint32_t id, sim::TimeNs elapsed_ns, std::uint64_t cycles = 1) {
  ClientResult client;
  client.id = id;
  client.ended = true;
  client.elapsed_ns = elapsed_ns;
  client.cycles = cycles;
  return client;
}

WsimResult result_of(std::vector<ClientResult> clients, std::uint32_t repeat = 1) {
  WsimResult result;
  result.repeat = repeat;
  result.clients = std::move(clients);
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("wsim result: a period is measured by its least, its most and its sum") {
  PeriodResult period;
  period.add(30, 20);
  CHECK(period.min_us == 30);  // the first, not 0
  period.add(20, 20);
  period.add(40, 20);
  CHECK(period.count == 3);
  CHECK(period.total_us == 90);
  CHECK(period.min_us == 20);
  CHECK(period.max_us == 40);
  CHECK(period.missed == 2);  // in time is not missed
}

TEST_CASE("wsim result: a period of no time at all is its least") {
  PeriodResult period;
  period.add(5, 10);
  period.add(0, 10);
  CHECK(period.min_us == 0);
  CHECK(period.max_us == 5);
  CHECK(period.missed == 0);
}

TEST_CASE("wsim result: one client is a client, none and two are clients") {
  CHECK(has(gem_wsim_text(result_of({client_of(0, 1'000'000)}), 2), "\n1 client.\n"));
  CHECK(has(gem_wsim_text(result_of({client_of(0, 1), client_of(1, 1)}), 2), "\n2 clients.\n"));
}

TEST_CASE("wsim result: clients have their lines in the order in which they ended") {
  const std::string text = gem_wsim_text(
      result_of({client_of(0, 3'000'000), client_of(1, 1'000'000), client_of(2, 3'000'000)}), 2);
  CHECK(text.find("*1: ") < text.find("*0: "));
  CHECK(text.find("*0: ") < text.find("*2: "));
}

TEST_CASE("wsim result: the run is as long as its last client, and counts all iterations") {
  const WsimResult result = result_of({client_of(0, 500'000'000), client_of(1, 2'000'000'000)}, 10);
  CHECK(result.elapsed_ns() == 2'000'000'000);
  CHECK(result.workloads_per_s() == 10);
  CHECK(gem_wsim_text(result) == "2.000s elapsed (10.000 workloads/s)\n");
}

TEST_CASE("wsim result: without clients, and without time, there is no rate") {
  CHECK(gem_wsim_text(result_of({})) == "0.000s elapsed (0.000 workloads/s)\n");
  CHECK(client_of(0, 0, 5).workloads_per_s() == 0);
  CHECK(has(gem_wsim_text(result_of({client_of(0, 0, 5)}), 2),
            "*0: 0.000s elapsed (5 cycles, 0.000 workloads/s).\n"));
}

TEST_CASE("wsim result: the largest numbers do not wrap around") {
  WsimResult result = result_of({}, UINT32_MAX);
  for (std::uint32_t id = 0; id < 10'000; ++id) result.clients.push_back(client_of(id, 1'000));
  CHECK(result.workloads_per_s() == Approx(4294967295.0 * 10'000 * 1e6));
}

TEST_CASE("wsim result: periods are averaged over the iterations, as in the tool") {
  ClientResult client = client_of(0, 1'000'000, 4);
  for (const std::uint64_t us : {10u, 30u}) client.period.add(us, 20);
  CHECK(has(gem_wsim_text(result_of({client}), 2), " Time avg/min/max=10/10/30us; 1 missed.\n"));
  client.cycles = 0;  // it was stopped in its first
  CHECK(has(gem_wsim_text(result_of({client}), 2), " Time avg/min/max=40/10/30us; 1 missed.\n"));
  client.period = {};
  CHECK_FALSE(has(gem_wsim_text(result_of({client}), 2), "Time"));
}

TEST_CASE("wsim result: of a run with a master its line is printed, and of one without none") {
  WsimResult result = result_of({client_of(0, 1'000'000), client_of(1, 2'000'000)});
  CHECK_FALSE(has(gem_wsim_text(result), ": "));
  result.has_master = true;
  result.clients[0].background = true;
  CHECK(has(gem_wsim_text(result), "*1: "));
  CHECK_FALSE(has(gem_wsim_text(result), "0: "));
  CHECK(has(gem_wsim_text(result, 2), "\n 0: "));
  CHECK(gem_wsim_text(result, 0).empty());
  CHECK(gem_wsim_text(result, -1).empty());
}

}  // namespace drmsim::scenarios::wsim
