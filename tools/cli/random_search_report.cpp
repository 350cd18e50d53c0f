#include "tools/cli/random_search_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/cli/explore_report.h"
#include "tools/cli/number_text.h"
#include "tools/cli/run_options.h"

namespace drmsim::tools {
namespace {

std::string frequency(const RandomFinding& finding) {
  return fmt::format("in {}, {}", plural_text(finding.scenarios, "scenario"),
                     plural_text(finding.schedules, "schedule"));
}

// That were run to find it: in the small scenario, or in the first.
std::uint64_t schedules_of(const RandomFinding& finding) {
  return finding.failure.not_explained.empty() ? finding.failure.shrunk.failure.schedule
                                               : finding.failure.found.schedule;
}

}  // namespace

bool RandomOutcome::is_clean() const {
  return crashes.empty() &&
         std::all_of(findings.begin(), findings.end(),
                     [](const RandomFinding& finding) { return !finding.entry.empty(); });
}

std::string random_text(const RandomOutcome& outcome, const TextStyle& style) {
  std::string text =
      fmt::format("{} on {}: {} in {} ({}/s), {} drawn again\n",
                  plural_text(outcome.scenarios, "scenario"), outcome.scheduler,
                  plural_text(outcome.schedules, "schedule"), seconds_text(outcome.wall_seconds),
                  rate_text(static_cast<double>(outcome.schedules) / outcome.wall_seconds),
                  count_text(outcome.redrawn));
  for (const RandomFinding& finding : outcome.findings) {
    if (finding.entry.empty()) continue;
    text += fmt::format("{} {}: {}, {}\n", style.yellow("known"), finding.entry,
                        finding.failure.found.identity, frequency(finding));
  }
  for (const auto& [how, times] : outcome.crashes) {
    text += fmt::format("{} {}: {}, first in {}\n", style.red("crash"), how,
                        plural_text(times, "scenario"), outcome.first_crash.at(how));
  }
  for (const RandomFinding& finding : outcome.findings) {
    if (!finding.entry.empty()) continue;
    if (!finding.was_made_small() && finding.failure.not_explained.empty()) {
      text += fmt::format("\n{} {}, {}, first of seed {}\n", style.red("also"),
                          finding.failure.found.identity, frequency(finding), finding.seed);
      continue;
    }
    text += failure_text(finding.failure, schedules_of(finding), style);
    text += fmt::format("  {}: {}, first of seed {}\n", finding.failure.found.identity,
                        frequency(finding), finding.seed);
    if (finding.scenario_file.empty()) continue;
    text += fmt::format("  made small:       {}\n", shell_word(finding.scenario_file));
  }
  if (outcome.interrupted) text += "interrupted\n";
  if (outcome.is_clean()) text += style.green("nothing new") + "\n";
  return text;
}

std::string random_json(const RandomOutcome& outcome) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const RandomFinding& finding : outcome.findings) {
    findings.push_back({{"identity", finding.failure.found.identity},
                        {"known", finding.entry},
                        {"message", finding.failure.found.message()},
                        {"scenarios", finding.scenarios},
                        {"schedules", finding.schedules},
                        {"seed", finding.seed},
                        {"scenario", finding.scenario_file},
                        {"replay", finding.failure.replay_file}});
  }
  nlohmann::ordered_json crashes = nlohmann::ordered_json::array();
  for (const auto& [how, times] : outcome.crashes) {
    crashes.push_back({{"how", how}, {"scenarios", times}, {"first", outcome.first_crash.at(how)}});
  }
  const nlohmann::ordered_json json{
      {"scheduler", outcome.scheduler},       {"scenarios", outcome.scenarios},
      {"schedules", outcome.schedules},       {"redrawn", outcome.redrawn},
      {"wall_seconds", outcome.wall_seconds}, {"crashes", std::move(crashes)},
      {"interrupted", outcome.interrupted},   {"findings", std::move(findings)}};
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
