// A whole scenario, as plain values: what a file says, checked, with every default filled in.
//
// The reader (scenario_reader.h) makes it, the builder turns it into a machine; nothing in between
// changes it. After loading, every name that the file can resolve by itself (rings, engines, reset
// domains, entities, jobs, clients) exists. Names that only the layers below know (a policy, a
// driver) are for the builder to check; it reports with error_at().
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/action_spec.h"
#include "scenarios/format/bug_spec.h"
#include "scenarios/format/client_spec.h"
#include "scenarios/format/cpu_spec.h"
#include "scenarios/format/entity_spec.h"
#include "scenarios/format/expect_spec.h"
#include "scenarios/format/hardware_spec.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/format/ring_spec.h"
#include "scenarios/format/source_location.h"
#include "sim/time.h"
#include "sim/timer.h"

namespace drmsim::scenarios {

struct ScenarioSpec {
  std::string file;  // for messages: the path, or the name that parse_scenario() was given
  IncludedFiles included;
  std::string name;
  std::string summary;
  NameRef semantics{"linux-6.12", {}};  // of the model: a release
  std::vector<NameRef> defects;         // of the catalogue: brought in
  std::vector<NameRef> without;         // of the release's own: mended
  NameRef scheduler;                    // that the scenario is about ("kernel:6.12"); empty: any
  std::uint64_t seed = 1;
  sim::TimeNs until_ns = sim::kForever;  // kForever: until nothing is left to do
  std::uint64_t steps_max = 10'000'000'000;
  sim::TimerRounding timer_rounding = sim::TimerRounding::ticks;

  std::vector<RingSpec> rings;  // in file order, as everything below
  std::vector<EngineSpec> engines;
  std::vector<ResetDomainSpec> reset_domains;
  InterruptSpec interrupt;
  std::uint32_t spare_memory_dwords = 1024;  // for semaphores; no key sets it
  std::vector<EntitySpec> entities;
  std::vector<JobSpec> jobs;
  std::vector<ClientSpec> clients;
  std::vector<ActionSpec> actions;
  std::vector<FaultSpec> faults;
  CpuSpec cpu;
  std::vector<PreemptSpec> preempts;
  std::vector<ExpectedHazard> check;  // hazards to look for beyond those that always are
  ExpectSpec expect;                  // of the plain run
  ExpectSpec always;                  // of every schedule
  BugSpec bug;

  friend bool operator==(const ScenarioSpec&, const ScenarioSpec&) = default;
};

// An error about a place of `spec`, for stages after the reader.
InputError error_at(const ScenarioSpec& spec, SourceLocation where, std::string message);

}  // namespace drmsim::scenarios
