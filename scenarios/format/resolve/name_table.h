// The names of one kind that a file defines, to find duplicates and references to nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/source_location.h"
#include "sim/text_index.h"

namespace drmsim::scenarios {

class NameTable {
 public:
  // kind: "[[ring]]", for messages.
  NameTable(std::string kind, Diagnostics& diagnostics)
      : kind_(std::move(kind)), diagnostics_(diagnostics) {}

  // An empty name is one that could not be read: see incomplete().
  void define(const std::string& name, SourceLocation where);
  // For a name that something else brings along: not in conflict with a definition of the same
  // name.
  void imply(const std::string& name);
  bool has(const std::string& name) const { return names_.find(name) != sim::TextIndex::kNone; }

  std::size_t size() const { return names_.size(); }
  // Which of the names it is, in file order, from 0; nothing if it is none.
  std::optional<std::uint32_t> number(const std::string& name) const {
    const std::uint32_t found = names_.find(name);
    return found == sim::TextIndex::kNone ? std::nullopt : std::optional(found);
  }

  // Some definition could not be read, so that a missing name is no mistake of its own.
  void incomplete() { complete_ = false; }
  // Reports a name that nothing defines. An empty one is absent, which is for the caller to judge.
  void check(const NameRef& reference) const;
  void check(const std::vector<NameRef>& references) const;

  // The names that a pattern matches, in file order, as if they stood there; any other reference is
  // itself. Reports a pattern that matches nothing.
  std::vector<NameRef> matching(const NameRef& reference) const;
  bool matches_any(const std::string& pattern) const { return !names_like(pattern).empty(); }
  // A list with all its patterns written out. What a pattern matches is listed once.
  void expand(std::vector<NameRef>& references) const;

 private:
  const std::vector<std::string>& names_like(const std::string& pattern) const;
  const std::vector<std::string>& in_file_order() const;  // for messages

  std::string kind_;
  Diagnostics& diagnostics_;
  bool complete_ = true;
  sim::TextIndex names_;                // numbered in file order
  std::vector<SourceLocation> wheres_;  // by that number
  // Copies of a table have the same pattern many times.
  mutable std::map<std::string, std::vector<std::string>> matches_;
  mutable std::vector<std::string> in_file_order_;  // as far as a message has needed it
};

}  // namespace drmsim::scenarios
