#include "tools/cli/scenario_catalogue.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/suggest.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

bool is_scenario_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "timing", error) || fs::is_directory(folder / "recovery", error);
}

}  // namespace

std::optional<fs::path> scenario_folder(const fs::path& program) {
  const fs::path installed = program.parent_path().parent_path() / "share/drmsim/scenarios/files";
  if (is_scenario_folder(installed)) return installed;
  for (fs::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (is_scenario_folder(folder / "scenarios/files")) return folder / "scenarios/files";
  }
  const fs::path source = fs::path(DRMSIM_SCENARIO_SOURCE_DIR);
  if (is_scenario_folder(source)) return source;
  return std::nullopt;
}

std::optional<fs::path> scenario_folder() {
  std::error_code error;
  return scenario_folder(fs::read_symlink("/proc/self/exe", error));
}

std::vector<fs::path> scenario_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path kind = entry.path().extension();
    if (entry.is_regular_file() && (kind == ".toml" || kind == ".wsim")) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string path_of_named(const std::string& word) {
  std::error_code error;
  const fs::path name(word);
  if (word.empty() || name.has_extension() || fs::exists(name, error)) return word;
  const std::optional<fs::path> folder = scenario_folder();
  if (!folder.has_value()) return word;
  std::vector<std::string> found;
  for (const fs::path& file : scenario_files(*folder)) {
    fs::path named = fs::relative(file, *folder, error);
    named.replace_extension();
    if (named == name || named.filename() == name) found.push_back(fs::proximate(file).string());
  }
  if (found.size() > 1) {
    throw scenarios::InputError(scenarios::Diagnostic{
        word, 0, 0, fmt::format("several scenarios have that name: {}", fmt::join(found, ", "))});
  }
  return found.empty() ? word : found.front();
}

std::string shipped_known_failures_file() {
  const std::optional<fs::path> folder = scenario_folder();
  return folder.has_value() ? (*folder / "known_failures.txt").string() : "";
}

scenarios::KnownFailures shipped_known_failures() {
  const std::string file = shipped_known_failures_file();
  if (file.empty()) return {};
  return scenarios::KnownFailures::load(file);
}

std::string meant_instead(const scenarios::InputError& error) {
  const scenarios::Diagnostic& first = error.diagnostics().front();
  const std::optional<fs::path> folder = scenario_folder();
  if (first.message != scenarios::kNoSuchFile || !folder.has_value()) return "";
  const std::vector<fs::path> files = scenario_files(*folder);
  std::vector<std::string> stems;
  for (const fs::path& file : files) stems.push_back(file.stem().string());
  const auto nearest = scenarios::closest(fs::path(first.file).stem().string(), stems);
  if (!nearest.has_value()) return "";
  const auto found = std::find(stems.begin(), stems.end(), *nearest);
  return "did you mean " +
         fs::proximate(files[static_cast<std::size_t>(found - stems.begin())]).string() + "?\n";
}

}  // namespace drmsim::tools
