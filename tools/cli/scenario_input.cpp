#include "tools/cli/scenario_input.h"

#include <algorithm>
#include <filesystem>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/utf8.h"
#include "tools/explore/replay_file.h"

namespace drmsim::tools {
namespace {

constexpr std::size_t kStemMax = 200;  // bytes; a name of a file has 255, and more is added
constexpr const char* kExpected = "a scenario (.toml)";

}  // namespace

namespace fs = std::filesystem;

InputKind kind_of(const std::string& file) {
  const std::string ending = fs::path(file).extension().string();
  if (file == scenarios::kStandardInput || ending == ".toml") return InputKind::scenario;
  if (ending == ".wsim") return InputKind::workload;
  return InputKind::unknown;
}

std::string stem_of(const std::string& file) {
  std::string stem = file == scenarios::kStandardInput ? "stdin" : fs::path(file).stem().string();
  const bool is_utf8 = scenarios::as_utf8(stem) == stem;
  std::replace_if(
      stem.begin(), stem.end(),
      [is_utf8](unsigned char c) { return c < 0x20 || c == 0x7f || (c >= 0x80 && !is_utf8); }, '_');
  if (stem.size() <= kStemMax) return stem;
  std::size_t end = kStemMax;
  while ((static_cast<unsigned char>(stem[end]) & 0xc0) == 0x80) --end;  // not inside a letter
  return stem.substr(0, end);
}

void refuse_kind(const std::string& file, const std::string& expected) {
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  std::string message = "unknown kind of file; expected " + expected;
  if (kind_of(file) == InputKind::workload) message = "is a workload; expected " + expected;
  if (fs::is_directory(status)) message = "is a directory; expected a file";
  if (!fs::exists(status)) message = scenarios::kNoSuchFile;
  throw scenarios::InputError(scenarios::Diagnostic{file, 0, 0, message});
}

ScenarioInput load_input(const std::string& file, const scenarios::ScenarioOverrides& overrides) {
  const fs::path path(file);
  if (kind_of(file) != InputKind::scenario) refuse_kind(file, kExpected);
  ScenarioInput input;
  input.own_text = scenarios::read_input_file(path);
  input.table = scenarios::parse_scenario_table(input.own_text, file, path.parent_path());
  if (scenarios::is_replay(input.table.root)) {
    throw scenarios::InputError(scenarios::Diagnostic{
        file, 0, 0, "is a replay file, which `drmsim replay` runs; expected a scenario"});
  }
  input.spec = scenarios::read_scenario(input.table);
  scenarios::apply_overrides(overrides, input.spec);
  return input;
}

ScenarioInput parse_input(const std::string& text, const std::string& file,
                          const scenarios::ScenarioOverrides& overrides) {
  ScenarioInput input;
  input.own_text = text;
  if (kind_of(file) != InputKind::scenario) refuse_kind(file, kExpected);
  input.spec = scenarios::parse_scenario(text, file);
  scenarios::apply_overrides(overrides, input.spec);
  return input;
}

}  // namespace drmsim::tools
