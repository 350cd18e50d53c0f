#include "tests/fuzz/mutate/corpus.h"

#include <algorithm>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/keys/sections.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;
using scenarios::KeyInfo;
using scenarios::Limits;

const std::vector<std::string>& strange_values() {
  static const std::vector<std::string> all = {"0",
                                               "1",
                                               "2",
                                               "64",
                                               "1000000",
                                               "4294967296",
                                               "9223372036854775807",
                                               "-1",
                                               "1.5",
                                               "1e300",
                                               "nan",
                                               "true",
                                               "false",
                                               "\"\"",
                                               "\"0ns\"",
                                               "\"1ns\"",
                                               "\"1ms\"",
                                               "\"1s\"",
                                               "\"1000000s\"",
                                               "\"inf\"",
                                               "\"forever\"",
                                               "\"0ns..1ms\"",
                                               "\"1ms..1000000s\"",
                                               "[]",
                                               "{}",
                                               "\"gfx\"",
                                               "[\"gfx\"]",
                                               "\"EIO\"",
                                               "{ min = 0 }",
                                               "1979-05-27"};
  return all;
}

std::vector<std::string> ends_of(const Limits& limits) {
  std::vector<std::string> values;
  if (limits.unit == Limits::Unit::real) {
    values = {std::to_string(limits.real_min), std::to_string(limits.real_max)};
  } else if (limits.unit == Limits::Unit::duration) {
    values = {scenarios::duration_text(limits.min), scenarios::duration_text(limits.max)};
    for (std::string& value : values) value = '"' + value + '"';
    values.emplace_back("\"1000001s\"");
  } else {
    values = {std::to_string(limits.min), std::to_string(limits.min + 1),
              std::to_string(limits.max), std::to_string(limits.max + 1)};
  }
  return values;
}

void add_once(std::vector<std::string>& values, const std::string& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

}  // namespace

void Corpus::add_declared_values() {
  for (const scenarios::SectionInfo* section : scenarios::all_sections()) {
    for (const KeyInfo& key : section->keys) {
      add_once(keys_[section->title], key.name);
      std::vector<std::string>& values = values_[key.name];
      if (key.type.type == "boolean") {
        for (const char* value : {"true", "false"}) add_once(values, value);
      }
      if (!key.type.limits.has_value()) continue;
      for (const std::string& value : ends_of(*key.type.limits)) add_once(values, value);
    }
  }
}

const std::vector<std::string>& Corpus::values(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() || found->second.empty() ? strange_values() : found->second;
}

const std::vector<std::string>& Corpus::keys(const std::string& header) const {
  static const std::vector<std::string> kNone;
  const auto found = keys_.find(header);
  return found == keys_.end() ? kNone : found->second;
}

void Corpus::learn(const std::string& text) {
  for (const TablePart& part : table_parts(text)) {
    tables_.push_back(part);
    for (const Assignment& at : assignments_in(part.text)) {
      add_once(values_[at.key], part.text.substr(at.value_begin, at.end - at.value_begin));
    }
  }
}

void Corpus::add_file(InputKind kind, const fs::path& path) {
  std::string text;
  try {
    text = scenarios::read_input_file(path);
  } catch (const scenarios::InputError&) {
    return;  // no text: of libFuzzer's
  }
  if (kind == InputKind::scenario) learn(text);
  files_[kind].push_back({path.string(), std::move(text)});
}

void Corpus::add_all_as(InputKind kind, const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) add_file(kind, path);
}

void Corpus::add(const fs::path& path) {
  std::vector<fs::path> paths = {path};
  if (fs::is_directory(path)) {
    paths.clear();
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& file : paths) {
    const std::string extension = file.extension().string();
    if (extension == ".toml") add_file(InputKind::scenario, file);
    if (extension == ".wsim") add_file(InputKind::workload, file);
  }
}

}  // namespace drmsim::tests
