#include "tools/cli/policies_command.h"

#include <algorithm>
#include <functional>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/seed.h"
#include "scenarios/format/suggest.h"
#include "scenarios/machine/machine.h"
#include "tools/cli/command_line.h"
#include "tools/cli/count_progress.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/number_text.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/policies_report.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/surviving_work.h"
#include "tools/cli/text_wrap.h"
#include "tools/policies/policy_packing.h"
#include "tools/policies/policy_run.h"
#include "tools/policies/policy_table.h"

namespace drmsim::tools {
namespace {

using scenarios::PolicyCase;
using scenarios::ScenarioSpec;

// One file on one scheduler, and the policies to be compared there.
struct Contest {
  std::size_t input = 0;
  std::string scheduler;
  std::vector<std::string> policies;
};

class PoliciesCommand {
 public:
  PoliciesCommand(const PoliciesArguments& arguments, const scenarios::Extensions& extensions,
                  const Console& console)
      : arguments_(arguments), extensions_(extensions), console_(console) {
    check_outputs(arguments.files, {arguments.csv, arguments.json});
  }

  int run() {
    if (!know_schedulers(arguments_.schedulers, extensions_.schedulers, console_.err)) {
      return kBadInput;
    }
    if (!read_files() || !ask_for_policies()) return kBadInput;
    if (interrupt_.came()) {
      print(
          [this](const TextStyle&) { return interrupted_text(0, units(arguments_.seeds).size()); });
      return kAsExpected;
    }
    csv_ = open_output(arguments_.csv);
    json_ = open_output(arguments_.json);
    return arguments_.series_ns != 0 ? run_series() : run_table();
  }

 private:
  // --- What is to be done, all of it checked before anything is ---

  bool read_files() {
    bool all_read = true;
    for (const std::string& file : arguments_.files) {
      try {
        if (kind_of(file) == InputKind::workload) refuse_kind(file, "a scenario (.toml)");
        specs_.push_back(load_input(file).spec);
        inputs_.push_back({file, specs_.back().name});
      } catch (const scenarios::InputError& error) {
        console_.err << printable(error.what()) << "\n";
        all_read = false;
      }
    }
    return all_read;
  }

  // The schedulers of a file: those that were named, or its own.
  std::vector<std::string> schedulers_of(const ScenarioSpec& spec) const {
    if (arguments_.schedulers.empty()) return {scenarios::scheduler_of_run(spec, "")};
    return arguments_.schedulers;
  }

  // A kernel's scheduler is asked in a worker process, which may not survive it.
  bool ask_for_policies() {
    for (std::size_t input = 0; input < specs_.size(); ++input) {
      for (const std::string& scheduler : schedulers_of(specs_[input])) {
        contests_.push_back({input, scheduler, {}});
      }
    }
    SurvivingWork all;
    all.count = contests_.size();
    all.jobs = arguments_.jobs;
    all.stop = interrupt_.descriptor();
    all.work = [this](std::size_t i, const scenarios::UnitContext&) {
      try {
        return scenarios::packed_names(scenarios::policies_of(specs_[contests_[i].input],
                                                              contests_[i].scheduler, extensions_));
      } catch (const scenarios::InputError& error) {
        return scenarios::packed_mistake(error.what());
      }
    };
    const std::vector<WorkResult> results = do_all(all);
    bool all_there = true;
    for (const WorkResult& result : results) {
      all_there = take_policies(contests_[result.unit], result) && all_there;
    }
    return all_there;
  }

  bool take_policies(Contest& contest, const WorkResult& result) {
    const auto refuse = [&](const std::string& why) {
      console_.err << printable(why) << "\n";
      return false;
    };
    if (!result.failure.empty()) {
      return refuse(fmt::format("{}: scheduler `{}` {}", inputs_[contest.input].file,
                                contest.scheduler, result.failure));
    }
    const scenarios::PackedNames offered = scenarios::unpacked_names(result.text);
    if (!offered.mistake.empty()) return refuse(offered.mistake);
    for (const std::string& policy : arguments_.policies) {
      if (std::find(offered.names.begin(), offered.names.end(), policy) != offered.names.end()) {
        continue;
      }
      return refuse(fmt::format("{}: scheduler `{}` has no policy `{}`{}",
                                inputs_[contest.input].file, contest.scheduler, policy,
                                scenarios::suggestion(policy, offered.names)));
    }
    contest.policies = arguments_.policies.empty() ? offered.names : arguments_.policies;
    return true;
  }

  // --- Units of work: seed by seed, so that what is there after an interrupt has all policies ---

  struct Unit {
    const Contest* contest;
    const std::string* policy;
    std::uint64_t place;  // of its seed, from 0
  };

  std::vector<Unit> units(std::uint64_t seeds) const {
    std::vector<Unit> all;
    for (std::uint64_t place = 0; place < seeds; ++place) {
      for (const Contest& contest : contests_) {
        for (const std::string& policy : contest.policies)
          all.push_back({&contest, &policy, place});
      }
    }
    return all;
  }

  PolicyCase case_of(const Unit& unit) const {
    const ScenarioSpec& spec = specs_[unit.contest->input];
    const std::uint64_t first = arguments_.seed.value_or(spec.seed);
    return {&spec, unit.contest->scheduler, *unit.policy, scenarios::seed_after(first, unit.place)};
  }

  template <class Measure>
  std::vector<WorkResult> measure_all(const std::vector<Unit>& all_units, Measure measure) {
    CountProgress progress(console_, "runs measured", all_units.size());
    SurvivingWork all;
    all.count = all_units.size();
    all.jobs = arguments_.jobs;
    all.stop = interrupt_.descriptor();
    all.progress = [&progress](std::size_t done) { progress.show(done); };
    all.work = [&](std::size_t i, const scenarios::UnitContext&) {
      return measure(case_of(all_units[i]));
    };
    return do_all(all);
  }

  // --- The table ---

  int run_table() {
    const std::vector<Unit> all = units(arguments_.seeds);
    const auto results = measure_all(all, [this](const PolicyCase& of) {
      return scenarios::packed(scenarios::measure(of, extensions_));
    });
    scenarios::PolicyTable table;
    bool all_measured = true;
    for (const WorkResult& result : results) {
      const Contest& contest = *all[result.unit].contest;
      scenarios::PolicyMeasurement measured;
      measured.problem = result.failure;
      if (measured.problem.empty()) measured = scenarios::unpacked(result.text);
      all_measured = all_measured && measured.problem.empty();
      table.add(contest.input, contest.scheduler, *all[result.unit].policy, measured);
    }
    table.find_best();
    print([&](const TextStyle& style) {
      return policies_text(inputs_, table, style) + interrupted_text(results.size(), all.size());
    });
    deliver(arguments_.csv, csv_, policies_csv(inputs_, table));
    deliver(arguments_.json, json_, policies_json(inputs_, table, interrupt_.came()));
    return all_measured ? kAsExpected : kNotAsExpected;
  }

  // --- Series ---

  int run_series() {
    const std::vector<Unit> all = units(1);
    const auto results = measure_all(all, [this](const PolicyCase& of) {
      return scenarios::packed(scenarios::measure_series(of, extensions_, arguments_.series_ns));
    });
    bool all_measured = true;
    std::vector<PolicySeries> series;
    for (const WorkResult& result : results) {
      const Unit& unit = all[result.unit];
      PolicySeries& one = series.emplace_back(PolicySeries{
          unit.contest->input, unit.contest->scheduler, *unit.policy, case_of(unit).seed, {}});
      one.series.problem = result.failure;
      if (one.series.problem.empty()) one.series = scenarios::unpacked_series(result.text);
      all_measured = all_measured && one.series.problem.empty();
    }
    print([&](const TextStyle& style) {
      std::string text;
      for (const PolicySeries& one : series) {
        text += (text.empty() ? "" : "\n") + series_text(inputs_[one.input], one, style);
      }
      return text + interrupted_text(results.size(), all.size());
    });
    deliver(arguments_.csv, csv_, series_csv(inputs_, series));
    return all_measured ? kAsExpected : kNotAsExpected;
  }

  // --- Output ---

  void print(const std::function<std::string(const TextStyle&)>& text) const {
    print_report(console_, arguments_.csv != kStandardOutput && arguments_.json != kStandardOutput,
                 text);
  }

  std::string interrupted_text(std::size_t done, std::size_t all) const {
    if (!interrupt_.came()) return "";
    return fmt::format("interrupted: {} of {} runs measured\n", count_text(done), count_text(all));
  }

  void deliver(const std::string& path, const std::unique_ptr<OutputFile>& file,
               const std::string& text) const {
    if (path.empty()) return;
    (file != nullptr ? file->stream() : console_.out) << text;
    if (file != nullptr) file->commit();
  }

  const PoliciesArguments& arguments_;
  const scenarios::Extensions& extensions_;
  const Console& console_;
  std::unique_ptr<OutputFile> csv_;
  std::unique_ptr<OutputFile> json_;
  Interrupt interrupt_;
  std::vector<ScenarioSpec> specs_;
  std::vector<PolicyInput> inputs_;  // of the same numbers
  std::vector<Contest> contests_;
};

}  // namespace

int compare_policies(const PoliciesArguments& arguments, const scenarios::Extensions& extensions,
                     const Console& console) {
  return PoliciesCommand(arguments, extensions, console).run();
}

}  // namespace drmsim::tools
