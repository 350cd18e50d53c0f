// A section: the keys of one kind of table, and the members of a struct that they are read into.
//
// Each key is declared once: name, member, type, meaning. Reading, writing, messages, FORMAT.md and
// the tests of bad input all follow from the declaration; the default is what a fresh struct holds.
//
//   Section<EngineSpec>("[[engine]]", "What executes jobs.")
//       .key("name", &EngineSpec::name, NameType(), "The engine's name.").required()
//       .key("width", &EngineSpec::width, IntegerType<std::uint32_t>(1, 64), "Jobs at once.");
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/format/field.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {

// Which keys a table spelled out, for rules that depend on it. A spec with a member `given` gets
// it.
class GivenKeys {
 public:
  void add(const std::string& key, SourceLocation where) { keys_.emplace_back(key, where); }
  // Where the key stands, null if it does not.
  const SourceLocation* find(const std::string& key) const;
  const std::vector<std::pair<std::string, SourceLocation>>& all() const { return keys_; }

 private:
  std::vector<std::pair<std::string, SourceLocation>> keys_;
};

// Pairs the keys of a table with those of a section: the untyped part of reading.
class KeyMatcher {
 public:
  // title: what the table is called in the file.
  KeyMatcher(const SectionInfo& section, const std::string& title, Diagnostics& diagnostics);
  // The index of the key in the section; -1, and a diagnostic, if there is no such key.
  int match(const Member& member);
  // Reports the required keys that never came. A key that was misspelt counts as having come.
  void report_missing(const Node& table) const;

 private:
  const SectionInfo& section_;
  const std::string& title_;
  Diagnostics& diagnostics_;
  std::vector<bool> seen_;
};

// The type of a key that is read into a member of a member.
template <class Outer, class Inner, class Type>
class PartType {
 public:
  PartType(Inner Outer::*inner, Type type) : inner_(inner), type_(std::move(type)) {}
  TypeInfo info() const { return type_.info(); }
  Node node(const Outer& value) const { return type_.node(value.*inner_); }
  std::string text(const Outer& value) const requires
      requires(const Type& type, const Inner& inner) {
    type.text(inner);
  }
  { return type_.text(value.*inner_); }
  bool read(const Field& field, Outer& out) const { return type_.read(field, out.*inner_); }
  bool same(const Outer& a, const Outer& b) const { return a.*inner_ == b.*inner_; }

 private:
  Inner Outer::*inner_;
  Type type_;
};

template <class T>
class Section {
 public:
  Section(std::string title, std::string doc) {
    info_.title = std::move(title);
    info_.doc = std::move(doc);
  }

  template <class Member, class Owner, class Type>
  Section& key(std::string name, Member Owner::*member, Type type, std::string doc) {
    static_assert(std::is_base_of_v<Owner, T>);
    KeyInfo key;
    key.name = std::move(name);
    key.type = type.info();
    key.doc = std::move(doc);
    writers_.push_back([member, type](const T& value) { return type.node(value.*member); });
    defaults_.push_back(writers_.back()(T{}));
    if constexpr (requires { type.text(T{}.*member); }) {
      key.default_text = type.text(T{}.*member);
    } else {
      key.default_text = toml_value(defaults_.back());
    }
    if constexpr (requires { type.table(); }) {
      key.table = type.table();
      key.shape = Type::kShape;
      key.table_title = type.title();
      if constexpr (requires { type.max(); }) key.tables_max = type.max();
      key.partial = requires {
        Type::kPartial;
      };
    }
    info_.keys.push_back(std::move(key));
    readers_.push_back(
        [member, type](const Field& field, T& out) { type.read(field, out.*member); });
    if constexpr (requires { type.same(T{}.*member, T{}.*member); }) {
      comparers_.push_back(
          [member, type](const T& a, const T& b) { return type.same(a.*member, b.*member); });
    } else {
      comparers_.push_back([member](const T& a, const T& b) { return a.*member == b.*member; });
    }
    return *this;
  }

  // A member of a member.
  template <class Outer, class Inner, class Type>
  Section& key(std::string name, Outer T::*outer, Inner Outer::*inner, Type type, std::string doc) {
    return key(std::move(name), outer, PartType(inner, std::move(type)), std::move(doc));
  }

  // The last key must be given.
  Section& required() {
    info_.keys.back().required = true;
    info_.keys.back().default_text.clear();
    return *this;
  }

  // The default of the last key, where it is not the struct's but follows from other keys.
  Section& defaults_to(std::string text) {
    info_.keys.back().default_text = std::move(text);
    return *this;
  }

  // The last key means something only to these: drivers, of a habit, or values of `do`.
  Section& of(std::vector<std::string> users) {
    info_.keys.back().users = std::move(users);
    return *this;
  }

  // Whether two values have the same under the key of that number. Makes no nodes and no strings.
  bool same(std::size_t key, const T& a, const T& b) const { return comparers_[key](a, b); }

  void read(const Node& table, T& out, Diagnostics& diagnostics) const {
    read(table, out, info_.title, diagnostics);
  }
  // Of a table that is called otherwise in the file.
  void read(const Node& table, T& out, const std::string& title, Diagnostics& diagnostics) const {
    read_part(table, out, title, diagnostics).report_missing(table);
  }
  // Of a table that need not have the required keys.
  KeyMatcher read_part(const Node& table, T& out, const std::string& title,
                       Diagnostics& diagnostics) const {
    if constexpr (requires { out.where = table.where; }) out.where = table.where;
    KeyMatcher matcher(info_, title, diagnostics);
    for (const Member& member : table.members) {
      const int index = matcher.match(member);
      if (index < 0) continue;
      const std::string& name = info_.keys[static_cast<std::size_t>(index)].name;
      if constexpr (requires { out.given.add(name, member.where); }) {
        out.given.add(name, member.where);
      }
      readers_[static_cast<std::size_t>(index)](Field{member.value, name, title, diagnostics}, out);
    }
    return matcher;
  }

  // The inverse: the table that read() would read `value` from. Keys stand in the order of their
  // declaration; those with their default are left out, unless they are required or `given`.
  Node node(const T& value) const {
    Node table = Node::table();
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      const KeyInfo& key = info_.keys[i];
      bool needed = key.required;
      if constexpr (requires { value.given.find(key.name); }) {
        needed = needed || value.given.find(key.name) != nullptr;
      }
      Node written = writers_[i](value);
      if (written.kind == Node::Kind::other || (!needed && written == defaults_[i])) continue;
      table.add(key.name, std::move(written));
    }
    return table;
  }

  const SectionInfo& info() const { return info_; }

 private:
  using Reader = std::function<void(const Field&, T&)>;

  SectionInfo info_;
  std::vector<Reader> readers_;
  std::vector<std::function<Node(const T&)>> writers_;
  std::vector<std::function<bool(const T&, const T&)>> comparers_;
  std::vector<Node> defaults_;  // as written
};

}  // namespace drmsim::scenarios
