#include "tools/cli/run_one.h"

#include <cstdint>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_overrides.h"
#include "scenarios/report/run_scenario.h"
#include "tools/cli/number_text.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_input.h"
#include "tools/wsim/run_workloads.h"

namespace drmsim::tools {
namespace {

using scenarios::InputError;
using scenarios::MachineOptions;
using scenarios::ScenarioSpec;
namespace wsim = scenarios::wsim;

constexpr std::uint32_t kBatchesMax = 1024;

[[noreturn]] void refuse(const std::string& name, const std::string& message) {
  throw InputError(scenarios::Diagnostic{name, 0, 0, message});
}

// What the user repeats to see the same again.
std::string repeat_command(const std::string& input, const RunArguments& arguments,
                           std::uint64_t seed) {
  return fmt::format("drmsim run {}{} --seed {}", input, arguments.options_to_repeat, seed);
}

RunOutcome run_spec(ScenarioSpec spec, const std::string& file, const RunArguments& arguments,
                    const MachineOptions& options) {
  if (!arguments.workload_option.empty()) {
    refuse(file, arguments.workload_option + " is about workloads, and this is a scenario");
  }
  if (arguments.seed.has_value()) spec.seed = *arguments.seed;
  RunOutcome outcome;
  const double begin = wall_seconds();
  outcome.report = scenarios::run_scenario(spec, options);
  outcome.wall_seconds = wall_seconds() - begin;
  outcome.is_test = arguments.hazards_may_pass;
  outcome.repeat_command = repeat_command(shell_word(file), arguments, outcome.report.seed);
  return outcome;
}

wsim::WorkloadOptions workload_options(const RunInput& input, const RunArguments& arguments) {
  wsim::WorkloadOptions options = arguments.workload;
  options.workloads = input.workloads;
  // gem_wsim's generator has 32 bits of state: of a larger seed both halves count.
  const std::uint64_t seed = arguments.seed.value_or(0);
  if (arguments.seed.has_value()) options.seed = static_cast<std::uint32_t>(seed ^ seed >> 32);
  return options;
}

// What the command line says in place of a scenario file, said of workloads.
wsim::EngineScheduling apply_overrides(const RunInput& input, const RunArguments& arguments,
                                       wsim::WorkloadOptions& options) {
  const scenarios::OverrideValues values = scenarios::values_of(arguments.overrides);
  wsim::EngineScheduling engines;
  if (values.policy.has_value()) engines.policy = {*values.policy, {1, 1}};
  if (values.credits.value_or(1) > kBatchesMax) {
    refuse(input.name, fmt::format("an engine takes at most {} batches; expected fewer --credits",
                                   kBatchesMax));
  }
  engines.credit_limit = values.credits;
  engines.timeout_ns = values.timeout_ns.value_or(engines.timeout_ns);
  options.repeat = values.repeat.value_or(options.repeat);
  options.duration_scale = values.scale;
  options.delay_scale = values.delay_scale;
  return engines;
}

std::string workload_words(const RunInput& input) {
  if (kind_of(input.name) == InputKind::workload) return shell_word(input.name);
  std::string words;
  for (const wsim::WorkloadArgument& workload : input.workloads) {
    words += fmt::format("{}{} {}", words.empty() ? "" : " ", workload.master ? "-W" : "-w",
                         shell_word(workload.text));
  }
  return words;
}

RunOutcome run_workloads(const RunInput& input, const RunArguments& arguments,
                         const MachineOptions& options) {
  RunOutcome outcome;
  const double begin = wall_seconds();
  wsim::WorkloadOptions workload = workload_options(input, arguments);
  const wsim::EngineScheduling engines = apply_overrides(input, arguments, workload);
  const wsim::WsimPlan plan(workload, engines);
  wsim::WsimOutcome result = wsim::run_workloads(plan, options);
  outcome.wall_seconds = wall_seconds() - begin;
  for (const wsim::WorkloadPlan& workload : plan.workloads()) {
    for (const scenarios::Diagnostic& warning : workload.workload.warnings) {
      outcome.warnings.push_back(scenarios::to_string(warning));
    }
  }
  outcome.report = std::move(result.report);
  outcome.report.file = input.name;
  outcome.report.seed = arguments.seed.value_or(plan.seed());
  outcome.report.scenario = stem_of(input.name);
  outcome.report.summary = fmt::format("{}, {} each", plural_text(plan.clients().size(), "client"),
                                       plural_text(plan.repeat(), "iteration"));
  outcome.workload_text = wsim::gem_wsim_text(result.result, arguments.each_client ? 2 : 1);
  outcome.workload = std::move(result.result);
  outcome.repeat_command = repeat_command(workload_words(input), arguments, outcome.report.seed);
  return outcome;
}

}  // namespace

std::vector<RunInput> inputs_of(const RunArguments& arguments) {
  std::vector<RunInput> inputs;
  for (const std::string& file : arguments.files) {
    RunInput input{file, {}};
    if (kind_of(file) == InputKind::workload)
      input.workloads.push_back({file, false, arguments.priority});
    inputs.push_back(std::move(input));
  }
  if (!arguments.workload.workloads.empty()) {
    inputs.push_back({"workloads", arguments.workload.workloads});
  }
  return inputs;
}

RunOutcome run_one(const RunInput& input, const RunArguments& arguments,
                   const MachineOptions& options) {
  if (!input.workloads.empty()) return run_workloads(input, arguments, options);
  if (kind_of(input.name) == InputKind::unknown) {
    refuse_kind(input.name, "a scenario (.toml) or a workload (.wsim)");
  }
  return run_spec(load_input(input.name, arguments.overrides).spec, input.name, arguments, options);
}

}  // namespace drmsim::tools
