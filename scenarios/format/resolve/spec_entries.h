// A scenario between reading and resolving: specs with the keys that only abbreviate.
//
// `count` stands for numbered copies, whose number `#` stands for, a client with `rings` for a
// client and an entity, an absent engine for one of the ring's name. resolve.h turns all that into
// a plain ScenarioSpec.
#pragma once

#include <cstdint>
#include <string>
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

// The text of a list of jobs, and where it begins: at the first character of a file of its own, or
// somewhere in a scenario file.
struct JobListText {
  std::string text;
  SourceLocation where;

  bool is_file() const { return where.line == 1 && where.column == 1; }
  friend bool operator==(const JobListText& a, const JobListText& b) { return a.text == b.text; }
};

struct JobListEntry {
  SourceLocation where;
  std::string name;
  std::string file;  // nothing: its text is in `data` by then
  JobListText data;
  NameRef entity;  // of lines that name none
  SubmitWhen submit = SubmitWhen::at;
  std::uint32_t depth = 1;
  sim::Delay think;
  GivenKeys given;

  friend bool operator==(const JobListEntry& a, const JobListEntry& b) {
    return a.name == b.name && a.file == b.file && a.data == b.data && a.entity == b.entity &&
           a.submit == b.submit && a.depth == b.depth && a.think == b.think;
  }
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
  std::vector<JobListEntry> job_list_entries;
  std::vector<ClientEntry> client_entries;
  std::vector<ActionEntry> action_entries;
};

}  // namespace drmsim::scenarios
