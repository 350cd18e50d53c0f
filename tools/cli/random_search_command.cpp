#include "tools/cli/random_search_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/format/seed.h"
#include "scenarios/format/suggest.h"
#include "sched/model/defects.h"
#include "tools/cli/command_line.h"
#include "tools/cli/finding_files.h"
#include "tools/cli/interrupt.h"
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
#include "tools/explore/explanation.h"
#include "tools/explore/random_search.h"
#include "tools/explore/unit_result.h"

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
      : arguments_(arguments), console_(console), known_(load_known()), found_(arguments.out) {
    check_outputs({known_file()}, {arguments.json, arguments.out});
    check_folder(arguments.out);
    json_ = open_output(arguments.json);
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
    outcome_.interrupted = interrupt_.came();
    make_small_and_tell();
    print();
    tell_left(found_, console_.err, [this](const std::string& identity) {
      const auto found = find(identity);
      return found != outcome_.findings.end() && !found->failure.replay_file.empty();
    });
    write_json();
    return status();
  }

 private:
  std::string known_file() const {
    return arguments_.known.empty() ? shipped_known_failures_file() : arguments_.known;
  }

  scenarios::KnownFailures load_known() const {
    if (known_file().empty()) return {};
    return scenarios::KnownFailures::load(known_file());
  }

  int status() const {
    for (const RandomFinding& finding : outcome_.findings) {
      if (!finding.failure.not_written.empty()) return kBadInput;
    }
    return outcome_.is_clean() ? kAsExpected : kNotAsExpected;
  }

  void switch_on(const std::string& defect) {
    if (defect == kUnserialised) {
      search_.unserialised_timeouts = true;
      return;
    }
    std::vector<std::string> names{kUnserialised};
    for (const std::string_view name : drm::Defects::ids()) names.emplace_back(name);
    if (std::find(names.begin(), names.end(), defect) == names.end()) {
      throw InputError(scenarios::Diagnostic{
          "--on", 0, 0, "there is no `" + defect + "`" + scenarios::suggestion(defect, names)});
    }
    if (search_.machine.scheduler != "model") {
      throw InputError(scenarios::Diagnostic{
          "--on", 0, 0,
          fmt::format("`{}` is a defect of the model; {} does what its tree says", defect,
                      search_.machine.scheduler)});
    }
    search_.defects.push_back(defect);
  }

  // In a worker.
  std::string explore(std::uint64_t scenario, const scenarios::UnitContext& context) const {
    scenarios::RandomSearch search = search_;
    search.found = [&context](std::uint64_t seed, const std::string& strategy,
                              const Failure& failure, std::uint64_t event_log_hash) {
      context.tell(nlohmann::json{{"seed", seed},
                                  {"strategy", strategy},
                                  {"failure", scenarios::failure_text(failure)},
                                  {"event_log_hash", event_log_hash}}
                       .dump());
    };
    try {
      return result_text(explore_random(search, scenario));
    } catch (const InputError& error) {
      return kMistake + error.what();
    }
  }

  // On disk at once, as it was found. Once for each failure: there may be many of it.
  void keep(const std::string& told) {
    const nlohmann::json json = nlohmann::json::parse(told);
    const Failure failure = scenarios::failure_from_text(json.at("failure").get<std::string>());
    if (!found_.path_of(failure.identity).empty()) return;
    RandomScenarioResult result;
    json.at("seed").get_to(result.seed);
    json.at("strategy").get_to(result.strategy);
    told_.emplace_back(result, failure);
    const std::string name = scenarios::random_scenario_name(json.at("seed").get<std::uint64_t>());
    const ReplayOrigin origin{
        name + ".toml",
        scenarios::scenario_text(spec_of(search_, json.at("seed").get<std::uint64_t>())),
        {},
        search_.machine.scheduler,
        json.at("strategy").get<std::string>()};
    found_.keep(failure.identity, name,
                scenarios::replay_text(
                    replay_of(failure, origin, json.at("event_log_hash").get<std::uint64_t>())));
  }

  void explore_all() {
    SearchProgress progress(console_.err, console_.err_is_terminal, 0);
    scenarios::SearchSoFar shown;
    SurvivingWork all;
    all.count = arguments_.random;
    all.jobs = arguments_.jobs;
    all.work = [this](std::uint64_t i, const scenarios::UnitContext& context) {
      return explore(i, context);
    };
    all.progress = [&](std::uint64_t done) {
      shown.schedules = done * arguments_.search.schedules;
      progress.update(shown, static_cast<double>(arguments_.random) *
                                 static_cast<double>(arguments_.search.schedules));
    };
    all.told = [this](std::uint64_t, const std::string& text) { keep(text); };
    all.stop = interrupt_.descriptor();
    const auto results = do_all(all);
    for (const WorkResult& result : results) add(result);
    if (interrupt_.came()) add_what_no_scenario_has_counted();
  }

  void add_what_no_scenario_has_counted() {
    for (const auto& [result, failure] : told_) {
      if (find(failure.identity) == outcome_.findings.end()) add(result, failure);
    }
  }

  void add(const WorkResult& worked) {
    const std::uint64_t seed = scenarios::seed_after(search_.seed, worked.unit);
    if (!worked.failure.empty()) {
      ++outcome_.crashes[worked.failure];
      outcome_.first_crash.emplace(worked.failure, fmt::format("scenario {}", seed));
      return;
    }
    if (worked.text.rfind(kMistake, 0) == 0) {
      throw InputError(scenarios::Diagnostic{scenarios::random_scenario_name(seed), 0, 0,
                                             worked.text.substr(kMistake.size())});
    }
    const RandomScenarioResult result = scenarios::result_from_text(worked.text);
    ++outcome_.scenarios;
    outcome_.schedules += result.exploration.schedules;
    outcome_.redrawn += result.redrawn;
    for (const Failure& failure : result.exploration.failures) add(result, failure);
  }

  std::vector<RandomFinding>::iterator find(const std::string& identity) {
    return std::find_if(outcome_.findings.begin(), outcome_.findings.end(),
                        [&identity](const RandomFinding& finding) {
                          return finding.failure.found.identity == identity;
                        });
  }

  void add(const RandomScenarioResult& result, const Failure& failure) {
    auto found = find(failure.identity);
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
    SurvivingWork all;
    all.count = told.size();
    all.jobs = arguments_.jobs;
    all.work = [&](std::uint64_t number, const scenarios::UnitContext&) {
      return smallest(told[number], number + 1);
    };
    all.stop = interrupt_.descriptor();
    for (const WorkResult& result : do_each(all)) {
      RandomFinding& finding = outcome_.findings[told[result.unit]];
      if (result.text.empty()) {
        finding.failure.not_explained = result.failure;
        finding.failure.story.failure = finding.failure.found;
        finding.failure.replay_file = found_.path_of(finding.failure.found.identity);
        if (finding.failure.replay_file.empty()) {
          finding.failure.not_written = "it could not be written";
        }
      } else {
        tell(finding, result.unit + 1, nlohmann::json::parse(result.text));
      }
    }
  }

  static std::string stem_of(const RandomFinding& finding, std::uint64_t number) {
    return fmt::format("random_{}-{}", finding.seed, number);
  }

  // In a worker.
  std::string smallest(std::size_t index, std::uint64_t number) const {
    const RandomFinding& finding = outcome_.findings[index];
    const scenarios::SmallFailure small =
        make_small(search_, first_results_[index], finding.failure.found,
                   fmt::format("random_{}_{}", finding.seed, number));
    const ScenarioInput input = parse_input(small.scenario, stem_of(finding, number) + ".toml");
    const auto explanation = scenarios::explain(input.spec, small.failure, search_.machine);
    return nlohmann::json{{"scenario", small.scenario},
                          {"strategy", small.found_with.strategy},
                          {"failure", scenarios::failure_text(small.failure)},
                          {"explanation", scenarios::explanation_text(explanation)}}
        .dump();
  }

  void tell(RandomFinding& finding, std::uint64_t number, const nlohmann::json& small) {
    const std::string stem = stem_of(finding, number);
    const auto scenario = small.at("scenario").get<std::string>();
    ExploredFailure& told = finding.failure;
    const std::string identity = told.found.identity;
    auto explanation = scenarios::explanation_from_text(small.at("explanation").get<std::string>());
    told.shrunk = std::move(explanation.shrunk);
    told.story = std::move(explanation.story);
    told.found = scenarios::failure_from_text(small.at("failure").get<std::string>());
    try {
      finding.scenario_file = write_beside_others(arguments_.out, stem, scenario);
    } catch (const OutputError& error) {
      told.not_written = error.what();
      told.replay_file = found_.path_of(identity);
      return;
    }
    write_replay(told,
                 {finding.scenario_file,
                  scenario,
                  {},
                  search_.machine.scheduler,
                  small.at("strategy").get<std::string>()},
                 arguments_.out, stem + "-replay");
    if (told.not_written.empty()) {
      found_.drop(identity);
    } else {
      told.replay_file = found_.path_of(identity);
    }
  }

  void print() {
    print_report(console_, arguments_.json != kStandardOutput,
                 [this](const TextStyle& style) { return random_text(outcome_, style); });
  }

  void write_json() {
    if (arguments_.json.empty()) return;
    (json_ != nullptr ? json_->stream() : console_.out) << random_json(outcome_);
    if (json_ != nullptr) json_->commit();
  }

  const ExploreArguments& arguments_;
  const Console& console_;
  const scenarios::KnownFailures known_;
  scenarios::RandomSearch search_;
  std::unique_ptr<OutputFile> json_;
  FindingFiles found_;
  Interrupt interrupt_;
  RandomOutcome outcome_;
  std::vector<RandomScenarioResult> first_results_;             // of each finding
  std::vector<std::pair<RandomScenarioResult, Failure>> told_;  // one of each, as it came
};

}  // namespace

int explore_random_scenarios(const ExploreArguments& arguments, const Console& console) {
  return RandomSearchCommand(arguments, console).run();
}

}  // namespace drmsim::tools
