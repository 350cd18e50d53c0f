#include "tools/cli/bugs_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/json_text.h"
#include "tools/cli/bug_table.h"
#include "tools/cli/command_line.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/number_text.h"
#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"
#include "tools/parallel/work_units.h"

namespace drmsim::tools {
namespace {

using scenarios::BugResult;
using scenarios::ScenarioSpec;

// The bugs among the files; a file that is named must be one. Of all files, those that concern the
// scheduler.
std::vector<ScenarioSpec> bugs_of(const std::vector<std::string>& named,
                                  const std::string& scheduler) {
  std::vector<ScenarioSpec> bugs;
  for (const std::string& file : named) {
    ScenarioSpec spec = load_input(file).spec;
    if (!spec.bug.given()) {
      throw scenarios::InputError(scenarios::Diagnostic{
          file, 0, 0, "has no [bug]; expected a file that says which bug it shows"});
    }
    bugs.push_back(std::move(spec));
  }
  if (!named.empty()) return bugs;
  const auto folder = scenario_folder();
  if (!folder.has_value()) return bugs;
  for (const std::filesystem::path& path : scenario_files(*folder)) {
    if (path.extension() != ".toml") continue;
    ScenarioSpec spec = load_input(path.string()).spec;
    if (spec.bug.given() && scenarios::concerns(spec, scheduler)) bugs.push_back(std::move(spec));
  }
  return bugs;
}

// All that is read to check them.
std::vector<std::string> inputs_of(const std::vector<ScenarioSpec>& bugs) {
  std::vector<std::string> inputs{shipped_known_failures_file()};
  for (const ScenarioSpec& spec : bugs) {
    inputs.push_back(spec.file);
    inputs.push_back(scenarios::twin_file(spec));
  }
  return inputs;
}

std::string found_text(const BugResult& result) {
  if (result.schedules.empty()) return "never";
  const std::string median = count_text(result.median());
  const std::string worst = count_text(result.schedules.back());
  return result.missed == 0 ? fmt::format("{} ({})", median, worst)
                            : fmt::format("{}, missed {}x", median, result.missed);
}

std::string repaired_text(const BugResult& result) {
  if (!result.repair_tried) return "-";
  if (result.repaired_failures.empty()) return "clean";
  return result.repaired_failures.front().identity;
}

std::string table_of(const std::vector<BugResult>& results, const TextStyle& style) {
  TextTable table({"bug", "file", "hazard", "schedules (worst)", "repaired"});
  for (const BugResult& result : results) {
    table.add(
        {result.id, printable_word(std::filesystem::path(result.file).stem().string()),
         result.schedules.empty() ? "" : std::string(sim::hazard_name(result.found.hazard.kind)),
         found_text(result), repaired_text(result)});
  }
  return table.text(style);
}

std::string bugs_json(const std::vector<BugResult>& results, bool interrupted) {
  nlohmann::ordered_json bugs = nlohmann::ordered_json::array();
  for (const BugResult& result : results) {
    nlohmann::ordered_json false_reports = nlohmann::ordered_json::array();
    for (const scenarios::Failure& failure : result.repaired_failures) {
      false_reports.push_back(failure.identity);
    }
    bugs.push_back({{"id", result.id},
                    {"file", result.file},
                    {"identity", result.found.identity},
                    {"schedules", result.schedules},
                    {"missed", result.missed},
                    {"must_be_found", result.must_be_found},
                    {"crash", result.crash},
                    {"repaired_schedules", result.repaired_schedules},
                    {"repaired_hazards", std::move(false_reports)}});
  }
  const nlohmann::ordered_json json{{"interrupted", interrupted}, {"bugs", std::move(bugs)}};
  return scenarios::json_text(json, 2) + "\n";
}

std::string problem_text(const BugResult& result, const BugsArguments& arguments) {
  if (result.as_should_be()) return "";
  const scenarios::SearchOptions& search = arguments.check.search;
  const std::string scheduler =
      arguments.scheduler.empty() ? "" : " --scheduler " + shell_word(arguments.scheduler);
  return fmt::format(
      "{}: {}; to repeat: drmsim bugs {}{} --strategy {} --schedules {} --seed {} --seeds {}\n",
      printable_word(result.file),
      !result.crash.empty()                           ? "a run ended its process"
      : result.missed != 0 && result.must_be_found    ? "missed"
      : result.found_at_all() && !result.may_be_found ? "found, against what `present` says"
                                                      : "the repaired scenario has a hazard",
      shell_word(result.file), scheduler, search.strategy, search.schedules, search.seed,
      arguments.check.seeds);
}

}  // namespace

void add_bugs_options(CLI::App& bugs, BugsArguments& arguments) {
  scenarios::SearchOptions& search = arguments.check.search;
  search.strategy = "pct";
  bugs.add_option("FILE", arguments.files, "Scenarios with [bug]; all that there are if none")
      ->type_name("");
  add_choice(bugs, "--strategy", search.strategy, scenarios::strategy_names(),
             "How schedules are chosen (pct)");
  add_number(bugs, "--schedules", search.schedules, 1, 2'000'000'000,
             "At most, for each search (10000)");
  add_seed(bugs, search.seed, "Of the first search");
  add_number(bugs, "--seeds", arguments.check.seeds, 1, 10'000, "Searches with the defect (20)");
  add_number(bugs, "--bound", search.bound, 1, 100, "As of explore");
  add_number(bugs, "--jobs", arguments.check.jobs, 1, 1024,
             "Processes; one for each processor if not given");
  add_scheduler_option(bugs, arguments.scheduler);
  CLI::Option* const table =
      bugs.add_flag("--table", arguments.table,
                    "Which of the kernels that are built has which bug, as in bugs/README.md");
  add_output(bugs, "--json", arguments.json, "Write the results as JSON, - for stdout")
      ->excludes(table);
  arguments.check.jobs = scenarios::jobs_or_all(0);
}

namespace {

void show_progress(const Console& console, std::size_t number, std::size_t of,
                   const std::string& name) {
  if (!console.err_is_terminal) return;
  console.err << fmt::format("\r\033[K{} of {}: {}", number, of, printable_word(name))
              << std::flush;
}

void erase_progress(const Console& console) {
  if (console.err_is_terminal) console.err << "\r\033[K" << std::flush;
}

std::string interrupted_text(std::size_t checked, std::size_t of) {
  return fmt::format("interrupted: {} of {} checked\n", checked, of);
}

int print_table(const BugsArguments& arguments, const Console& console) {
  const std::vector<ScenarioSpec> bugs = bugs_of(arguments.files, "kernel");
  const Interrupt interrupt;
  scenarios::BugCheckOptions check = arguments.check;
  check.stop = interrupt.descriptor();
  const BugTable table = bug_table(bugs, check, [&](const ScenarioSpec& spec, std::size_t number) {
    show_progress(console, number, bugs.size(), spec.name);
  });
  erase_progress(console);
  print_report(console, true, [&](const TextStyle&) {
    return table.text + (interrupt.came() ? interrupted_text(table.rows, bugs.size()) : "");
  });
  for (const std::string& surprise : table.surprises) {
    console.err << printable(surprise) << ", against what `present` says\n";
  }
  return table.surprises.empty() ? kAsExpected : kNotAsExpected;
}

}  // namespace

int check_bugs(const BugsArguments& arguments, const Console& console) {
  if (arguments.table) return print_table(arguments, console);
  scenarios::BugCheckOptions check = arguments.check;
  check.machine.scheduler = full_scheduler_name(arguments.scheduler);
  const std::vector<ScenarioSpec> bugs = bugs_of(arguments.files, check.machine.scheduler);
  check_outputs(inputs_of(bugs), {arguments.json});
  const std::unique_ptr<OutputFile> json = open_output(arguments.json);
  const scenarios::KnownFailures written_up = shipped_known_failures();
  check.known = &written_up;
  const std::vector<std::string> known = releases_spoken_of(bugs);
  check.release_is_known =
      std::find(known.begin(), known.end(), check.machine.scheduler) != known.end();
  const Interrupt interrupt;
  check.stop = interrupt.descriptor();
  std::vector<BugResult> results;
  for (const ScenarioSpec& spec : bugs) {
    show_progress(console, results.size() + 1, bugs.size(), spec.name);
    try {
      BugResult result = scenarios::check_bug(spec, check);
      if (result.stopped) break;
      results.push_back(std::move(result));
    } catch (const scenarios::InputError& reason) {
      // A tree that has no lima, say, need not show the bugs of lima.
      if (!arguments.files.empty() || must_be_found(spec, check.machine.scheduler)) throw;
      console.err << "not tried: " << printable(reason.what()) << "\n";
    }
  }
  erase_progress(console);

  print_report(console, arguments.json != kStandardOutput, [&](const TextStyle& style) {
    std::string text = table_of(results, style);
    for (const BugResult& result : results) text += problem_text(result, arguments);
    if (interrupt.came()) text += interrupted_text(results.size(), bugs.size());
    return text;
  });
  if (!arguments.json.empty()) {
    (json != nullptr ? json->stream() : console.out) << bugs_json(results, interrupt.came());
    if (json != nullptr) json->commit();
  }
  const bool all_well = std::all_of(results.begin(), results.end(),
                                    [](const BugResult& result) { return result.as_should_be(); });
  return all_well ? kAsExpected : kNotAsExpected;
}

}  // namespace drmsim::tools
