// What clients got while they were not alone, from traces written by hand.
#include <catch2/catch.hpp>

#include "tools/policies/contention.h"

namespace drmsim::scenarios {
namespace {

// Jobs that were pushed at the first moment, and executed and finished as given.
ClientTrace trace(sim::TimeNs push_ns, const std::vector<TimeSpan>& executions) {
  ClientTrace client;
  for (const TimeSpan& span : executions) {
    client.pushes.push_back(push_ns);
    client.executions.push_back(span);
    client.finishes.push_back(span.end_ns);
  }
  return client;
}

}  // namespace

TEST_CASE("contention: what is done before the others come, and after them, does not count") {
  const auto work = contended_work(
      {trace(0, {{0, 10}, {20, 30}, {50, 60}}), trace(15, {{30, 40}, {40, 45}})}, 100);
  REQUIRE(work.size() == 2);
  CHECK(work[0].time_ns == 30);  // from 15 to 45
  CHECK(work[0].own_ns == 10);
  CHECK(work[0].all_ns == 25);
  CHECK(work[0].jobs == 1);
  CHECK(work[1].time_ns == 30);
  CHECK(work[1].own_ns == 15);
  CHECK(work[1].all_ns == 25);
  CHECK(work[1].jobs == 2);
}

TEST_CASE("contention: jobs that execute side by side count each") {
  const auto work = contended_work({trace(0, {{0, 10}}), trace(0, {{0, 10}})}, 100);
  CHECK(work[0].own_ns == 10);
  CHECK(work[0].all_ns == 20);
}

TEST_CASE("contention: a job that has not finished lasts until the end of the run") {
  ClientTrace hung = trace(0, {{0, 10}});
  hung.pushes.push_back(5);
  CHECK(hung.life(100) == TimeSpan{0, 100});
  const auto work = contended_work({hung, trace(60, {{60, 80}})}, 100);
  CHECK(work[0].time_ns == 20);
  CHECK(work[0].own_ns == 0);
}

TEST_CASE("contention: there is none where clients come one after the other, or alone") {
  for (const auto& clients : {std::vector{trace(0, {{0, 10}}), trace(10, {{10, 20}})},
                              std::vector{trace(0, {{0, 10}}), ClientTrace{}}}) {
    for (const ContendedWork& work : contended_work(clients, 100)) {
      CHECK(work.time_ns == 0);
      CHECK(work.all_ns == 0);
    }
  }
}

TEST_CASE("contention: it can begin again") {
  const auto work = contended_work({trace(0, {{0, 100}}), trace(10, {{100, 110}}),
                                    trace(120, {{120, 140}}), trace(130, {{140, 150}})},
                                   200);
  CHECK(work[0].time_ns == 90);
  CHECK(work[2].time_ns == 10);
  CHECK(work[3].own_ns == 0);
}

}  // namespace drmsim::scenarios
