#include "tools/cli/random_search_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/explore/random_search.h"
#include "scenarios/explore/shrinker.h"
#include "scenarios/explore/story.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/seed.h"
#include "scenarios/format/suggest.h"
#include "sched/semantics.h"
#include "tools/cli/command_line.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/random_search_report.h"
#include "tools/cli/replay_writer.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/search_progress.h"
#include "tools/cli/surviving_work.h"

namespace drmsim::tools {
namespace {

using scenarios::Failure;
using scenarios::InputError;
using scenarios::RandomScenarioResult;

constexpr const char* kUnserialised = "unserialised_timeouts";
const std::string kMistake = "mistake\n";  // before a text that is no result

class RandomSearchCommand {
 public:
  RandomSearchCommand(const ExploreArguments& arguments, const Console& console)
      : arguments_(arguments), console_(console), known_(load_known()) {
    check_outputs({arguments.known}, {arguments.json});
    check_folder(arguments.out);
    if (!arguments.json.empty() && arguments.json != kStandardOutput) {
      json_ = std::make_unique<OutputFile>(arguments.json);
    }
    search_.seed = arguments.search.seed;
    search_.search = arguments.search;
    search_.mixed_strategies = !arguments.strategy_given;
    search_.machine.scheduler =
        arguments.scheduler.empty() ? "model" : full_scheduler_name(arguments.scheduler);
    search_.known = &known_;
    for (const std::string& defect : arguments.defects) switch_on(defect);
  }

  int run() {
    outcome_.scheduler = search_.machine.scheduler;
    const double begin = wall_seconds();
    explore_all();
    outcome_.wall_seconds = wall_seconds() - begin;
    make_small_and_tell();
    print();
    return outcome_.is_clean() ? kAsExpected : kNotAsExpected;
  }

 private:
  scenarios::KnownFailures load_known() const {
    if (!arguments_.known.empty()) return scenarios::KnownFailures::load(arguments_.known);
    return shipped_known_failures();
  }

  void switch_on(const std::string& defect) {
    if (defect == kUnserialised) {
      search_.unserialised_timeouts = true;
      return;
    }
    std::vector<std::string> names{kUnserialised};
    for (const std::string_view name : sched::Semantics::switch_names()) names.emplace_back(name);
    if (std::find(names.begin(), names.end(), defect) == names.end()) {
      throw InputError(scenarios::Diagnostic{
          "--on", 0, 0, "there is no `" + defect + "`" + scenarios::suggestion(defect, names)});
    }
    if (search_.machine.scheduler != "model") {
      throw InputError(scenarios::Diagnostic{
          "--on", 0, 0,
          fmt::format("`{}` is a switch of the model; {} does what its tree says", defect,
                      search_.machine.scheduler)});
    }
    search_.defects.push_back(defect);
  }

  // In a worker.
  std::string explore(std::uint64_t scenario) const {
    try {
      return result_text(explore_random(search_, scenario));
    } catch (const InputError& error) {
      return kMistake + error.what();
    }
  }

  void explore_all() {
    SearchProgress progress(console_.err, console_.err_is_terminal, 0);
    scenarios::Exploration shown;
    const auto results =
        do_all({arguments_.random, arguments_.jobs, [this](std::uint64_t i) { return explore(i); },
                [&](std::uint64_t done) {
                  shown.schedules = done * arguments_.search.schedules;
                  progress.update(shown, static_cast<double>(arguments_.random) *
                                             static_cast<double>(arguments_.search.schedules));
                }});
    for (std::uint64_t i = 0; i < results.size(); ++i) add(i, results[i]);
  }

  void add(std::uint64_t i, const WorkResult& worked) {
    if (!worked.failure.empty()) {
      ++outcome_.crashes[worked.failure];
      outcome_.first_crash.emplace(
          worked.failure, fmt::format("scenario {}", scenarios::seed_after(search_.seed, i)));
      return;
    }
    if (worked.text.rfind(kMistake, 0) == 0) {
      throw InputError(scenarios::Diagnostic{
          scenarios::random_scenario_name(scenarios::seed_after(search_.seed, i)), 0, 0,
          worked.text.substr(kMistake.size())});
    }
    const RandomScenarioResult result = scenarios::result_from_text(worked.text);
    ++outcome_.scenarios;
    outcome_.schedules += result.exploration.schedules;
    outcome_.redrawn += result.redrawn;
    for (const Failure& failure : result.exploration.failures) add(result, failure);
  }

  void add(const RandomScenarioResult& result, const Failure& failure) {
    auto found = std::find_if(outcome_.findings.begin(), outcome_.findings.end(),
                              [&failure](const RandomFinding& finding) {
                                return finding.failure.found.identity == failure.identity;
                              });
    if (found == outcome_.findings.end()) {
      found = outcome_.findings.insert(found, RandomFinding{});
      found->failure.found = failure;
      found->entry = known_.entry(search_.machine.scheduler, failure.identity);
      found->seed = result.seed;
      first_results_.push_back(result);
    }
    ++found->scenarios;
    found->schedules += failure.times;
  }

  // Small scenarios are found by the workers, each for a failure.
  void make_small_and_tell() {
    std::vector<std::size_t> told;
    for (std::size_t i = 0; i < outcome_.findings.size() && told.size() < arguments_.small; ++i) {
      if (outcome_.findings[i].entry.empty()) told.push_back(i);
    }
    if (told.empty()) return;
    const auto results =
        do_all({told.size(),
                arguments_.jobs,
                [&](std::uint64_t number) { return smallest(told[number], number + 1); },
                {}});
    for (std::size_t number = 0; number < told.size(); ++number) {
      if (results[number].failure.empty()) tell(told[number], number + 1, results[number].text);
    }
  }

  std::string stem_of(std::size_t finding, std::uint64_t number) const {
    return fmt::format("random_{}-{}", outcome_.findings[finding].seed, number);
  }

  // In a worker: what it found with, and in what, as the text of a result without failures.
  std::string smallest(std::size_t finding, std::uint64_t number) const {
    const scenarios::SmallFailure small =
        make_small(search_, first_results_[finding], outcome_.findings[finding].failure.found,
                   fmt::format("random_{}_{}", outcome_.findings[finding].seed, number));
    RandomScenarioResult result;
    result.strategy = small.found_with.strategy;
    result.exploration.failures = {small.failure};
    return small.scenario + kSeparator + result_text(result);
  }

  void tell(std::size_t number_of_finding, std::uint64_t number, const std::string& text) {
    RandomFinding& finding = outcome_.findings[number_of_finding];
    const std::size_t at = text.find(kSeparator);
    const std::string stem = stem_of(number_of_finding, number);
    finding.scenario_file = write_beside_others(arguments_.out, stem, text.substr(0, at));

    const RandomScenarioResult small =
        scenarios::result_from_text(text.substr(at + kSeparator.size()));
    const ScenarioInput input = load_input(finding.scenario_file);
    ExploredFailure& told = finding.failure;
    const Failure& found = small.exploration.failures.front();
    told.shrunk = scenarios::shrink(input.spec, found, search_.machine);
    told.story = scenarios::tell(input.spec, told.shrunk.failure, search_.machine);
    told.found = found;
    write_replay(told,
                 {finding.scenario_file, input.hash, {}, search_.machine.scheduler, small.strategy},
                 arguments_.out, stem + "-replay");
  }

  void print() {
    const bool to_out = arguments_.json != kStandardOutput;
    const TextStyle style(console_.colour && console_.out_is_terminal);
    if (to_out) console_.out << random_text(outcome_, style);
    if (arguments_.json.empty()) return;
    (json_ != nullptr ? json_->stream() : console_.out) << random_json(outcome_);
    if (json_ != nullptr) json_->commit();
  }

  static inline const std::string kSeparator = "\n# ---\n";

  const ExploreArguments& arguments_;
  const Console& console_;
  const scenarios::KnownFailures known_;
  scenarios::RandomSearch search_;
  std::unique_ptr<OutputFile> json_;
  RandomOutcome outcome_;
  std::vector<RandomScenarioResult> first_results_;  // of each finding
};

}  // namespace

int explore_random_scenarios(const ExploreArguments& arguments, const Console& console) {
  return RandomSearchCommand(arguments, console).run();
}

}  // namespace drmsim::tools
