#include "tools/cli/explore_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "tools/cli/command_line.h"
#include "tools/cli/explore_report.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/replay_writer.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/search_progress.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

class ExploreCommand {
 public:
  ExploreCommand(const ExploreArguments& arguments, const Console& console)
      : arguments_(arguments),
        console_(console),
        input_(load_input(arguments.file, arguments.overrides)) {
    check_outputs({arguments.file, arguments.known}, {arguments.json});
    check_folder(arguments.out);
    if (!arguments.json.empty() && arguments.json != kStandardOutput) {
      json_ = std::make_unique<OutputFile>(arguments.json);
    }
    machine_.scheduler =
        full_scheduler_name(scenarios::scheduler_of_run(input_.spec, arguments.scheduler));
    if (!arguments.known.empty()) known_ = scenarios::KnownFailures::load(arguments.known);
  }

  int run() {
    search();
    const std::vector<scenarios::Failure>& found = outcome_.exploration.failures;
    for (const scenarios::Failure& failure : found) {
      const std::string entry = known_.entry(machine_.scheduler, failure.identity);
      if (!entry.empty()) {
        outcome_.known.push_back({entry, failure});
        continue;
      }
      show(fmt::format("shrinking and explaining failure {} of {}", outcome_.failures.size() + 1,
                       found.size()));
      outcome_.failures.push_back(examine(failure));
    }
    show("");
    print();
    for (const ExploredFailure& failure : outcome_.failures) {
      if (!failure.not_written.empty()) return kBadInput;
    }
    return outcome_.failures.empty() ? kAsExpected : kNotAsExpected;
  }

 private:
  void search() {
    scenarios::ExploreOptions options;
    options.search = arguments_.search;
    options.machine = machine_;
    options.jobs =
        arguments_.jobs != 0 ? arguments_.jobs : std::max(std::thread::hardware_concurrency(), 1u);
    options.keep_going = arguments_.keep_going;
    options.known = &known_;
    SearchProgress progress(console_.err, console_.err_is_terminal, arguments_.seconds);
    options.progress = [&progress](const scenarios::Exploration& explored, double expected) {
      return progress.update(explored, expected);
    };
    outcome_.scenario = arguments_.file;
    outcome_.strategy = arguments_.search.strategy;
    outcome_.with_coverage = arguments_.coverage;
    outcome_.exploration = scenarios::explore(input_.spec, options);
    outcome_.wall_seconds = progress.seconds();
  }

  // Takes as many runs as the search may have, where the runs are long.
  void show(const std::string& doing) {
    if (console_.err_is_terminal && !outcome_.exploration.failures.empty()) {
      console_.err << "\r\033[K" << doing << std::flush;
    }
  }

  ExploredFailure examine(const scenarios::Failure& failure) {
    ExploredFailure explored;
    explored.found = failure;
    explored.shrunk = scenarios::shrink(input_.spec, failure, machine_);
    explored.story = scenarios::tell(input_.spec, explored.shrunk.failure, machine_);
    write(explored);
    return explored;
  }

  // One file for each kind of failure.
  void write(ExploredFailure& explored) {
    const ReplayOrigin origin{arguments_.file, input_.hash, arguments_.overrides,
                              machine_.scheduler, arguments_.search.strategy};
    write_replay(explored, origin, arguments_.out,
                 fmt::format("{}-{}-{}", stem_of(arguments_.file), arguments_.search.strategy,
                             outcome_.failures.size() + 1));
  }

  void print() {
    if (arguments_.json == kStandardOutput) {
      console_.out << explore_json(outcome_);
      return;
    }
    const TextStyle style(console_.colour && console_.out_is_terminal);
    console_.out << explore_text(outcome_, style);
    if (json_ == nullptr) return;
    json_->stream() << explore_json(outcome_);
    json_->commit();
  }

  const ExploreArguments& arguments_;
  const Console& console_;
  ScenarioInput input_;
  scenarios::MachineOptions machine_;
  scenarios::KnownFailures known_;
  std::unique_ptr<OutputFile> json_;
  ExploreOutcome outcome_;
};

}  // namespace

int explore_scenario(const ExploreArguments& arguments, const Console& console) {
  return ExploreCommand(arguments, console).run();
}

}  // namespace drmsim::tools
