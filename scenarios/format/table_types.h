// The types of values that are tables: one, a list of them, or several by name.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/field.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/section.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

// [key] or key = { ... }.
template <class T>
class TableType {
 public:
  using Value = T;
  static constexpr Shape kShape = Shape::table;
  explicit TableType(const Section<T>& section) : TableType(section, section.info().title) {}
  // Of several tables with the same keys: what this one is called in the file.
  TableType(const Section<T>& section, std::string title)
      : section_(&section), title_(std::move(title)) {}
  TypeInfo info() const { return {"table", "", "a table", {}}; }
  const SectionInfo* table() const { return &section_->info(); }
  const std::string& title() const { return title_; }
  Node node(const Value& value) const { return section_->node(value); }
  std::string text(const Value&) const { return "the defaults of its keys"; }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
    section_->read(field.node, out, title_, field.diagnostics);
    return true;
  }

 private:
  const Section<T>* section_;
  std::string title_;
};

// What is kept of [defaults.KIND]: nothing. By the time that it is read into this, it has been laid
// under the tables of that kind (resolve/table_defaults.h).
struct TableDefaults {
  friend bool operator==(TableDefaults, TableDefaults) { return true; }
};

// [defaults.KIND]: some of the keys of each table of a kind. Read only to find mistakes.
template <class T>
class DefaultsType {
 public:
  using Value = TableDefaults;
  static constexpr Shape kShape = Shape::table;
  DefaultsType(const Section<T>& section, std::string title)
      : section_(&section), title_(std::move(title)) {}
  static constexpr bool kPartial = true;
  TypeInfo info() const { return {"table", "", "a table", {}}; }
  const SectionInfo* table() const { return &section_->info(); }
  const std::string& title() const { return title_; }
  Node node(const Value&) const { return Node::absent(); }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value&) const {
    if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
    T scratch{};
    section_->read_part(field.node, scratch, title_, field.diagnostics);
    for (const Member& member : field.node.members) {
      if (member.key != "name") continue;
      field.diagnostics.add(member.where, "`name` in " + title_ + " would name all of them; " +
                                              "expected it in each " + section_->info().title);
    }
    return true;
  }

 private:
  const Section<T>* section_;
  std::string title_;
};

// [[key]], any number of times up to `max`.
template <class T>
class TablesType {
 public:
  using Value = std::vector<T>;
  static constexpr Shape kShape = Shape::list;
  TablesType(const Section<T>& section, std::size_t max) : section_(&section), max_(max) {}
  std::size_t max() const { return max_; }
  TypeInfo info() const {
    const std::string at_most = fmt::format("at most {}", max_);
    return {"list of tables",
            at_most,
            "one table for each, under the header " + section_->info().title + ", " + at_most,
            {}};
  }
  const SectionInfo* table() const { return &section_->info(); }
  const std::string& title() const { return section_->info().title; }
  Node node(const Value& value) const {
    Node list = Node::array();
    for (const T& entry : value) list.items.push_back(section_->node(entry));
    return list;
  }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::array)) return field.refuse(info().expected);
    if (field.node.items.size() > max_) {
      return field.complain(
          fmt::format("is given {} times; expected at most {}", field.node.items.size(), max_));
    }
    out.reserve(field.node.items.size());
    for (const Node& item : field.node.items) {
      if (item.kind != Node::Kind::table) return field.part(item).refuse(info().expected);
      section_->read(item, out.emplace_back(), field.diagnostics);
    }
    return true;
  }

 private:
  const Section<T>* section_;
  std::size_t max_;
};

// [key.NAME], any number of times: the name of the table is the name of what it is about, and is
// kept in the member `name` of the entry.
template <class T>
class NamedTablesType {
 public:
  using Value = std::vector<T>;
  static constexpr Shape kShape = Shape::by_name;
  NamedTablesType(const Section<T>& section, NameRef T::*name) : section_(&section), name_(name) {}
  TypeInfo info() const {
    return {
        "tables by name", "", "one table for each, under the header " + section_->info().title, {}};
  }
  const SectionInfo* table() const { return &section_->info(); }
  const std::string& title() const { return section_->info().title; }
  Node node(const Value& value) const {
    Node tables = Node::table();
    for (const T& entry : value) tables.add((entry.*name_).name, section_->node(entry));
    return tables;
  }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
    for (const Member& member : field.node.members) {
      if (member.value.kind != Node::Kind::table) {
        return field.part(member.value).refuse(info().expected);
      }
      T& entry = out.emplace_back();
      entry.*name_ = NameRef{member.key, member.where};
      section_->read(member.value, entry, field.diagnostics);
    }
    return true;
  }

 private:
  const Section<T>* section_;
  NameRef T::*name_;
};

}  // namespace drmsim::scenarios
