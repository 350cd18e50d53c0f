// The entities, jobs and clients of random scenarios, on machines that a test has made.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/random/draw.h"
#include "tools/random/random_work.h"

namespace drmsim::scenarios {
namespace {

RingSpec bare_ring(const std::string& name, std::uint32_t credits = 4, std::uint32_t num_rqs = 4) {
  RingSpec ring;
  ring.name = name;
  ring.scheduler.credit_limit = credits;
  ring.scheduler.num_rqs = num_rqs;
  ring.scheduler.timeout_ns = 1'000'000;
  return ring;
}

// "gfx", "copy" and so on.
ScenarioSpec bare_machine(const std::vector<std::string>& rings) {
  ScenarioSpec spec;
  for (const std::string& ring : rings) spec.rings.push_back(bare_ring(ring));
  return spec;
}

ScenarioSpec with_work(ScenarioSpec spec, std::uint64_t seed) {
  Draw draw(seed);
  add_random_work(spec, draw);
  return spec;
}

const EntitySpec& entity_of(const ScenarioSpec& spec, const std::string& name) {
  const auto found = std::find_if(spec.entities.begin(), spec.entities.end(),
                                  [&name](const EntitySpec& one) { return one.name == name; });
  REQUIRE(found != spec.entities.end());
  return *found;
}

// Whether it ends without a timeout, and soon.
bool is_harmless(const JobFaultSpec& fault) {
  return fault.hang_attempts == 0 && !fault.lost_interrupt && fault.late_interrupt_ns == 0 &&
         fault.slow_by_ns == 0 && fault.slow_factor <= 4 && !fault.fault_interrupt_ns.has_value();
}

std::vector<std::string> texts(const std::vector<NameRef>& names) {
  std::vector<std::string> all;
  for (const NameRef& name : names) all.push_back(name.name);
  return all;
}

}  // namespace

TEST_CASE("random work: an entity of a machine with one ring is on that ring") {
  const ScenarioSpec spec = bare_machine({"gfx"});
  Draw draw(5);
  for (int i = 0; i < 20; ++i) {
    CHECK(texts(random_rings(spec, draw)) == std::vector<std::string>{"gfx"});
  }
}

TEST_CASE("random work: an entity is on no ring twice, and each set of rings comes") {
  const ScenarioSpec spec = bare_machine({"a", "b", "c"});
  Draw draw(1);
  std::set<std::set<std::string>> sets;
  for (int i = 0; i < 300; ++i) {
    const std::vector<std::string> rings = texts(random_rings(spec, draw));
    const std::set<std::string> once(rings.begin(), rings.end());
    CHECK(once.size() == rings.size());
    sets.insert(once);
  }
  CHECK(sets.size() == 7);  // all but the empty one
}

TEST_CASE("random work: a priority is one that the rings have a run queue for") {
  for (const std::uint32_t num_rqs : {1u, 2u, 3u, 4u}) {
    CAPTURE(num_rqs);
    ScenarioSpec spec;
    spec.rings = {bare_ring("gfx", 4, num_rqs)};
    Draw draw(num_rqs);
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 300; ++i) {
      seen.insert(static_cast<std::uint32_t>(random_priority(spec, draw)));
    }
    CHECK(seen.size() == num_rqs);
    CHECK(*seen.rbegin() == num_rqs - 1);
  }
}

TEST_CASE("random work: where nothing is timed out, no fault needs a timeout to end") {
  Draw draw(9);
  std::map<RunJobReturns::Kind, int> returns;
  int slow = 0;
  int spurious = 0;
  for (int i = 0; i < 500; ++i) {
    const JobFaultSpec fault = random_fault(draw, false);
    CHECK(is_harmless(fault));
    ++returns[fault.run_job_returns.kind];
    slow += fault.slow_factor > 1 ? 1 : 0;
    spurious += fault.spurious_interrupt_ns.has_value() ? 1 : 0;
  }
  CHECK(returns.size() == 4);
  CHECK(slow > 20);
  CHECK(spurious > 20);
}

TEST_CASE("random work: where hangs are timed out, most faults are such") {
  Draw draw(9);
  int harmful = 0;
  int certain = 0;
  for (int i = 0; i < 500; ++i) {
    const JobFaultSpec fault = random_fault(draw, true);
    harmful += is_harmless(fault) ? 0 : 1;
    certain += fault.probability == 1 ? 1 : 0;
    CHECK((fault.probability == 1 || fault.probability == 0.5));
    if (fault.fault_interrupt_ns.has_value()) CHECK(fault.hang_attempts == kEveryAttempt);
  }
  CHECK(harmful > 300);
  CHECK(harmful < 450);
  CHECK(certain > 400);
  CHECK(certain < 500);
}

TEST_CASE("random work: a ring without a timeout counts where the entity is on it alone") {
  ScenarioSpec spec = bare_machine({"timed", "endless"});
  spec.rings[1].scheduler.timeout_ns = sim::kForever;
  CHECK(all_recover(spec, {{"timed", {}}}));
  CHECK_FALSE(all_recover(spec, {{"endless", {}}}));
  CHECK_FALSE(all_recover(spec, {{"timed", {}}, {"endless", {}}}));
  CHECK(all_recover(spec, {}));
}

TEST_CASE("random work: a job that may land on a ring without a timeout does not hang") {
  ScenarioSpec machine = bare_machine({"timed", "endless"});
  machine.rings[1].scheduler.timeout_ns = sim::kForever;
  int hangs = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const ScenarioSpec spec = with_work(machine, seed);
    for (const JobSpec& job : spec.jobs) {
      CAPTURE(seed, job.name);
      if (all_recover(spec, entity_of(spec, job.entity.name).rings)) {
        hangs += is_harmless(job.fault) ? 0 : 1;
      } else {
        CHECK(is_harmless(job.fault));
      }
    }
  }
  CHECK(hangs > 20);
}

TEST_CASE("random work: jobs wait for jobs before them alone, for each of them once") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::set<std::string> before;
    for (const JobSpec& job : with_work(bare_machine({"gfx", "copy"}), seed).jobs) {
      CAPTURE(seed, job.name);
      const std::vector<std::string> after = texts(job.after);
      CHECK(std::set<std::string>(after.begin(), after.end()).size() == after.size());
      for (const std::string& other : after) CHECK(before.count(other) == 1);
      CHECK(before.insert(job.name).second);
    }
  }
}

TEST_CASE("random work: jobs come in the order of their list, at moments of the grid") {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    ScenarioSpec spec = bare_machine({"gfx"});
    Draw draw(seed);
    add_random_work(spec, draw);
    CHECK(spec.jobs.size() >= 4);
    CHECK(spec.jobs.size() <= 60);
    sim::TimeNs last_ns = 0;
    for (const JobSpec& job : spec.jobs) {
      CAPTURE(seed, job.name);
      CHECK(job.at_ns >= last_ns);
      CHECK(job.at_ns % draw.grid_ns() == 0);
      CHECK(job.duration.is_fixed());
      last_ns = job.at_ns;
    }
  }
}

TEST_CASE("random work: a job fits on each ring of its entity, but for a rare one by a credit") {
  ScenarioSpec machine;
  machine.rings = {bare_ring("wide", 8), bare_ring("narrow", 2)};
  std::size_t jobs = 0;
  std::size_t too_many = 0;
  std::size_t several = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const ScenarioSpec spec = with_work(machine, seed);
    for (const JobSpec& job : spec.jobs) {
      CAPTURE(seed, job.name, job.credits);
      const auto rings = texts(entity_of(spec, job.entity.name).rings);
      const std::uint32_t limit = rings == std::vector<std::string>{"wide"} ? 8 : 2;
      CHECK(job.credits >= 1);
      CHECK(job.credits <= limit + 1);
      ++jobs;
      too_many += job.credits > limit ? 1 : 0;
      several += job.credits > 2 && job.credits <= limit ? 1 : 0;
    }
  }
  CHECK(too_many < jobs / 200);
  CHECK(several > jobs / 50);
}

TEST_CASE("random work: a client has an entity that is there, and jobs that fit") {
  ScenarioSpec machine;
  machine.rings = {bare_ring("wide", 8), bare_ring("narrow", 2)};
  int own = 0;
  int others = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const ScenarioSpec spec = with_work(machine, seed);
    for (const ClientSpec& client : spec.clients) {
      CAPTURE(seed);
      const EntitySpec& entity = entity_of(spec, client.entity.name);
      (entity.name == client.name ? own : others) += 1;
      std::uint32_t limit = 8;
      for (const NameRef& ring : entity.rings) limit = ring.name == "narrow" ? 2 : limit;
      CHECK(client.credits <= limit);
      CHECK(client.cycles != kEndlessCycles);  // there is no `until`
      CHECK(client.jobs_per_cycle >= 1);
      CHECK(client.in_flight >= 1);
      CHECK(client.duration.max_ns > 0);
    }
  }
  CHECK(own > 5);
  CHECK(others > 5);
}

}  // namespace drmsim::scenarios
