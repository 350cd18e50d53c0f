// The types of single keys that fit no general type.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/expect_spec.h"
#include "scenarios/format/field.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/scheduler_spec.h"
#include "scenarios/format/section.h"
#include "scenarios/format/spec_entries.h"

namespace drmsim::scenarios {

// "own", "system" or "shared:NAME".
class QueueType {
 public:
  using Value = QueueSpec;
  TypeInfo info() const;
  Node node(const Value& value) const;
  bool read(const Field& field, Value& out) const;
};

// "fence", "null", "signalled" or the name of an error.
class RunJobResultType {
 public:
  using Value = RunJobReturns;
  TypeInfo info() const;
  Node node(const Value& value) const;
  bool read(const Field& field, Value& out) const;
};

// { JOB = "ok", JOB = "ECANCELED", ... }.
class FinishedType {
 public:
  using Value = std::vector<ExpectedFinish>;
  TypeInfo info() const;
  Node node(const Value& value) const;
  std::string text(const Value&) const { return "not checked"; }
  bool read(const Field& field, Value& out) const;
};

// One kind of hazard or a list of kinds.
class HazardListType {
 public:
  using Value = std::vector<ExpectedHazard>;
  TypeInfo info() const;
  Node node(const Value& value) const;
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const;
};

// The name of a preset, or a table that starts from one.
class SemanticsType {
 public:
  using Value = SemanticsSpec;
  static constexpr Shape kShape = Shape::table;
  TypeInfo info() const;
  const SectionInfo* table() const;
  const std::string& title() const { return table()->title; }
  Node node(const Value& value) const;
  bool read(const Field& field, Value& out) const;
};

}  // namespace drmsim::scenarios
