#include "tools/cli/explore_command.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/strategies/replay.h"
#include "tools/cli/command_line.h"
#include "tools/cli/explore_report.h"
#include "tools/cli/finding_files.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/output_file.h"
#include "tools/cli/page_apart.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/replay_writer.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_length.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/search_progress.h"
#include "tools/cli/text_wrap.h"
#include "tools/explore/schedule_run.h"
#include "tools/parallel/work_units.h"
#include "tools/timeline/html_page.h"
#include "tools/timeline/timeline_recorder.h"

namespace drmsim::tools {
namespace {

class ExploreCommand {
 public:
  ExploreCommand(const ExploreArguments& arguments, const Console& console)
      : arguments_(arguments),
        console_(console),
        input_(load_input(arguments.file, arguments.overrides)),
        found_(arguments.out) {
    check_outputs({arguments.file, arguments.known},
                  {arguments.json, arguments.html, arguments.out});
    check_folder(arguments.out);
    json_ = open_output(arguments.json);
    html_ = open_output(arguments.html);
    machine_.scheduler =
        full_scheduler_name(scenarios::scheduler_of_run(input_.spec, arguments.scheduler));
    if (!arguments.known.empty()) known_ = scenarios::KnownFailures::load(arguments.known);
  }

  int run() {
    search();
    for (const scenarios::Failure& failure : outcome_.exploration.failures) {
      const std::string entry = known_.entry(machine_.scheduler, failure.identity);
      if (entry.empty()) {
        outcome_.failures.push_back(ExploredFailure{failure, {}, {}, {}, {}, {}});
      } else {
        outcome_.known.push_back({entry, failure});
      }
    }
    for (std::size_t i = 0; i < outcome_.failures.size(); ++i) {
      show(fmt::format("shrinking and explaining failure {} of {}", i + 1,
                       outcome_.failures.size()));
      examine(outcome_.failures[i], i + 1);
    }
    show("");
    print();
    tell_what_is_left();
    write_json();
    draw();
    return status();
  }

 private:
  void search() {
    scenarios::ExploreOptions options;
    options.search = arguments_.search;
    options.machine = machine_;
    options.jobs = scenarios::jobs_or_all(arguments_.jobs);
    options.stop = interrupt_.descriptor();
    options.seconds = arguments_.seconds;
    options.keep_going = arguments_.keep_going;
    options.known = &known_;
    SearchProgress progress(console_.err, console_.err_is_terminal, arguments_.seconds);
    options.progress = [&progress](const scenarios::SearchSoFar& so_far, double expected) {
      progress.update(so_far, expected);
    };
    options.found = [this](const scenarios::Failure& failure, std::uint64_t event_log_hash) {
      found_.keep(failure.identity, stem(),
                  scenarios::replay_text(replay_of(failure, origin(), event_log_hash)));
    };
    ProgressLine plain_run(console_.err, printable_word(arguments_.file) + ", the plain run");
    if (console_.err_is_terminal) {
      plain_run.set_whole(length_of(input_.spec, sim::kForever));
      options.plain_run_observer = &plain_run;
    }
    outcome_.scenario = arguments_.file;
    outcome_.strategy = arguments_.search.strategy;
    outcome_.repeat_command = fmt::format("drmsim explore {}{} --keep-going",
                                          path_word(arguments_.file), arguments_.options_to_repeat);
    outcome_.with_coverage = arguments_.coverage;
    outcome_.exploration = scenarios::explore(input_.spec, options);
    // The line of the plain run is another process's.
    if (console_.err_is_terminal) console_.err << "\r\033[K" << std::flush;
    outcome_.wall_seconds = progress.seconds();
    machine_.steps_max = outcome_.exploration.steps_max;
  }

  std::string stem() const {
    return fmt::format("{}-{}", stem_of(arguments_.file), arguments_.search.strategy);
  }
  ReplayOrigin origin() const {
    return {arguments_.file, input_.text(), arguments_.overrides, machine_.scheduler,
            arguments_.search.strategy};
  }

  // Takes as many runs as the search may have, where the runs are long.
  void show(const std::string& doing) {
    if (console_.err_is_terminal && !outcome_.exploration.failures.empty()) {
      console_.err << "\r\033[K" << doing << std::flush;
    }
  }

  // In a process of its own: a signal need not wait for it, and it may crash as a schedule may.
  void examine(ExploredFailure& explored, std::size_t number) {
    const scenarios::ApartResult apart = scenarios::run_apart(1, interrupt_.descriptor(), [&] {
      return scenarios::explanation_text(scenarios::explain(input_.spec, explored.found, machine_));
    });
    if (apart.text.empty()) {
      explored.not_explained = apart.stopped ? "interrupted" : apart.died;
      explored.story.failure = explored.found;
      explored.replay_file = found_.path_of(explored.found.identity);
      if (explored.replay_file.empty()) explored.not_written = "it could not be written";
      return;
    }
    scenarios::Explanation explanation = scenarios::explanation_from_text(apart.text);
    explored.shrunk = std::move(explanation.shrunk);
    explored.story = std::move(explanation.story);
    write_replay(explored, origin(), arguments_.out, fmt::format("{}-{}", stem(), number));
    if (explored.not_written.empty()) {
      found_.drop(explored.found.identity);
    } else {
      explored.replay_file = found_.path_of(explored.found.identity);
    }
  }

  void tell_what_is_left() {
    tell_left(found_, console_.err, [this](const std::string& identity) {
      return scenarios::has_failure(outcome_.exploration.failures, identity);
    });
  }

  int status() const {
    for (const ExploredFailure& failure : outcome_.failures) {
      if (!failure.not_written.empty()) return kBadInput;
    }
    const bool is_clean = outcome_.failures.empty() && outcome_.exploration.crashes.empty();
    return is_clean ? kAsExpected : kNotAsExpected;
  }

  void print() {
    print_report(console_, arguments_.json != kStandardOutput && arguments_.html != kStandardOutput,
                 [this](const TextStyle& style) { return explore_text(outcome_, style); });
  }

  void write_json() {
    if (arguments_.json.empty()) return;
    (json_ != nullptr ? json_->stream() : console_.out) << explore_json(outcome_);
    if (json_ != nullptr) json_->commit();
  }

  // The failing run once more, with what tells of it. In a process of its own, as above.
  std::string page_of(const ExploredFailure& explored) const {
    const bool told = explored.not_explained.empty();
    const scenarios::Failure& failure = told ? explored.shrunk.failure : explored.found;
    timeline::TimelineRecorder recorder;
    scenarios::MachineOptions machine = machine_;
    recorder.observe(machine);
    sim::Replay strategy(failure.deviations);
    scenarios::run_schedule(input_.spec, strategy, failure.seed, machine);
    std::vector<timeline::NotedMoment> noted;
    if (told && explored.story.critical.has_value()) {
      const scenarios::ToldDeviation& other = explored.story.critical->other;
      noted.push_back(
          {other.time_ns, "critical", "from here on it cannot end well",
           "critical choice: it would have ended well, had it been that " + other.text});
    }
    return timeline::html_page(
        {input_.spec.name + ": " + failure.identity,
         {{"", &recorder.timeline(), std::move(noted)}},
         {{"Failure", failure_text(explored, outcome_.exploration.schedules, TextStyle(false))}}});
  }

  // Of several failures the first.
  void draw() {
    if (arguments_.html.empty()) return;
    if (outcome_.failures.empty()) {
      console_.err << "drmsim: nothing failed, so that --html has nothing to draw\n";
      return;
    }
    write_page_apart([this] { return page_of(outcome_.failures.front()); }, "the failure",
                     interrupt_.descriptor(), html_.get(), console_);
  }

  const ExploreArguments& arguments_;
  const Console& console_;
  ScenarioInput input_;
  scenarios::MachineOptions machine_;
  scenarios::KnownFailures known_;
  std::unique_ptr<OutputFile> json_;
  std::unique_ptr<OutputFile> html_;
  FindingFiles found_;
  Interrupt interrupt_;
  ExploreOutcome outcome_;
};

}  // namespace

int explore_scenario(const ExploreArguments& arguments, const Console& console) {
  return ExploreCommand(arguments, console).run();
}

}  // namespace drmsim::tools
