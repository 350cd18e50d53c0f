// Random scenarios: valid, repeatable, small, and most of them worth a run.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/report/run_scenario.h"
#include "tools/random/random_scenario.h"

namespace drmsim::scenarios {
namespace {

using Knob = std::pair<std::string, std::function<bool(const ScenarioSpec&)>>;

template <class Predicate>
auto any_ring(Predicate predicate) {
  return [predicate](const ScenarioSpec& spec) {
    return std::any_of(spec.rings.begin(), spec.rings.end(), predicate);
  };
}

template <class Predicate>
auto any_job(Predicate predicate) {
  return [predicate](const ScenarioSpec& spec) {
    return std::any_of(spec.jobs.begin(), spec.jobs.end(), predicate);
  };
}

auto any_action(ActionKind kind) {
  return [kind](const ScenarioSpec& spec) {
    return std::any_of(spec.actions.begin(), spec.actions.end(),
                       [kind](const ActionSpec& action) { return action.kind == kind; });
  };
}

auto returns(RunJobReturns::Kind kind) {
  return any_job([kind](const JobSpec& job) { return job.fault.run_job_returns.kind == kind; });
}

std::string ring_of(const ScenarioSpec& spec, const std::string& entity) {
  for (const EntitySpec& candidate : spec.entities) {
    if (candidate.name == entity) return candidate.rings.front().name;
  }
  return "";
}

bool depends_across_rings(const ScenarioSpec& spec) {
  for (const JobSpec& job : spec.jobs) {
    for (const NameRef& other : job.after) {
      for (const JobSpec& candidate : spec.jobs) {
        if (candidate.name != other.name) continue;
        if (ring_of(spec, candidate.entity.name) != ring_of(spec, job.entity.name)) return true;
      }
    }
  }
  return false;
}

bool has_ties(const ScenarioSpec& spec) {
  for (std::size_t i = 1; i < spec.jobs.size(); ++i) {
    if (spec.jobs[i].at_ns == spec.jobs[i - 1].at_ns) return true;
  }
  return false;
}

std::vector<Knob> machine_knobs() {
  using Queue = QueueSpec::Kind;
  return {
      {"one ring", [](const ScenarioSpec& s) { return s.rings.size() == 1; }},
      {"three rings", [](const ScenarioSpec& s) { return s.rings.size() == 3; }},
      {"fifo", any_ring([](const RingSpec& r) { return r.scheduler.policy.name.empty(); })},
      {"rr", any_ring([](const RingSpec& r) { return r.scheduler.policy.name == "rr"; })},
      {"one credit", any_ring([](const RingSpec& r) { return r.scheduler.credit_limit == 1; })},
      {"many credits", any_ring([](const RingSpec& r) { return r.scheduler.credit_limit == 8; })},
      {"hang limit", any_ring([](const RingSpec& r) { return r.scheduler.hang_limit > 0; })},
      {"no timeout",
       any_ring([](const RingSpec& r) { return r.scheduler.timeout_ns == sim::kForever; })},
      {"few run queues", any_ring([](const RingSpec& r) { return r.scheduler.num_rqs < 4; })},
      {"shared submit queue",
       any_ring([](const RingSpec& r) { return r.scheduler.submit_queue.kind == Queue::shared; })},
      {"unordered submit queue",
       any_ring([](const RingSpec& r) { return r.scheduler.submit_queue.kind == Queue::system; })},
      {"shared timeout queue",
       any_ring([](const RingSpec& r) { return r.scheduler.timeout_queue.kind == Queue::shared; })},
      {"own timeout queue",
       any_ring([](const RingSpec& r) { return r.scheduler.timeout_queue.kind == Queue::own; })},
      {"reset in no time", any_ring([](const RingSpec& r) { return r.driver.reset_time_ns == 0; })},
      {"reset takes time", any_ring([](const RingSpec& r) { return r.driver.reset_time_ns > 0; })},
      {"full reset",
       any_ring([](const RingSpec& r) { return r.driver.reset == ResetScope::full; })},
      {"no resubmission", any_ring([](const RingSpec& r) { return !r.driver.resubmit; })},
      {"soft recovery", any_ring([](const RingSpec& r) { return r.driver.soft_recovery; })},
      {"run_job cost",
       any_ring([](const RingSpec& r) { return !r.driver.run_job_cost.is_zero(); })},
      {"shared engine", [](const ScenarioSpec& s) { return s.engines[0].name == "shader"; }},
      {"timer wheel",
       [](const ScenarioSpec& s) { return s.timer_rounding == sim::TimerRounding::wheel; }},
      {"interrupt latency", [](const ScenarioSpec& s) { return !s.interrupt.latency.is_zero(); }},
      {"wake-up cost", [](const ScenarioSpec& s) { return !s.cpu.wakeup.is_zero(); }},
  };
}

std::vector<Knob> work_knobs() {
  using Kind = RunJobReturns::Kind;
  const auto several = [](const EntitySpec& e) { return e.rings.size() > 1; };
  const auto low = [](const EntitySpec& e) { return e.priority == EntityPriority::low; };
  return {
      {"one entity", [](const ScenarioSpec& s) { return s.entities.size() == 1; }},
      {"entity on several rings",
       [several](const ScenarioSpec& s) {
         return std::any_of(s.entities.begin(), s.entities.end(), several);
       }},
      {"low priority",
       [low](const ScenarioSpec& s) {
         return std::any_of(s.entities.begin(), s.entities.end(), low);
       }},
      {"client", [](const ScenarioSpec& s) { return !s.clients.empty(); }},
      {"dependency", any_job([](const JobSpec& job) { return !job.after.empty(); })},
      {"dependency across rings", depends_across_rings},
      {"ties", has_ties},
      {"several credits", any_job([](const JobSpec& job) { return job.credits > 1; })},
      {"hangs once", any_job([](const JobSpec& job) { return job.fault.hang_attempts == 1; })},
      {"hangs twice", any_job([](const JobSpec& job) { return job.fault.hang_attempts == 2; })},
      {"hangs for ever",
       any_job([](const JobSpec& job) { return job.fault.hang_attempts == kEveryAttempt; })},
      {"slow", any_job([](const JobSpec& job) { return job.fault.slow_factor > 1; })},
      {"slow by a timeout", any_job([](const JobSpec& job) { return job.fault.slow_by_ns > 0; })},
      {"lost interrupt", any_job([](const JobSpec& job) { return job.fault.lost_interrupt; })},
      {"run_job error", returns(Kind::error)},
      {"run_job null", returns(Kind::null)},
      {"run_job signalled", returns(Kind::signalled)},
      {"kill", any_action(ActionKind::kill)},
      {"kill with a wait",
       [](const ScenarioSpec& s) {
         return std::any_of(s.actions.begin(), s.actions.end(), [](const ActionSpec& a) {
           return a.kind == ActionKind::kill && a.wait_ns > 0;
         });
       }},
      {"destroy", any_action(ActionKind::destroy)},
      {"set_priority", any_action(ActionKind::set_priority)},
      {"modify_sched", any_action(ActionKind::modify_sched)},
      {"suspend_timeout", any_action(ActionKind::suspend_timeout)},
      {"resume_timeout", any_action(ActionKind::resume_timeout)},
      {"wqueue_stop", any_action(ActionKind::wqueue_stop)},
      {"wqueue_start", any_action(ActionKind::wqueue_start)},
      {"mask_interrupt", any_action(ActionKind::mask_interrupt)},
      {"fault_interrupt", any_action(ActionKind::fault_interrupt)},
      {"fault by place", [](const ScenarioSpec& s) { return !s.faults.empty(); }},
  };
}

}  // namespace

TEST_CASE("random: every knob is turned, and none always") {
  constexpr std::uint64_t kSeeds = 1000;
  std::vector<ScenarioSpec> specs;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) specs.push_back(random_scenario(seed));
  std::vector<Knob> knobs = machine_knobs();
  for (Knob& knob : work_knobs()) knobs.push_back(std::move(knob));
  for (const auto& [name, holds] : knobs) {
    const auto count = std::count_if(specs.begin(), specs.end(), holds);
    INFO(name << ": " << count << " of " << kSeeds);
    CHECK(count >= static_cast<std::ptrdiff_t>(kSeeds / 100));
    CHECK(count < static_cast<std::ptrdiff_t>(kSeeds));
  }
}

TEST_CASE("random: the same seed gives the same scenario, another seed another") {
  CHECK((random_scenario(7) == random_scenario(7)));
  CHECK_FALSE((random_scenario(7) == random_scenario(8)));
}

TEST_CASE("random: every scenario is one that a file can say, without circles") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const ScenarioSpec spec = random_scenario(seed);
    CHECK(spec.jobs.size() <= 60);
    CHECK((parse_scenario(scenario_text(spec), spec.file) == spec));
  }
}

TEST_CASE("random: most runs complete jobs, time out and recover, few show a hazard") {
  constexpr int kRuns = 400;
  std::map<std::string, int> hazards;
  int with_jobs = 0;
  int with_timeouts = 0;
  int with_resets = 0;
  int with_errors = 0;
  int with_hazards = 0;
  std::uint64_t jobs = 0;
  double slowest_ms = 0;
  for (int seed = 1; seed <= kRuns; ++seed) {
    const auto begin = std::chrono::steady_clock::now();
    const RunReport report = run_scenario(random_scenario(static_cast<std::uint64_t>(seed)));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    slowest_ms = std::max(slowest_ms, took.count());
    jobs += report.jobs;
    with_jobs += report.jobs > 0 ? 1 : 0;
    with_timeouts += report.timeouts > 0 ? 1 : 0;
    with_resets += report.resets > 0 ? 1 : 0;
    with_errors += report.errors > 0 ? 1 : 0;
    with_hazards += report.hazards.empty() ? 0 : 1;
    for (const HazardReport& hazard : report.hazards) {
      if (++hazards[std::string(sim::hazard_name(hazard.kind))] > 3) continue;
      UNSCOPED_INFO("seed " << seed << ": " << hazard.message);
    }
  }
  for (const auto& [kind, count] : hazards) UNSCOPED_INFO(kind << ": " << count);
  UNSCOPED_INFO("timeouts " << with_timeouts << ", resets " << with_resets << ", errors "
                            << with_errors << ", hazards " << with_hazards << ", jobs " << jobs
                            << ", slowest " << slowest_ms << " ms");
  CHECK(with_jobs >= kRuns * 98 / 100);
  CHECK(with_timeouts >= kRuns / 2);
  CHECK(with_resets >= kRuns / 2);
  CHECK(with_errors >= kRuns / 2);
  CHECK(with_hazards <= kRuns / 10);
  CHECK(jobs >= kRuns * 10u);
}

}  // namespace drmsim::scenarios
