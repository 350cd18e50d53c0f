#include "tools/cli/compare_command.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/format/seed.h"
#include "scenarios/format/suggest.h"
#include "scenarios/report/run_scenario.h"
#include "tools/cli/command_line.h"
#include "tools/cli/compare_report.h"
#include "tools/cli/count_progress.h"
#include "tools/cli/finding_files.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/number_text.h"
#include "tools/cli/output_file.h"
#include "tools/cli/page_apart.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/surviving_work.h"
#include "tools/cli/text_wrap.h"
#include "tools/compare/common_policies.h"
#include "tools/compare/scenario_shrinker.h"
#include "tools/random/random_scenario.h"
#include "tools/timeline/html_page.h"
#include "tools/timeline/timeline_recorder.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;
using scenarios::Divergence;
using scenarios::ScenarioSpec;

const std::string kShrunk = "shrunk\n";  // before a text that is no mistake
constexpr std::size_t kShrunkMax = 10;   // divergences that are worth the time
constexpr std::size_t kKeptMax = 1000;   // and that are worth a file
// Of a divergence at some line: how many events may have led to each line, and to few lines.
constexpr std::uint64_t kEventsOfLineMax = 4;
constexpr std::uint64_t kEventsAtLeast = 10'000;
constexpr std::uint64_t kEventsOfShrinkingMax = 15'000'000;  // of all its runs

// The two schedulers, or a message.
std::optional<SchedulerNames> choose_schedulers(const CompareArguments& arguments,
                                                const drm::Implementations& known,
                                                std::ostream& err) {
  if (!know_schedulers(arguments.schedulers, known, err)) return std::nullopt;
  if (!arguments.schedulers.empty()) return {{arguments.schedulers[0], arguments.schedulers[1]}};
  for (const char* name : {"kernel:6.12", "kernel"}) {
    if (known.find(name) != nullptr) return {{"model", name}};
  }
  err << "drmsim: no kernel's scheduler is built in, so the model has nothing to be compared "
         "with; name two with --schedulers, of "
      << scenarios::all_of(known.names()) << "\n";
  return std::nullopt;
}

class CompareCommand {
 public:
  CompareCommand(const CompareArguments& arguments, const scenarios::Extensions& extensions,
                 SchedulerNames schedulers, const Console& console)
      : arguments_(arguments),
        schedulers_(std::move(schedulers)),
        semantics_(semantics_for(extensions.schedulers)),
        extensions_(extensions),
        console_(console),
        found_(arguments.out) {
    check_outputs(arguments.files, {arguments.json, arguments.html, arguments.out});
    check_folder(arguments.out);
    for (const std::string& file : arguments.files) {
      // Before there are workers: it can be read once.
      if (file == scenarios::kStandardInput) scenarios::read_input_file(file);
    }
    json_ = open_output(arguments.json);
    html_ = open_output(arguments.html);
  }

  int run() {
    compare_all();
    shrink_some();
    print();
    if (!arguments_.json.empty()) {
      (json_ != nullptr ? json_->stream() : console_.out)
          << compare_json(outcomes_, schedulers_, interrupt_.came());
      if (json_ != nullptr) json_->commit();
    }
    if (!arguments_.html.empty()) draw();
    return status();
  }

 private:
  std::size_t inputs() const { return arguments_.files.size() + arguments_.random; }
  bool is_file(std::size_t item) const { return item < arguments_.files.size(); }
  std::uint64_t seed_of(std::size_t item) const {
    return scenarios::seed_after(arguments_.seed, item - arguments_.files.size());
  }

  ScenarioSpec spec_of(std::size_t item) const {
    if (is_file(item)) return load_input(arguments_.files[item], arguments_.overrides).spec;
    const std::vector<std::string>& policies = common_policies();
    ScenarioSpec spec = policies.empty() ? scenarios::random_scenario(seed_of(item))
                                         : scenarios::random_scenario(seed_of(item), policies);
    if (!semantics_.empty()) spec.semantics.name = semantics_;
    return spec;
  }

  // In a worker, which may not survive the asking.
  const std::vector<std::string>& common_policies() const {
    if (!policies_.has_value()) {
      policies_ = scenarios::common_policies(schedulers_.first, schedulers_.second, semantics_,
                                             extensions_);
    }
    return *policies_;
  }

  // What the kernel does is what the model is told to do.
  std::string semantics_for(const drm::Implementations& known) const {
    if (!arguments_.semantics.empty()) return arguments_.semantics;
    const std::string& first = known.release_of(schedulers_.first);
    const std::string& release = first.empty() ? known.release_of(schedulers_.second) : first;
    const std::string& other =
        schedulers_.first == "model" ? schedulers_.second : schedulers_.first;
    const bool with_model = schedulers_.first == "model" || schedulers_.second == "model";
    if (release.empty() && with_model && other.rfind("kernel", 0) == 0 && arguments_.random > 0) {
      throw scenarios::InputError(scenarios::Diagnostic{
          "--schedulers", 0, 0,
          fmt::format("the model is no release that does what {} does; expected `--semantics` with "
                      "the one to compare it with",
                      other)});
    }
    return release;
  }

  std::uint64_t events_max_of(std::size_t item) const {
    return is_file(item) ? scenarios::kEventsOfFileMax : scenarios::kEventsOfSideMax;
  }
  scenarios::Side side(const std::string& scheduler, std::uint64_t events_max) const {
    return scenarios::scheduler_side(scheduler, extensions_, events_max);
  }

  // In a worker. Tells a scenario that diverges, if it is not a file already.
  std::string compare(std::size_t item, const scenarios::UnitContext& context) const {
    CompareOutcome outcome;
    try {
      const ScenarioSpec spec = spec_of(item);
      const std::uint64_t events_max = events_max_of(item);
      const scenarios::SideRun first = side(schedulers_.first, events_max).run(spec);
      const scenarios::SideRun second = side(schedulers_.second, events_max).run(spec);
      outcome.lines = first.lines.size();
      outcome.cut = first.cut.empty() ? second.cut : first.cut;
      outcome.divergence = scenarios::first_divergence(first, second);
      if (outcome.divergence.has_value() && !is_file(item)) {
        context.tell(scenarios::scenario_text(spec));
      }
    } catch (const scenarios::InputError& error) {
      outcome.mistake = error.what();
    }
    return packed(outcome);
  }

  void compare_all() {
    CountProgress progress(console_, "compared", inputs());
    SurvivingWork all;
    all.count = inputs();
    all.jobs = arguments_.jobs;
    all.work = [this](std::size_t item, const scenarios::UnitContext& context) {
      return compare(item, context);
    };
    all.progress = [&progress](std::size_t done) { progress.show(done); };
    all.told = [this](std::size_t item, const std::string& scenario) {
      if (found_.left().size() < kKeptMax) {
        found_.keep(name_of_shrunk(item), name_of_shrunk(item), scenario);
      }
    };
    all.stop = interrupt_.descriptor();
    for (const WorkResult& result : do_all(all)) {
      const std::size_t item = result.unit;
      CompareOutcome outcome;
      if (result.failure.empty()) outcome = unpacked(result.text);
      outcome.item = item;
      outcome.failure = result.failure;
      outcome.input =
          is_file(item) ? arguments_.files[item] : fmt::format("seed {}", seed_of(item));
      outcomes_.push_back(std::move(outcome));
    }
  }

  // In a worker.
  std::string shrink(const CompareOutcome& outcome) const {
    try {
      return kShrunk + smallest(outcome);
    } catch (const scenarios::InputError& error) {
      return error.what();
    }
  }

  // The text of the smallest scenario that diverges in the same way.
  std::string smallest(const CompareOutcome& outcome) const {
    const std::size_t item = outcome.item;
    const ScenarioSpec spec = spec_of(item);
    const Divergence original = *outcome.divergence;
    const std::uint64_t line = original.line != 0 ? original.line : outcome.lines;
    // A smaller scenario shows it earlier: what goes on for longer does not show it.
    const std::uint64_t events_max =
        std::min(events_max_of(item), kEventsOfLineMax * line + kEventsAtLeast);
    const scenarios::Side first = side(schedulers_.first, events_max);
    const scenarios::Side second = side(schedulers_.second, events_max);
    std::optional<Divergence> last;
    std::uint64_t events = 0;
    const auto run = [&](const scenarios::Side& side, const ScenarioSpec& candidate) {
      scenarios::SideRun done = side.run(candidate);
      events += done.cut.empty() ? done.lines.size() : events_max;
      return done;
    };
    const auto still_shows = [&](const ScenarioSpec& candidate) {
      if (events > kEventsOfShrinkingMax) return false;
      try {
        const scenarios::SideRun run_of_first = run(first, candidate);
        const auto divergence = first_divergence(run_of_first, run(second, candidate));
        if (!divergence.has_value() || !same_kind(*divergence, original)) return false;
        last = divergence;
        return true;
      } catch (const scenarios::InputError&) {
        return false;  // one of the schedulers cannot run it
      }
    };
    scenarios::ShrunkScenario shrunk = scenarios::shrink_scenario(spec, still_shows);
    shrunk.spec.name = is_file(item) ? spec.name : name_of_shrunk(item);
    shrunk.spec.summary = fmt::format(
        "{}. Repeat: {}",
        divergence_summary(last.value_or(original), schedulers_.first, schedulers_.second),
        compare_again("FILE", schedulers_));
    return scenarios::scenario_text(shrunk.spec);
  }

  std::string name_of_shrunk(std::size_t item) const {
    return is_file(item) ? stem_of(arguments_.files[item])
                         : fmt::format("random_{}", seed_of(item));
  }

  void shrink_some() {
    std::vector<CompareOutcome*> chosen;
    for (CompareOutcome& outcome : outcomes_) {
      if (outcome.divergence.has_value() && chosen.size() < kShrunkMax) chosen.push_back(&outcome);
    }
    if (chosen.empty()) return;
    CountProgress progress(console_, "shrunk", chosen.size());
    SurvivingWork all;
    all.count = chosen.size();
    all.jobs = arguments_.jobs;
    all.work = [&](std::size_t i, const scenarios::UnitContext&) { return shrink(*chosen[i]); };
    all.progress = [&progress](std::size_t done) { progress.show(done); };
    all.stop = interrupt_.descriptor();
    for (const WorkResult& result : do_each(all)) {
      CompareOutcome& outcome = *chosen[result.unit];
      const std::string name = name_of_shrunk(outcome.item);
      if (result.text.rfind(kShrunk, 0) != 0) {
        outcome.shrink_mistake = result.failure + result.text;
        continue;
      }
      try {
        outcome.shrunk_file =
            write_beside_others(arguments_.out, name, result.text.substr(kShrunk.size()));
        found_.drop(name);
      } catch (const OutputError& error) {
        outcome.not_written = error.what();
      }
    }
  }

  // Files each get their line, random scenarios only if they diverge. A scheduler that refuses one
  // of those refuses all of them, most likely for the same reason.
  void print() {
    std::size_t refused = 0;
    for (const CompareOutcome& outcome : outcomes_) {
      if (outcome.mistake.empty()) continue;
      if (!is_file(outcome.item) && refused++ != 0) continue;
      console_.err << printable(outcome.mistake) << "\n";
    }
    if (refused > 1) {
      console_.err << "and " << plural_text(refused - 1, "other random scenario") << "\n";
    }
    print_report(console_, arguments_.json != kStandardOutput && arguments_.html != kStandardOutput,
                 [this](const TextStyle& style) { return report(style); });
  }
  std::string report(const TextStyle& style) const {
    std::string text;
    for (const CompareOutcome& outcome : outcomes_) {
      if (!outcome.mistake.empty()) continue;
      if (is_file(outcome.item) || !outcome.equivalent()) {
        text += compare_text(outcome, schedulers_, style);
      }
    }
    if (inputs() > 1) text += compare_summary(outcomes_, schedulers_, style);
    if (interrupt_.came()) {
      text += fmt::format("interrupted: {} of {} compared\n", count_text(outcomes_.size()),
                          count_text(inputs()));
    }
    return text;
  }

  int status() const {
    int status = kAsExpected;
    for (const CompareOutcome& outcome : outcomes_) {
      if (!outcome.mistake.empty() || !outcome.not_written.empty()) return kBadInput;
      if (!outcome.equivalent()) status = kNotAsExpected;
    }
    return status;
  }

  // Both runs, one above the other; the first difference is marked in each. In a worker.
  std::string page_of(const CompareOutcome& outcome) const {
    const ScenarioSpec spec = spec_of(outcome.item);
    timeline::TimelineRecorder recorders[2];
    const std::string names[] = {schedulers_.first, schedulers_.second};
    timeline::Page page{fmt::format("{}: {} and {}", spec.name, names[0], names[1]), {}, {}};
    for (std::size_t i = 0; i < 2; ++i) {
      scenarios::MachineOptions options;
      options.scheduler = names[i];
      options.extensions = &extensions_;
      recorders[i].observe(options);
      scenarios::run_scenario(spec, options);
      page.runs.push_back({names[i], &recorders[i].timeline(), {}});
      if (!outcome.divergence.has_value() || outcome.divergence->line == 0) continue;
      const std::vector<std::string>& lines =
          i == 0 ? outcome.divergence->first : outcome.divergence->second;
      if (lines.empty()) continue;
      page.runs.back().noted.push_back({std::strtoull(lines.front().c_str(), nullptr, 10),
                                        "difference", "first difference",
                                        "first difference: " + lines.front()});
    }
    page.sections.push_back({"Comparison", compare_text(outcome, schedulers_, TextStyle(false))});
    return timeline::html_page(page);
  }

  void draw() {
    const CompareOutcome& outcome = outcomes_.front();
    if (!outcome.mistake.empty() || !outcome.failure.empty()) {
      console_.err << "drmsim: --html: there are no two runs to draw\n";
      return;
    }
    write_page_apart([&] { return page_of(outcome); }, "the runs", interrupt_.descriptor(),
                     html_.get(), console_);
  }

  const CompareArguments& arguments_;
  const SchedulerNames schedulers_;
  const std::string semantics_;
  const scenarios::Extensions& extensions_;
  mutable std::optional<std::vector<std::string>> policies_;
  const Console& console_;
  std::unique_ptr<OutputFile> json_;
  std::unique_ptr<OutputFile> html_;
  FindingFiles found_;
  Interrupt interrupt_;
  std::vector<CompareOutcome> outcomes_;  // in the order of the items
};

}  // namespace

int compare_inputs(const CompareArguments& arguments, const scenarios::Extensions& extensions,
                   const Console& console) {
  const auto schedulers = choose_schedulers(arguments, extensions.schedulers, console.err);
  if (!schedulers.has_value()) return kBadInput;
  return CompareCommand(arguments, extensions, *schedulers, console).run();
}

}  // namespace drmsim::tools
