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
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_table.h"
#include "sched/kernel/kernels.h"
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
  return behind_links(fs::absolute(a)) == behind_links(fs::absolute(b));
}

// The process's own, by name: what they lead to may be a pipe.
constexpr const char* kInputByPath = "/dev/stdin";
constexpr const char* kOutputByPath = "/dev/stdout";
constexpr const char* kMessagesByPath = "/dev/stderr";

// Only a file is lost if another takes its place.
bool is_file_of(const std::string& path, const char* stream) {
  std::error_code error;
  return fs::is_regular_file(stream, error) && same_file(path, stream);
}

// The inputs, and the files that scenarios among them include. What cannot be read is reported when
// it is read in earnest.
std::vector<std::string> with_included(const std::vector<std::string>& inputs) {
  std::vector<std::string> all = inputs;
  for (const std::string& input : inputs) {
    std::error_code error;
    const bool is_stdin = input == scenarios::kStandardInput;
    if (is_stdin) all.emplace_back(kInputByPath);
    const bool is_scenario =
        fs::path(input).extension() == ".toml" && fs::is_regular_file(input, error);
    if (!is_stdin && !is_scenario) continue;
    try {
      const scenarios::ScenarioTable table = scenarios::load_scenario_table(input);
      all.insert(all.end(), table.included.names.begin(), table.included.names.end());
    } catch (const scenarios::InputError&) {
    }
  }
  return all;
}

// A kernel that was built is the input of whoever runs on it.
bool is_in_kernel(const std::string& path) {
  if (!is_path(path)) return false;
  const fs::path folder = behind_links(fs::absolute(path)).parent_path();
  const std::vector<kernel::KernelInfo> kernels = kernel::kernels_found();
  return std::any_of(kernels.begin(), kernels.end(), [&folder](const kernel::KernelInfo& kernel) {
    std::error_code error;
    return fs::equivalent(folder, kernel.folder, error);
  });
}

bool holds_something_else(const fs::path& path, const std::string& text) {
  std::error_code error;
  if (is_being_written(path)) return true;
  if (!fs::exists(fs::symlink_status(path, error))) return false;
  // Anything else may have no end, or wait for somebody to write to it.
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) != text.size()) return true;
  std::ifstream in(path, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return there != text;
}

}  // namespace

std::string output_path(const std::string& word) {
  std::error_code error;
  const fs::path own = fs::canonical("/proc/self/fd", error) / "1";
  fs::path path = word;
  for (int links = 0; links < 8; ++links) {
    const fs::path whole = fs::absolute(path, error);  // there is none of an empty word
    const fs::path folder = error ? fs::path() : fs::canonical(whole.parent_path(), error);
    if (error) return word;
    path = folder / path.filename();
    if (path == own) return kStandardOutput;
    const fs::path next = fs::read_symlink(path, error);
    if (error) return word;
    path = folder / next;
  }
  return word;
}

void check_outputs(const std::vector<std::string>& inputs,
                   const std::vector<std::string>& outputs) {
  if (std::none_of(outputs.begin(), outputs.end(), is_path)) return;
  const std::vector<std::string> all_inputs = with_included(inputs);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (const std::string& input : all_inputs) {
      if (!same_file(outputs[i], input)) continue;
      throw OutputError("cannot write " + outputs[i] + ": it is an input of this command");
    }
    if (is_file_of(outputs[i], kOutputByPath) || is_file_of(outputs[i], kMessagesByPath)) {
      throw OutputError("cannot write " + outputs[i] + ": this command prints to it");
    }
    if (is_in_kernel(outputs[i])) {
      throw OutputError("cannot write " + outputs[i] + ": a kernel that was built is there");
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
