// Rows, and which policy is called the best.
#include <catch2/catch.hpp>

#include "tests/tools/policies/support/measurements.h"
#include "tools/policies/policy_table.h"

namespace drmsim::scenarios {
namespace {

constexpr auto kP99 = static_cast<std::size_t>(Figure::latency_p99);

// Whose p99 is called the best, of fifo and rr with a latency of mean +- 10.
std::string best_of(double fifo, double rr, std::uint64_t seeds = 20) {
  PolicyTable table;
  for (std::uint64_t i = 0; i < seeds; ++i) {
    const double noise = i % 2 == 0 ? 10 : -10;
    table.add(0, "model", "fifo", with_latency(fifo + noise));
    table.add(0, "model", "rr", with_latency(rr + noise));
  }
  table.find_best();
  std::string best;
  for (const PolicyRow& row : table.rows()) {
    if (row.best[kP99]) best += row.policy;
  }
  return best;
}

}  // namespace

TEST_CASE("policy table: the best is better by more than twice both spreads") {
  CHECK(best_of(100, 150) == "fifo");
  CHECK(best_of(150, 100) == "rr");
  CHECK(best_of(100, 130) == "");
  CHECK(best_of(100, 100) == "");
}

TEST_CASE("policy table: the best is better by more than one per cent") {
  CHECK(best_of(100'000, 100'900) == "");
  CHECK(best_of(100'000, 101'100) == "fifo");
}

TEST_CASE("policy table: with fewer than twenty seeds nobody is the best") {
  CHECK(best_of(100, 1000, 19) == "");
  CHECK(best_of(100, 1000, 20) == "fifo");
}

TEST_CASE("policy table: one policy alone is not the best, and other schedulers do not count") {
  PolicyTable table;
  for (int i = 0; i < 20; ++i) {
    table.add(0, "model", "fifo", with_latency(100));
    table.add(0, "kernel", "rr", with_latency(1000));
    table.add(1, "model", "rr", with_latency(1000));
  }
  table.find_best();
  REQUIRE(table.rows().size() == 3);
  for (const PolicyRow& row : table.rows()) CHECK_FALSE(row.best[kP99]);
}

TEST_CASE("policy table: rows by case, scheduler, client and policy") {
  PolicyTable table;
  for (const char* policy : {"rr", "fifo"}) {
    PolicyMeasurement measured = with_latency(1, "z");
    measured.clients.push_back(with_latency(1, "a").clients.front());
    table.add(0, "model", policy, measured);
    table.add(0, "kernel", policy, measured);
  }
  std::vector<std::string> rows;
  for (const PolicyRow& row : table.rows()) {
    rows.push_back(row.scheduler + " " + row.client + " " + row.policy);
  }
  CHECK(rows == std::vector<std::string>{"model z rr", "model z fifo", "model a rr", "model a fifo",
                                         "kernel z rr", "kernel z fifo", "kernel a rr",
                                         "kernel a fifo"});
}

TEST_CASE("policy table: a run with a hazard has no figures, and is told") {
  PolicyTable table;
  table.add(0, "model", "fifo", with_latency(100));
  table.add(0, "model", "fifo", PolicyMeasurement{{}, "stall: nothing moves"});
  REQUIRE(table.runs().size() == 1);
  CHECK(table.runs()[0].measured == 1);
  CHECK(table.runs()[0].problems == std::vector<std::string>{"stall: nothing moves"});
  CHECK(table.rows()[0][Figure::latency_p99].count() == 1);
}

}  // namespace drmsim::scenarios
