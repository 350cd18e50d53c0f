#include "tests/kernel/support/hosted_run.h"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/event_hash.h"
#include "scenarios/report/run_scenario.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/oracle/recorded_log.h"

namespace drmsim::tests {
namespace {

// With one blank between words.
std::string squeezed(const std::string& log) {
  std::string text;
  for (const char c : log) {
    const bool at_gap = text.empty() || text.back() == ' ' || text.back() == '\n';
    if (c != ' ' || !at_gap) text += c;
  }
  return text;
}

}  // namespace

scenarios::ScenarioSpec shipped(const std::string& name) {
  return scenarios::load_scenario(
      std::string(DRMSIM_SOURCE_DIR "/scenarios/files/drivers_kernel/") + name + ".toml");
}

scenarios::ScenarioSpec hosted(const std::string& text) {
  scenarios::ScenarioSpec spec = scenarios::parse_scenario(text, "t.toml");
  spec.scheduler.name = "kernel:6.12";
  return spec;
}

HostedRun run_hosted(const scenarios::ScenarioSpec& spec) {
  scenarios::EventHash hash;
  LogText log;
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.observers = {&hash, &log};
  scenarios::Machine machine(spec, options);
  log.use(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) {
    UNSCOPED_INFO(sim::hazard_name(hazard.kind) << ": " << hazard.message);
  }
  HostedRun result{{}, squeezed(log.text()), hash.value()};
  for (const sim::Hazard& hazard : machine.world().hazards().all()) {
    scenarios::HazardReport& report = result.report.hazards.emplace_back();
    report.kind = hazard.kind;
    report.time_ns = hazard.time_ns;
    report.object = hazard.object;
    report.identity = hazard.identity();
    report.message_only = hazard.message_only;
    report.message = hazard.message;
  }
  return result;
}

std::string outline_from(const std::string& first, const std::string& log) {
  std::istringstream lines(log);
  std::string line;
  std::string outline;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string time;
    std::string name;
    words >> time >> name;
    if (outline.empty() && name != first) continue;
    outline += (outline.empty() ? "" : " ") + name;
  }
  return outline;
}

std::string error_of(const std::string& text, const std::string& scheduler) {
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(text, "t.toml");
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = scheduler;
  try {
    scenarios::run_scenario(spec, options);
  } catch (const scenarios::InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace drmsim::tests
