#include "tools/cli/explore_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/cli/number_text.h"
#include "tools/cli/run_options.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"
#include "tools/cli/waits_json.h"

namespace drmsim::tools {
namespace {

using scenarios::CriticalChoice;
using scenarios::Failure;
using scenarios::ToldDeviation;

std::string deviation_text(const ToldDeviation& told) {
  return fmt::format("    choice {:<6} {:>9}  {}\n", told.choice, time_text(told.time_ns),
                     told.text);
}

std::string critical_text(const CriticalChoice& critical) {
  const ToldDeviation& other = critical.other;
  if (other.text.empty()) {
    return fmt::format("  inevitable from choice {} on: without that deviation it ends well\n",
                       other.choice);
  }
  return fmt::format("  inevitable from choice {} on; this would still have saved it:\n",
                     other.choice) +
         deviation_text(other);
}

nlohmann::ordered_json told_json(const ToldDeviation& told) {
  return {{"choice", told.choice}, {"time_ns", told.time_ns}, {"text", told.text}};
}

nlohmann::ordered_json situations_json(const scenarios::Situations& seen) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::uint32_t number : seen) {
    const auto situation = scenarios::Situation::from_number(number);
    list.push_back({{"job", scenarios::phase_name(situation.state)},
                    {"event", std::string(sim::schema_of(situation.event).name)},
                    {"recovery", scenarios::recovery_step_name(situation.step)}});
  }
  return list;
}

// One of the two is null.
nlohmann::ordered_json hazard_kind(const scenarios::ScheduleFailure& failure) {
  if (failure.unmet.has_value()) return nullptr;
  return std::string(sim::hazard_name(failure.hazard.kind));
}

nlohmann::ordered_json unmet_key(const scenarios::ScheduleFailure& failure) {
  if (!failure.unmet.has_value()) return nullptr;
  return failure.unmet->full_key();
}

nlohmann::ordered_json failure_json(const ExploredFailure& failure) {
  nlohmann::ordered_json deviations = nlohmann::ordered_json::array();
  for (const ToldDeviation& told : failure.story.deviations) deviations.push_back(told_json(told));
  nlohmann::ordered_json json{{"identity", failure.found.identity},
                              {"hazard", hazard_kind(failure.story.failure)},
                              {"unmet", unmet_key(failure.story.failure)},
                              {"message", failure.story.failure.message()},
                              {"life", failure.story.failure.hazard.story},
                              {"schedule", failure.found.schedule},
                              {"times", failure.found.times},
                              {"seed", failure.found.seed},
                              {"deviations_found", failure.found.deviations.size()},
                              {"deviations", std::move(deviations)},
                              {"replay", failure.replay_file}};
  if (!failure.not_written.empty()) json["not_written"] = failure.not_written;
  if (!failure.not_explained.empty()) json["not_explained"] = failure.not_explained;
  if (!failure.story.failure.hazard.waits.empty())
    json["waits"] = waits_json(failure.story.failure.hazard.waits);
  if (failure.story.critical.has_value()) {
    json["critical"] = told_json(failure.story.critical->other);
  }
  return json;
}

std::string headline(const scenarios::ScheduleFailure& failure, const TextStyle& style) {
  if (failure.unmet.has_value()) {
    return fmt::format("{} {}", style.red("unmet"), style.bold(failure.unmet->full_key()));
  }
  return fmt::format("{} {} at {} in {}", style.red("hazard"),
                     style.bold(sim::hazard_name(failure.hazard.kind)),
                     time_text(failure.hazard.time_ns), failure.hazard.context);
}

// "after 12 schedules, in 3 of 10,000"
std::string frequency(const Failure& found, std::uint64_t schedules) {
  if (found.schedule == 0 && schedules == 0) return "in the plain run";
  if (found.schedule != 0 && found.times == 0) {
    return "seen when the search was cut short";
  }
  const std::string times =
      fmt::format("in {} of {}", count_text(found.times), plural_text(schedules, "schedule"));
  if (found.schedule == 0) return "in the plain run, and " + times;
  return fmt::format("after {}, {}", plural_text(found.schedule, "schedule"), times);
}

std::string crash_text(const ExploreOutcome& outcome, const scenarios::Crash& crash,
                       const TextStyle& style) {
  const std::string where =
      crash.schedule == 0
          ? "the plain run"
          : fmt::format("schedule {} (its seed is {})", count_text(crash.schedule), crash.seed);
  return fmt::format("{}: {} ends its process, twice: {}\n  to repeat: {}\n", style.red("crash"),
                     where, crash.how, outcome.repeat_command);
}

}  // namespace

std::string failure_text(const ExploredFailure& failure, std::uint64_t schedules,
                         const TextStyle& style) {
  const scenarios::ScheduleFailure& told = failure.story.failure;
  std::string text =
      fmt::format("\n{}: {}\n", headline(told, style), frequency(failure.found, schedules));
  text += wrapped(told.message(), 2);
  for (const std::string& line : told.hazard.story) text += "    " + printable(line) + "\n";
  if (!failure.not_explained.empty()) {
    text += fmt::format("  neither shrunk nor explained: {}\n", printable(failure.not_explained));
  } else if (failure.story.deviations.empty()) {
    text += "  the plain run, too, ends so: no choice needs to differ\n";
  } else {
    text += fmt::format(
        "  {} of {} {} from the plain run (found with {}, shrunk in {}):\n",
        plural_text(failure.story.deviations.size(), "choice"), count_text(failure.story.choices),
        failure.story.deviations.size() == 1 ? "differs" : "differ",
        count_text(failure.found.deviations.size()), plural_text(failure.shrunk.runs, "run"));
    for (const ToldDeviation& told : failure.story.deviations) text += deviation_text(told);
    if (failure.story.critical.has_value()) text += critical_text(*failure.story.critical);
  }
  if (!failure.not_written.empty()) {
    const bool is_there = !failure.replay_file.empty();
    text += (is_there ? "  only as it was found: " : "  not to be repeated: ") +
            printable(failure.not_written) + "\n";
    if (!is_there) return text;
  }
  const std::string file = path_word(failure.replay_file);
  text += fmt::format("  repeat:           drmsim replay {}\n", file);
  text += fmt::format("  with its events:  drmsim replay {} --events -\n", file);
  return text;
}

std::string coverage_text(const scenarios::Situations& seen, const TextStyle& style) {
  using scenarios::JobState;
  using scenarios::RecoveryStep;
  using scenarios::Situation;
  TextTable table({"event", "recovery", "queued", "running", "completed", "finished"});
  for (const sim::EventKind event : scenarios::Coverage::events()) {
    for (std::size_t step = 0; step < scenarios::kRecoverySteps; ++step) {
      const auto recovery = static_cast<RecoveryStep>(step);
      std::vector<std::string> cells{std::string(sim::schema_of(event).name),
                                     scenarios::recovery_step_name(recovery)};
      bool any = false;
      for (std::size_t state = 0; state < scenarios::kJobStates; ++state) {
        const bool was_seen =
            seen.count(Situation{static_cast<JobState>(state), event, recovery}.number()) != 0;
        any = any || was_seen;
        cells.emplace_back(was_seen ? "seen" : "-");
      }
      if (any) table.add(std::move(cells));
    }
  }
  return "\njobs in which state have met which event, in which step of their ring's recovery:\n" +
         (seen.empty() ? "  none\n" : table.text(style));
}

std::string explore_text(const ExploreOutcome& outcome, const TextStyle& style) {
  const scenarios::Exploration& explored = outcome.exploration;
  const auto schedules = static_cast<double>(explored.schedules);
  std::string text = fmt::format(
      "{}: {}, {} in {} ({}/s), {}, {} each\n", printable_word(outcome.scenario), outcome.strategy,
      plural_text(explored.schedules, "schedule"), seconds_text(outcome.wall_seconds),
      rate_text(schedules / outcome.wall_seconds),
      plural_text(explored.outcomes.size(), "distinct outcome"),
      plural_text(explored.choices / std::max<std::uint64_t>(explored.schedules, 1), "choice"));
  if (explored.endless != 0) {
    text += fmt::format(
        "{} stopped at a limit (`max_steps`, or the end of virtual time), and not judged\n",
        explored.endless == 1 ? "1 schedule was"
                              : count_text(explored.endless) + " schedules were");
  }
  if (outcome.failures.empty() && explored.crashes.empty()) {
    text += style.green("no failure") + (explored.complete ? "\n" : "; the search was cut short\n");
  } else if (explored.stopped || explored.out_of_time) {
    text += "the search was cut short\n";
  }
  for (const scenarios::Crash& crash : explored.crashes) text += crash_text(outcome, crash, style);
  for (const KnownFailure& known : outcome.known) {
    text += fmt::format("{} {}: {}, {}\n", style.yellow("known"), known.entry, known.found.identity,
                        frequency(known.found, explored.schedules));
  }
  for (const ExploredFailure& failure : outcome.failures)
    text += failure_text(failure, explored.schedules, style);
  if (outcome.with_coverage) text += coverage_text(explored.situations, style);
  return text;
}

std::string explore_json(const ExploreOutcome& outcome) {
  nlohmann::ordered_json failures = nlohmann::ordered_json::array();
  for (const ExploredFailure& failure : outcome.failures) {
    failures.push_back(failure_json(failure));
  }
  nlohmann::ordered_json known = nlohmann::ordered_json::array();
  for (const KnownFailure& failure : outcome.known) {
    known.push_back({{"entry", failure.entry},
                     {"identity", failure.found.identity},
                     {"schedule", failure.found.schedule},
                     {"times", failure.found.times}});
  }
  const scenarios::Exploration& explored = outcome.exploration;
  nlohmann::ordered_json crashes = nlohmann::ordered_json::array();
  for (const scenarios::Crash& crash : explored.crashes) {
    crashes.push_back({{"schedule", crash.schedule}, {"seed", crash.seed}, {"how", crash.how}});
  }
  const nlohmann::ordered_json json{{"scenario", outcome.scenario},
                                    {"strategy", outcome.strategy},
                                    {"schedules", explored.schedules},
                                    {"complete", explored.complete},
                                    {"choices", explored.choices},
                                    {"endless", explored.endless},
                                    {"outcomes", explored.outcomes.size()},
                                    {"wall_seconds", outcome.wall_seconds},
                                    {"situations", situations_json(explored.situations)},
                                    {"interrupted", explored.stopped},
                                    {"failures", std::move(failures)},
                                    {"known", std::move(known)},
                                    {"crashes", std::move(crashes)}};
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
