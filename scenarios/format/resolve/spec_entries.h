// A scenario between reading and resolving: specs with the keys that only abbreviate.
//
// `count` stands for numbered copies, whose number `#` stands for, a client with `rings` for a
// client and an entity, an absent engine for one of the ring's name. resolve.h turns all that into
// a plain ScenarioSpec.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/section.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {

struct RingEntry : RingSpec {
  std::uint32_t count = 1;
  GivenKeys given;
};

struct JobEntry : JobSpec {
  std::uint32_t count = 1;  // counted only if given: one copy is still called NAME0
  sim::TimeNs every_ns = 0;
  GivenKeys given;
};

struct StepEntry : ClientStep {
  std::vector<NameRef> rings;
  EntityPriority priority = EntityPriority::normal;
  GivenKeys given;

  friend bool operator==(const StepEntry& a, const StepEntry& b) {
    return static_cast<const ClientStep&>(a) == b && a.rings == b.rings && a.priority == b.priority;
  }
};

struct ClientEntry : ClientSpec {
  std::vector<StepEntry> step_entries;
  std::uint32_t count = 1;
  sim::TimeNs every_ns = 0;
  std::vector<NameRef> rings;
  EntityPriority priority = EntityPriority::normal;
  GivenKeys given;
};

struct ActionEntry : ActionSpec {
  GivenKeys given;
};

struct DefaultsEntries {
  TableDefaults ring, engine, reset_domain, entity, job, client, fault, action, preempt;
  friend bool operator==(const DefaultsEntries&, const DefaultsEntries&) = default;
};

struct ScenarioEntries : ScenarioSpec {
  std::vector<NameRef> include;  // nothing: the files are part of the table by then
  DefaultsEntries defaults{};
  std::vector<RingEntry> ring_entries;
  std::vector<JobEntry> job_entries;
  std::vector<ClientEntry> client_entries;
  std::vector<ActionEntry> action_entries;
};

}  // namespace drmsim::scenarios
