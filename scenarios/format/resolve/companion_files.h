// The files beside a scenario file that are no TOML: lists of jobs, and measured durations.
//
// Mechanism: before the keys of a table are read, the contents of such a file are put where its
// name stands: the text of a list in `data`, the lines of `{ from = "latencies.csv" }` in
// `values`. So whatever reads the table needs no file, and one text can hold it all; places in it
// are those of the file. Limits: 256 files, 128 MiB in all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "scenarios/format/document.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

inline constexpr std::size_t kCompanionBytesMax = std::size_t{128} * 1024 * 1024;

class CompanionFiles {
 public:
  // What is read is added to `files`, which outlives this.
  explicit CompanionFiles(IncludedFiles& files) : files_(files) {}

  // root: of a scenario file `from`, which is in `folder`. Throws InputError.
  void read_into(Node& root, const std::string& from, const std::filesystem::path& folder);

 private:
  struct Text {
    std::string text;
    SourceLocation where;  // its first character
  };

  void read_list(Node& table);
  void read_durations(Node& node);
  void read_values(Node& node);
  Text text_of(const Node& name);

  IncludedFiles& files_;
  std::string from_;
  std::filesystem::path folder_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace drmsim::scenarios
