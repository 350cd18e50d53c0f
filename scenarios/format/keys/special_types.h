// The types of single keys that fit no general type.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/expect_spec.h"
#include "scenarios/format/field.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/spec_entries.h"
#include "scenarios/format/scheduler_spec.h"
#include "scenarios/format/section.h"

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

// A table whose keys somebody else knows: kept as it is.
class AnyTableType {
 public:
  using Value = Node;
  TypeInfo info() const { return {"table", "", "a table", {}, R"({"type": "object"})"}; }
  Node node(const Value& value) const { return value; }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
    out = field.node;
    return true;
  }
};

// The lines of a list of jobs. What is in them is for resolve/job_list.h.
class JobListTextType {
 public:
  using Value = JobListText;
  TypeInfo info() const { return {"text", "", "lines of CSV", {}, R"({"type": "string"})"}; }
  Node node(const Value& value) const {
    return value.text.empty() ? Node::absent() : Node::of_string(value.text);
  }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
    out = JobListText{field.node.text, field.node.where};
    return true;
  }
};

// The name of a release. A table of switches, as files had it, is refused with what to write now.
class SemanticsType {
 public:
  using Value = NameRef;
  TypeInfo info() const;
  Node node(const Value& value) const;
  std::string text(const Value& value) const { return name_.text(value); }
  bool read(const Field& field, Value& out) const;

 private:
  NameRefType name_{"a release"};
};

}  // namespace drmsim::scenarios
