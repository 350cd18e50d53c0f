#include "tools/cli/path_rules.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_table.h"
#include "tools/cli/output_file.h"
#include "tools/cli/run_arguments.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& path) {
  return !path.empty() && path != kStandardOutput;
}

// A pipe, /dev/null: several may write to it.
bool is_replaced(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

bool same_file(const std::string& a, const std::string& b) {
  if (!is_path(a) || !is_path(b) || !is_replaced(a) || !is_replaced(b)) return false;
  std::error_code error;
  if (fs::equivalent(a, b, error) && !error) return true;
  const fs::path one = fs::weakly_canonical(fs::absolute(a), error);
  const fs::path other = fs::weakly_canonical(fs::absolute(b), error);
  return one == other;
}

// The inputs, and the files that scenarios among them include. What cannot be read is reported when
// it is read in earnest.
std::vector<std::string> with_included(const std::vector<std::string>& inputs) {
  std::vector<std::string> all = inputs;
  for (const std::string& input : inputs) {
    std::error_code error;
    if (fs::path(input).extension() != ".toml" || !fs::is_regular_file(input, error)) continue;
    try {
      const scenarios::ScenarioTable table = scenarios::load_scenario_table(input);
      all.insert(all.end(), table.included.names.begin(), table.included.names.end());
    } catch (const scenarios::InputError&) {
    }
  }
  return all;
}

bool holds_something_else(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return false;
  std::ifstream in(path, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return !fs::is_regular_file(path, error) || there != text;
}

}  // namespace

void check_outputs(const std::vector<std::string>& inputs,
                   const std::vector<std::string>& outputs) {
  if (std::none_of(outputs.begin(), outputs.end(), is_path)) return;
  const std::vector<std::string> all_inputs = with_included(inputs);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (const std::string& input : all_inputs) {
      if (!same_file(outputs[i], input)) continue;
      throw OutputError("cannot write " + outputs[i] + ": it is an input of this command");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_file(outputs[i], outputs[j])) continue;
      throw OutputError("cannot write " + outputs[i] + ": another output goes there");
    }
  }
}

void check_folder(const std::string& folder) {
  fs::path at = fs::absolute(folder.empty() ? "." : folder).lexically_normal();
  std::error_code error;
  while (!fs::exists(at, error) && at.has_relative_path()) at = at.parent_path();
  if (!fs::is_directory(at, error)) {
    throw OutputError("cannot write to " + folder + ": " + at.string() + " is no folder");
  }
  if (access(at.c_str(), W_OK | X_OK) != 0) {
    throw OutputError("cannot write to " + folder + ": " + std::strerror(errno));
  }
}

std::string write_beside_others(const std::string& folder, const std::string& stem,
                                const std::string& text) {
  std::error_code ignored;  // what matters is whether the file can be written
  fs::create_directories(folder, ignored);
  fs::path path = fs::path(folder) / (stem + ".toml");
  for (unsigned number = 2; holds_something_else(path, text); ++number) {
    path = fs::path(folder) / fmt::format("{}-{}.toml", stem, number);
  }
  OutputFile file(path.string());
  file.stream() << text;
  file.commit();
  return path.string();
}

}  // namespace drmsim::tools
