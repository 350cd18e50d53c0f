// A scenario between reading and resolving: specs with the keys that only abbreviate.
//
// `count` stands for numbered copies, a client with `rings` for a client and an entity, an absent
// engine for one of the ring's name. resolve.h turns all that into a plain ScenarioSpec.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/section.h"

namespace drmsim::scenarios {

struct JobEntry : JobSpec {
  std::uint32_t count = 1;  // counted only if given: one copy is still called NAME0
  sim::TimeNs every_ns = 0;
  GivenKeys given;
};

struct ClientEntry : ClientSpec {
  std::uint32_t count = 1;
  sim::TimeNs every_ns = 0;
  std::vector<NameRef> rings;
  EntityPriority priority = EntityPriority::normal;
  GivenKeys given;
};

struct ActionEntry : ActionSpec {
  GivenKeys given;
};

struct ScenarioEntries : ScenarioSpec {
  std::vector<NameRef> include;  // nothing: the files are part of the table by then
  std::vector<JobEntry> job_entries;
  std::vector<ClientEntry> client_entries;
  std::vector<ActionEntry> action_entries;
};

}  // namespace drmsim::scenarios
