// A fuzzer of whole runs: input files that come with drmsim are changed in a few places, and run,
// explored, compared and replayed, on the model and on kernels' own code. Whatever is in a file,
// the command gives 0, 1 or 2.
//
//   mutate [--runs N] [--seed S] [--first K] [--out FOLDER] [--model] [FILE OR FOLDER...]
//
// Case K of seed S is the same every time. One that fails is written to FOLDER (mutate_found),
// and its command printed; the exit status is 1 then.
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "sim/rng.h"
#include "tests/fuzz/mutate/corpus.h"
#include "tests/fuzz/mutate/mutator.h"
#include "tests/robustness/case_runner.h"

namespace {

using namespace drmsim;         // NOLINT: a program of one file
using namespace drmsim::tests;  // NOLINT
namespace fs = std::filesystem;

struct Options {
  std::uint64_t runs = 1000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  std::string out = "mutate_found";
  bool model_alone = false;
  std::vector<std::string> inputs;
};

// So that a case ends in a moment, though it would not in a year.
constexpr const char* kMaxSteps = "100000";

template <class T>
const T& one_of(const std::vector<T>& all, sim::Rng& rng) {
  return all[static_cast<std::size_t>(rng.uniform(0, all.size() - 1))];
}

class Campaign {
 public:
  explicit Campaign(const Options& options)
      : options_(options),
        schedulers_(schedulers_for_cases(options.model_alone
                                             ? std::vector<std::string>{}
                                             : std::vector<std::string>{"6.12", "7.3"})),
        runner_(options.out) {
    const fs::path root(DRMSIM_SOURCE_DIR);
    for (const std::string& input : options.inputs) corpus_.add(input);
    if (options.inputs.empty()) {
      for (const char* folder : {"scenarios", "tests"}) corpus_.add(root / folder);
      corpus_.add_all_as(InputKind::workload, root / "tests/fuzz/corpus_wsim");
    }
    corpus_.add_declared_values();
    record_replays(root);
  }

  int run() {
    for (std::uint64_t i = 0; i < options_.runs; ++i) {
      runner_.run(make_case(options_.first + i));
      if ((i + 1) % 1000 == 0) std::cout << runner_.tally() << std::endl;
    }
    std::cout << runner_.tally() << std::endl;
    return runner_.failures() == 0 ? 0 : 1;
  }

 private:
  // Replay files of this build, of failures that are found at once.
  void record_replays(const fs::path& root) {
    const std::string folder = replays_.path("replays");
    for (const char* file : {"tests/tools/explore/one_reference.toml",
                             "scenarios/files/bugs/timer_cancelled_too_early.toml"}) {
      for (const std::string& scheduler : schedulers_) {
        run_forked({"explore", (root / file).string(), "--schedules", "300", "--jobs", "1", "--out",
                    folder, "--scheduler", scheduler});
      }
    }
    if (fs::exists(folder)) corpus_.add_all_as(InputKind::replay, folder);
  }

  Case make_case(std::uint64_t number) {
    sim::Rng rng(options_.seed * 0x9e3779b97f4a7c15u + number);
    static const std::vector<InputKind> kKinds = [] {
      std::vector<InputKind> kinds(16, InputKind::scenario);
      kinds.insert(kinds.end(), {InputKind::workload, InputKind::workload, InputKind::replay});
      return kinds;
    }();
    static const std::map<InputKind, const char*> kExtensions = {{InputKind::scenario, ".toml"},
                                                                 {InputKind::workload, ".wsim"},
                                                                 {InputKind::replay, ".toml"}};
    InputKind kind = one_of(kKinds, rng);
    if (corpus_.files(kind).empty()) kind = InputKind::scenario;
    Case made;
    made.text = Mutator(corpus_, rng).mutated(kind, one_of(corpus_.files(kind), rng).text);
    if (kind == InputKind::scenario && made.text.find("max_steps") == std::string::npos) {
      made.text = fmt::format("max_steps = {}\n", kMaxSteps) + made.text;
    }
    made.name = fmt::format("case_{}_{}{}", options_.seed, number, kExtensions.at(kind));
    made.arguments = arguments_for(kind, made.name, rng);
    return made;
  }

  std::vector<std::string> arguments_for(InputKind kind, const std::string& file, sim::Rng& rng) {
    if (kind == InputKind::replay) return {"replay", file};
    const std::string& scheduler = one_of(schedulers_, rng);
    if (kind == InputKind::workload) {
      const std::string clients = std::to_string(rng.uniform(1, 3));
      const std::string repeats = std::to_string(rng.uniform(1, 3));
      return {"run",   file, "--scheduler", scheduler,     "-c",
              clients, "-r", repeats,       "--max-steps", kMaxSteps};
    }
    // Three of four are run: what fails in an exploration is shrunk, for as long as a hundred runs.
    if (rng.uniform(0, 3) != 0) {
      return {"run", file, "--scheduler", scheduler, "--max-steps", kMaxSteps};
    }
    if (schedulers_.size() > 1 && rng.uniform(0, 1) == 0) {
      const std::string second =
          schedulers_[static_cast<std::size_t>(rng.uniform(1, schedulers_.size() - 1))];
      return {"compare", file, "--schedulers", "model," + second, "--jobs", "1", "--out", "out"};
    }
    static const std::vector<std::string> kStrategies = {"random", "pct", "delay", "exhaustive"};
    return {"explore",     file,
            "--schedules", std::to_string(rng.uniform(1, 6)),
            "--strategy",  one_of(kStrategies, rng),
            "--seed",      std::to_string(rng.uniform(1, 1000)),
            "--jobs",      "1",
            "--scheduler", scheduler,
            "--out",       "out",
            "--keep-going"};
  }

  const Options options_;
  std::vector<std::string> schedulers_;
  ScratchFolder replays_;
  Corpus corpus_;
  CaseRunner runner_;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Fuzzes whole runs of drmsim.", "mutate");
  app.add_option("--runs", options.runs, "How many cases");
  app.add_option("--seed", options.seed, "Of all cases");
  app.add_option("--first", options.first, "The number of the first case");
  app.add_option("--out", options.out, "Folder for the files of cases that fail");
  app.add_flag("--model", options.model_alone, "Without kernels' own code");
  app.add_option("INPUT", options.inputs, "Files or folders; by default all that drmsim has");
  CLI11_PARSE(app, argc, argv);
  return Campaign(options).run();
}
