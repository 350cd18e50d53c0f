#include "tools/cli/compare_report.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/cli/identity_json.h"
#include "tools/cli/number_text.h"
#include "tools/cli/run_options.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

using CompareJson = nlohmann::ordered_json;

std::uint64_t lines_of(const std::vector<CompareOutcome>& outcomes) {
  std::uint64_t lines = 0;
  for (const CompareOutcome& outcome : outcomes) lines += outcome.lines;
  return lines;
}

std::ptrdiff_t divergent(const std::vector<CompareOutcome>& outcomes) {
  return std::count_if(outcomes.begin(), outcomes.end(), [](const CompareOutcome& outcome) {
    return outcome.divergence.has_value() || !outcome.failure.empty();
  });
}

bool is_cut(const CompareOutcome& outcome) {
  return outcome.equivalent() && !outcome.cut.empty();
}

CompareJson json_of(const CompareOutcome& outcome, const SchedulerNames& schedulers) {
  CompareJson json = {{"input", outcome.input}, {"failure", outcome.failure}};
  if (const auto& divergence = outcome.divergence) {
    json["line"] = divergence->line;
    json["before"] = divergence->before;
    json["first"] = divergence->first;
    json["second"] = divergence->second;
  }
  if (!outcome.shrunk_file.empty()) {
    json["shrunk_file"] = outcome.shrunk_file;
    json["repeat_command"] = compare_again(outcome.shrunk_file, schedulers);
  }
  return json;
}

}  // namespace

std::string compare_again(const std::string& file, const SchedulerNames& schedulers) {
  return fmt::format("drmsim compare {} --schedulers {},{}", shell_word(file), schedulers.first,
                     schedulers.second);
}

std::string compare_text(const CompareOutcome& outcome, const SchedulerNames& schedulers,
                         const TextStyle& style) {
  if (outcome.equivalent()) {
    const std::string rest =
        outcome.cut.empty() ? ""
                            : fmt::format("; cut at {}: what follows is not compared", outcome.cut);
    return fmt::format("{}: {}, {}{}\n", printable_word(outcome.input), style.green("equivalent"),
                       plural_text(outcome.lines, "line"), rest);
  }
  std::string text = fmt::format("{}: {}", printable_word(outcome.input), style.red("divergence"));
  if (!outcome.failure.empty()) return text + ": " + printable(outcome.failure) + "\n";
  const scenarios::Divergence& divergence = *outcome.divergence;
  text +=
      divergence.line == 0 ? " of the results\n" : fmt::format(" at line {}\n", divergence.line);
  text += divergence_text(divergence, schedulers.first, schedulers.second);
  if (!outcome.shrunk_file.empty()) {
    text += "  smallest: " + compare_again(outcome.shrunk_file, schedulers) + "\n";
  } else if (!outcome.shrink_mistake.empty()) {
    text += "  not shrunk: " + printable(outcome.shrink_mistake) + "\n";
  } else if (!outcome.not_written.empty()) {
    text += "  the smallest is lost: " + printable(outcome.not_written) + "\n";
  }
  return text;
}

std::string compare_summary(const std::vector<CompareOutcome>& outcomes,
                            const SchedulerNames& schedulers, const TextStyle& style) {
  const std::ptrdiff_t count = divergent(outcomes);
  const auto refused = static_cast<std::size_t>(
      std::count_if(outcomes.begin(), outcomes.end(),
                    [](const CompareOutcome& outcome) { return !outcome.mistake.empty(); }));
  std::string verdict = style.green("equivalent");
  if (count > 0) verdict = style.red(fmt::format("{} diverge{}", count, count == 1 ? "s" : ""));
  if (refused == outcomes.size() && refused > 0) verdict = style.red("nothing to compare");
  const std::ptrdiff_t cut = std::count_if(outcomes.begin(), outcomes.end(), is_cut);
  if (cut > 0) verdict += fmt::format("; {} not to the end", cut);
  return fmt::format("{} and {}: {} of {} compared, {}\n", schedulers.first, schedulers.second,
                     plural_text(outcomes.size() - refused, "scenario"),
                     plural_text(lines_of(outcomes), "line"), verdict);
}

std::string compare_json(const std::vector<CompareOutcome>& outcomes,
                         const SchedulerNames& schedulers, bool interrupted) {
  CompareJson cut = CompareJson::array();
  CompareJson divergences = CompareJson::array();
  CompareJson mistakes = CompareJson::array();
  for (const CompareOutcome& outcome : outcomes) {
    if (!outcome.mistake.empty()) {
      mistakes.push_back({{"input", outcome.input}, {"message", outcome.mistake}});
    } else if (!outcome.equivalent()) {
      divergences.push_back(json_of(outcome, schedulers));
    } else if (is_cut(outcome)) {
      cut.push_back({{"input", outcome.input}, {"at", outcome.cut}});
    }
  }
  const CompareJson json = {{"drmsim", identity_json()},
                            {"schedulers", {schedulers.first, schedulers.second}},
                            {"scenarios", outcomes.size()},
                            {"lines", lines_of(outcomes)},
                            {"interrupted", interrupted},
                            {"equivalent", divergences.empty() && mistakes.empty()},
                            {"cut", cut},
                            {"divergences", divergences},
                            {"mistakes", mistakes}};
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
