#include "tools/compare/simplifications.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace drmsim::scenarios {
namespace {

constexpr std::uint64_t kHalvedMax = 1'000'000;

using Steps = std::vector<Simplification>;

template <class Part>
auto& member_of(Part& part) {
  return part;
}
template <class Part, class First, class... Rest>
auto& member_of(Part& part, First first, Rest... rest) {
  return member_of(part.*first, rest...);
}

// A member of each part of a list, or a member of that, back to what a fresh part has there.
template <class Part, class... Members>
void reset_in(Steps& steps, std::vector<Part> ScenarioSpec::*list, std::size_t count,
              Members... members) {
  for (std::size_t i = 0; i < count; ++i) {
    steps.push_back([list, i, members...](ScenarioSpec& spec) {
      Part fresh;
      member_of((spec.*list)[i], members...) = std::move(member_of(fresh, members...));
    });
  }
}

void ring_resets(const ScenarioSpec& spec, Steps& steps) {
  const std::size_t rings = spec.rings.size();
  for (std::size_t i = 0; i < rings; ++i) {
    steps.push_back([i](ScenarioSpec& changed) {
      // Hardware of its own; the reader would imply it, so it is named here.
      RingSpec& ring = changed.rings[i];
      const auto named = [&ring](const auto& part) { return part.name == ring.name; };
      if (std::none_of(changed.engines.begin(), changed.engines.end(), named)) {
        changed.engines.emplace_back().name = ring.name;
      }
      if (std::none_of(changed.reset_domains.begin(), changed.reset_domains.end(), named)) {
        changed.reset_domains.emplace_back().name = ring.name;
      }
      ring.engine.name = ring.reset_domain.name = ring.name;
    });
  }
  const auto ring = [&](auto... members) {
    reset_in(steps, &ScenarioSpec::rings, rings, members...);
  };
  ring(&RingSpec::driver);
  // Of all rings: a compiled kernel has one policy, a parameter of its module.
  steps.push_back([](ScenarioSpec& changed) {
    for (RingSpec& each : changed.rings) each.scheduler.policy = SchedulerSpec{}.policy;
  });
  ring(&RingSpec::scheduler, &SchedulerSpec::timeout_ns);
  ring(&RingSpec::scheduler, &SchedulerSpec::hang_limit);
  ring(&RingSpec::scheduler, &SchedulerSpec::num_rqs);
  ring(&RingSpec::scheduler, &SchedulerSpec::submit_queue);
  ring(&RingSpec::scheduler, &SchedulerSpec::timeout_queue);
  ring(&RingSpec::driver, &DriverSpec::reset_time_ns);
  ring(&RingSpec::driver, &DriverSpec::reset);
  ring(&RingSpec::driver, &DriverSpec::soft_recovery);
  ring(&RingSpec::driver, &DriverSpec::resubmit);
  ring(&RingSpec::driver, &DriverSpec::reread_hardware);
  ring(&RingSpec::driver, &DriverSpec::on_false_timeout);
  ring(&RingSpec::driver, &DriverSpec::fence);
  ring(&RingSpec::driver, &DriverSpec::release);
  ring(&RingSpec::driver, &DriverSpec::run_job_cost);
}

// A closed loop opened: what only follows jobs means nothing then.
void job_resets(const ScenarioSpec& spec, Steps& steps) {
  for (std::size_t i = 0; i < spec.jobs.size(); ++i) {
    if (spec.jobs[i].submit == SubmitWhen::at) continue;
    steps.push_back([i](ScenarioSpec& changed) {
      changed.jobs[i].submit = SubmitWhen::at;
      changed.jobs[i].depth = JobSpec().depth;
      changed.jobs[i].think = {};
    });
  }
}

void fault_resets(const ScenarioSpec& spec, Steps& steps) {
  const auto job = [&](auto... members) {
    reset_in(steps, &ScenarioSpec::jobs, spec.jobs.size(), &JobSpec::fault, members...);
  };
  job();
  job(&JobFaultSpec::hang_attempts);
  job(&JobFaultSpec::attempts);
  job(&JobFaultSpec::slow_factor);
  job(&JobFaultSpec::slow_by_ns);
  job(&JobFaultSpec::lost_interrupt);
  job(&JobFaultSpec::late_interrupt_ns);
  job(&JobFaultSpec::spurious_interrupt_ns);
  job(&JobFaultSpec::fault_interrupt_ns);
  job(&JobFaultSpec::run_job_returns);
}

// 0 first, then 10us, then one digit, then half.
std::vector<sim::TimeNs> simpler_times(sim::TimeNs time_ns, sim::TimeNs min_ns) {
  sim::TimeNs digit = 1;
  while (time_ns / digit >= 10) digit *= 10;
  std::vector<sim::TimeNs> simpler = {0, 10'000, digit, time_ns / digit * digit, time_ns / 2};
  std::erase_if(simpler, [=](sim::TimeNs t) { return t >= time_ns || t < min_ns; });
  return simpler;
}

// Calls use(value, min) for every time of the scenario.
template <class Use>
void each_time(ScenarioSpec& spec, Use use) {
  const auto fixed = [&use](sim::Delay& delay, sim::TimeNs min_ns) {
    const sim::TimeNs max_ns = delay.max_ns;
    use(delay.max_ns, min_ns);
    delay.min_ns = std::min(delay.min_ns, delay.max_ns);
    if (delay.max_ns != max_ns) delay.above_min = nullptr;  // measured no more
  };
  for (RingSpec& ring : spec.rings) {
    if (ring.scheduler.timeout_ns != sim::kForever) use(ring.scheduler.timeout_ns, 1'000'000);
    use(ring.driver.reset_time_ns, 0);
    // Without soft recovery it means nothing, and its default is not the smallest.
    if (ring.driver.soft_recovery) use(ring.driver.soft_recovery_wait_ns, 0);
    fixed(ring.driver.run_job_cost, 0);
  }
  for (ResetDomainSpec& domain : spec.reset_domains) {
    use(domain.ring_reset_time_ns, 0);
    use(domain.full_reset_time_ns, 0);
    use(domain.soft_recovery_time_ns, 0);
  }
  for (JobSpec& job : spec.jobs) {
    use(job.at_ns, 0);
    fixed(job.duration, 0);
    fixed(job.think, 0);
    use(job.fault.slow_by_ns, 0);
    use(job.fault.late_interrupt_ns, 0);
    if (job.fault.spurious_interrupt_ns.has_value()) use(*job.fault.spurious_interrupt_ns, 0);
    if (job.fault.fault_interrupt_ns.has_value()) use(*job.fault.fault_interrupt_ns, 0);
  }
  for (ClientSpec& client : spec.clients) {
    fixed(client.start, 0);
    fixed(client.duration, 1);
    for (ClientStep& step : client.steps) fixed(step.duration, 1);
    // One that loops for ever keeps it. Its number is counted all the same: the client may get an
    // end by another step, and all that follow would be of other values.
    fixed(client.sleep, client.cycles == kEndlessCycles ? sim::kForever : 0);
    use(client.tick_ns, 0);
    use(client.sleep_slack_ns, 0);
  }
  for (ActionSpec& action : spec.actions) {
    use(action.at_ns, 0);
    if (action.wait_ns.has_value()) use(*action.wait_ns, 0);
  }
  for (FaultSpec& fault : spec.faults) use(fault.at_ns, 0);
}

// The same for counts; each has a smallest value that means the least.
template <class Use>
void each_count(ScenarioSpec& spec, Use use) {
  for (RingSpec& ring : spec.rings) {
    use(ring.scheduler.credit_limit, 1);
    use(ring.scheduler.hang_limit, 0);
    // Room for jobs that are replayed while the ring executes them.
    use(ring.slots, std::max(RingSpec().slots, ring.scheduler.credit_limit + 8));
  }
  for (EngineSpec& engine : spec.engines) use(engine.width, 1);
  for (ResetDomainSpec& domain : spec.reset_domains) {
    use(domain.ring_reset_fails, 0);
    use(domain.full_reset_fails, 0);
    use(domain.soft_recovery_fails, 0);
  }
  for (JobSpec& job : spec.jobs) {
    use(job.credits, 1);
    use(job.depth, 1);
    use(job.fault.hang_attempts, 0);
    use(job.fault.attempts, 1);
  }
  for (ClientSpec& client : spec.clients) {
    use(client.jobs_per_cycle, 1);
    use(client.credits, 1);
    use(client.cycles, 1);
    use(client.start_after.cycle, 1);
    for (ClientStep& step : client.steps) {
      use(step.jobs, 1);
      use(step.credits, 1);
    }
  }
  for (FaultSpec& fault : spec.faults) {
    use(fault.jobs, 1);
    use(fault.fault.hang_attempts, 0);
  }
}

void time_steps(const ScenarioSpec& spec, Steps& steps) {
  std::size_t number = 0;
  ScenarioSpec copy = spec;
  each_time(copy, [&](sim::TimeNs& time_ns, sim::TimeNs min_ns) {
    for (const sim::TimeNs simpler_ns : simpler_times(time_ns, min_ns)) {
      steps.push_back([number, simpler_ns](ScenarioSpec& changed) {
        std::size_t at = 0;
        each_time(changed, [&](sim::TimeNs& value, sim::TimeNs) {
          if (at++ == number) value = std::min(value, simpler_ns);
        });
      });
    }
    ++number;
  });
}

void count_steps(const ScenarioSpec& spec, Steps& steps) {
  std::size_t number = 0;
  ScenarioSpec copy = spec;
  each_count(copy, [&](auto& count, std::uint64_t min) {
    // Half of "forever" would be no number that a file may give.
    const std::uint64_t half = count > kHalvedMax ? min : count / 2;
    for (const std::uint64_t simpler : {min, min + 1, half}) {
      if (simpler >= count || simpler < min) continue;
      steps.push_back([number, simpler](ScenarioSpec& changed) {
        std::size_t at = 0;
        each_count(changed, [&](auto& value, std::uint64_t) {
          if (at++ == number && simpler < value) {
            value = static_cast<std::remove_reference_t<decltype(value)>>(simpler);
          }
        });
      });
    }
    ++number;
  });
}

}  // namespace

std::vector<Simplification> resets_to_default(const ScenarioSpec& spec) {
  Steps steps = {
      [](ScenarioSpec& changed) { changed.cpu = {}; },
      [](ScenarioSpec& changed) { changed.interrupt = {}; },
      [](ScenarioSpec& changed) { changed.timer_rounding = sim::TimerRounding::ticks; },
      [](ScenarioSpec& changed) { changed.seed = 1; },
      [](ScenarioSpec& changed) { changed.until_ns = sim::kForever; },
  };
  ring_resets(spec, steps);
  reset_in(steps, &ScenarioSpec::entities, spec.entities.size(), &EntitySpec::priority);
  job_resets(spec, steps);
  fault_resets(spec, steps);
  // A single one that loops for ever needs `until`.
  if (spec.until_ns != sim::kForever && !spec.clients.empty()) steps.erase(steps.begin() + 4);
  return steps;
}

std::vector<Simplification> smaller_numbers(const ScenarioSpec& spec) {
  Steps steps;
  count_steps(spec, steps);
  time_steps(spec, steps);
  return steps;
}

}  // namespace drmsim::scenarios
