#include "tools/cli/bug_table.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/machine/extensions.h"

namespace drmsim::tools {
namespace {

using scenarios::BugCheckOptions;
using scenarios::ScenarioSpec;

enum class Found { yes, no, cannot_run, not_built, stopped };

// "kernel:6.12" comes after "kernel:6.1", and after "kernel:6.9".
std::pair<int, int> version_of(const std::string& scheduler) {
  std::pair<int, int> version{0, 0};
  const char* const end = scheduler.data() + scheduler.size();
  const char* begin = scheduler.data() + scheduler.find(':') + 1;
  begin = std::from_chars(begin, end, version.first).ptr;
  if (begin != end) std::from_chars(begin + 1, end, version.second);
  return version;
}

bool is_built(const std::string& scheduler) {
  return scenarios::Extensions::of_program().schedulers.find(scheduler) != nullptr;
}

bool says_present(const ScenarioSpec& spec, const std::string& scheduler) {
  return std::any_of(spec.bug.present.begin(), spec.bug.present.end(),
                     [&](const scenarios::NameRef& name) { return name.name == scheduler; });
}

// reason: why it cannot be run.
Found look(const ScenarioSpec& spec, const std::string& scheduler, BugCheckOptions options,
           std::string& reason) {
  if (!is_built(scheduler)) return Found::not_built;
  options.machine.scheduler = scheduler;
  try {
    const std::optional<bool> shown = scenarios::shows_bug(spec, options);
    return !shown.has_value() ? Found::stopped : *shown ? Found::yes : Found::no;
  } catch (const scenarios::InputError& error) {
    reason = error.what();
    return Found::cannot_run;
  }
}

// What is absent was mended, if an older release has it.
std::string cell(const std::vector<Found>& row, std::size_t column) {
  switch (row[column]) {
    case Found::yes:
      return "present";
    case Found::cannot_run:
      return "-";
    case Found::not_built:
      return "?";
    case Found::no:
    case Found::stopped:
      break;
  }
  const auto here = row.begin() + static_cast<std::ptrdiff_t>(column);
  return std::find(row.begin(), here, Found::yes) != here ? "mended" : "not yet";
}

std::string row_text(const ScenarioSpec& spec, const std::vector<Found>& row) {
  std::string text =
      fmt::format("| {} | `{}` |", spec.bug.id, std::filesystem::path(spec.file).stem().string());
  for (std::size_t i = 0; i < row.size(); ++i) text += " " + cell(row, i) + " |";
  return text + "\n";
}

}  // namespace

std::vector<std::string> releases_spoken_of(const std::vector<ScenarioSpec>& bugs) {
  std::set<std::string> names;
  for (const ScenarioSpec& spec : bugs) {
    for (const scenarios::NameRef& name : spec.bug.present) names.insert(name.name);
  }
  std::vector<std::string> releases(names.begin(), names.end());
  std::sort(releases.begin(), releases.end(), [](const std::string& a, const std::string& b) {
    return version_of(a) < version_of(b);
  });
  return releases;
}

BugTable bug_table(const std::vector<ScenarioSpec>& bugs, const BugCheckOptions& options,
                   const std::function<void(const ScenarioSpec&, std::size_t)>& progress) {
  const std::vector<std::string> releases = releases_spoken_of(bugs);
  BugTable table;
  std::string rule = "| --- | --- |";
  table.text = "| Entry | File |";
  for (const std::string& release : releases) {
    table.text += " " + release.substr(release.find(':') + 1) + " |";
    rule += " --- |";
  }
  table.text += "\n" + rule + "\n";
  for (const ScenarioSpec& spec : bugs) {
    if (progress) progress(spec, table.rows + 1);
    std::vector<Found> row;
    for (const std::string& release : releases) {
      std::string reason;
      row.push_back(look(spec, release, options, reason));
      if (row.back() == Found::stopped) return table;
      const bool found = row.back() == Found::yes;
      if (row.back() == Found::not_built || found == says_present(spec, release)) continue;
      table.surprises.push_back(fmt::format("{}: {} {}{}", spec.file, release,
                                            found ? "has it" : "does not show it",
                                            reason.empty() ? "" : " (" + reason + ")"));
    }
    table.text += row_text(spec, row);
    ++table.rows;
  }
  return table;
}

}  // namespace drmsim::tools
