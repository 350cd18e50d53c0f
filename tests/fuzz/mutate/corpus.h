// What mutated inputs are made of: files, and every value that a key has had, or may just have.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/fuzz/mutate/assignments.h"

namespace drmsim::tests {

enum class InputKind { scenario, workload, replay };

struct CorpusFile {
  std::string path;
  std::string text;
};

class Corpus {
 public:
  // What lies below `path`, or the file of that name. What is no input of drmsim is left out.
  void add(const std::filesystem::path& path);
  // A folder of files whose names do not tell their kind.
  void add_all_as(InputKind kind, const std::filesystem::path& folder);
  // The ends of what each key accepts, and what is just beyond, by the reader's own tables.
  void add_declared_values();

  const std::vector<CorpusFile>& files(InputKind kind) const { return files_.at(kind); }
  // Of one key; generic ones if nobody has seen the key.
  const std::vector<std::string>& values(const std::string& key) const;
  // Keys that were seen below a header, as "[[ring]]".
  const std::vector<std::string>& keys(const std::string& header) const;
  const std::vector<TablePart>& tables() const { return tables_; }

 private:
  void add_file(InputKind kind, const std::filesystem::path& path);
  void learn(const std::string& text);

  std::map<InputKind, std::vector<CorpusFile>> files_ = {
      {InputKind::scenario, {}}, {InputKind::workload, {}}, {InputKind::replay, {}}};
  std::map<std::string, std::vector<std::string>> values_;
  std::map<std::string, std::vector<std::string>> keys_;
  std::vector<TablePart> tables_;  // of scenarios
};

}  // namespace drmsim::tests
