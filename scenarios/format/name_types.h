// The types of names: of the thing that a table defines, and of things defined elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/field.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

inline constexpr std::size_t kNameBytesMax = 64;
inline constexpr std::size_t kPathBytesMax = 4000;

// True for 1 to 64 letters, digits, "_", "-", "." and ":", of which the first is a letter or "_".
// Kernel drivers call rings `gfx_0.0.0` and contexts `amdgpu_cs:0`. Names that the program makes
// have dots and colons too: see resolve/generated_names.h.
bool is_name(const std::string& text);

// The name that a table gives to what it defines.
class NameType {
 public:
  using Value = std::string;
  TypeInfo info() const;
  Node node(const Value& value) const { return Node::of_string(value); }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const;
};

// The name of something else. Whether it exists is checked when the whole file has been read.
class NameRefType {
 public:
  using Value = NameRef;
  // `of`: "a [[ring]]", for messages and FORMAT.md.
  explicit NameRefType(std::string of) : of_(std::move(of)) {}
  TypeInfo info() const;
  Node node(const Value& value) const;  // absent if there is no name
  std::string text(const Value& value) const;
  bool read(const Field& field, Value& out) const;

 private:
  std::string of_;
};

// The files that a file includes: one, or a list of them. Whether they exist is for the caller.
class FileListType {
 public:
  using Value = std::vector<NameRef>;
  explicit FileListType(std::size_t max) : max_(max) {}
  TypeInfo info() const;
  Node node(const Value&) const { return Node::absent(); }  // what is written includes nothing
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const;

 private:
  std::size_t max_;
};

// A file beside a scenario file, which is read before its keys are: what is in it stands in its
// place by then. Where text in memory names one, there is none.
class FileType {
 public:
  using Value = std::string;
  TypeInfo info() const;
  Node node(const Value&) const { return Node::absent(); }
  std::string text(const Value&) const { return "none"; }
  bool read(const Field& field, Value& out) const;
};

// A list of names; one name may stand without brackets.
class NameListType {
 public:
  using Value = std::vector<NameRef>;
  NameListType(std::string of, std::size_t max, std::size_t min = 0)
      : of_(std::move(of)), max_(max), min_(min) {}
  TypeInfo info() const;
  Node node(const Value& value) const;
  Node node(const std::optional<Value>& value) const;
  std::string text(const Value&) const { return "none"; }
  std::string text(const std::optional<Value>&) const { return "not checked"; }
  bool read(const Field& field, Value& out) const;
  bool read(const Field& field, std::optional<Value>& out) const;

 private:
  std::string of_;
  std::size_t max_;
  std::size_t min_;
};

}  // namespace drmsim::scenarios
