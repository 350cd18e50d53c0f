// How long a run will be: what is known of it, and what is not.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "tools/cli/run_length.h"

namespace drmsim::tools {
namespace {

using scenarios::ClientSpec;
using scenarios::ScenarioSpec;

ScenarioSpec with_clients(std::initializer_list<std::uint64_t> cycles, std::uint32_t jobs = 1) {
  ScenarioSpec spec;
  for (const std::uint64_t of_one : cycles) {
    ClientSpec& client = spec.clients.emplace_back();
    client.cycles = of_one;
    client.jobs_per_cycle = jobs;
  }
  return spec;
}

std::uint64_t jobs_in(const ScenarioSpec& spec) {
  return length_of(spec, sim::kForever).jobs;
}

}  // namespace

TEST_CASE("run length: the earlier end of time is the run's") {
  ScenarioSpec spec;
  CHECK(length_of(spec, sim::kForever).until_ns == sim::kForever);
  CHECK(length_of(spec, 5).until_ns == 5);
  spec.until_ns = 7;
  CHECK(length_of(spec, sim::kForever).until_ns == 7);
  CHECK(length_of(spec, 9).until_ns == 7);
  CHECK(length_of(spec, 5).until_ns == 5);
}

TEST_CASE("run length: jobs and those of all clients add up") {
  ScenarioSpec spec = with_clients({4, 1}, 3);
  spec.jobs.resize(2);
  CHECK(jobs_in(spec) == 17);
  CHECK(jobs_in(ScenarioSpec{}) == 0);
}

TEST_CASE("run length: the steps of a cycle count with their jobs") {
  ScenarioSpec spec = with_clients({10}, 99);
  spec.clients[0].steps.resize(2);
  spec.clients[0].steps[1].jobs = 4;
  CHECK(jobs_in(spec) == 50);  // jobs_per_cycle is of a client without steps
}

TEST_CASE("run length: a single client without end makes it unknown") {
  CHECK(jobs_in(with_clients({1, scenarios::kEndlessCycles, 1})) == 0);
}

TEST_CASE("run length: what does not fit a number is unknown, not wrapped around") {
  const std::uint64_t most = 1'000'000'000;
  CHECK(jobs_in(with_clients({most}, UINT32_MAX)) == most * UINT32_MAX);
  CHECK(jobs_in(with_clients({most, most, most, most, most}, UINT32_MAX)) == 0);
}

TEST_CASE("run length: the part that is done is that of what comes first") {
  const RunLength both{1'000, 10};
  CHECK(both.part_done(0, 0) == 0);
  CHECK(both.part_done(250, 1) == 0.25);
  CHECK(both.part_done(250, 5) == 0.5);
  CHECK(both.part_done(1'000, 0) == 1);
  CHECK(both.part_done(5'000, 99) == 1);  // not more than all
}

TEST_CASE("run length: without an end nobody knows how far it is") {
  CHECK(RunLength{}.part_done(1'000'000, 1'000) == 0);
  CHECK(RunLength{sim::kForever, 10}.part_done(1'000'000, 4) == 0.4);
  CHECK(RunLength{100, 0}.part_done(50, 1'000) == 0.5);
}

}  // namespace drmsim::tools
