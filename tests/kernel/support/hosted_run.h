// Runs of scenarios about hosted drivers, with what tests look at.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/report/run_report.h"

namespace drmsim::tests {

// A file of scenarios/files/drivers_kernel/, by its name without the extension.
scenarios::ScenarioSpec shipped(const std::string& name);
// The scenario of a text, on kernel:6.12.
scenarios::ScenarioSpec hosted(const std::string& text);

struct HostedRun {
  scenarios::RunReport report;  // hazards alone
  std::string log;              // with one blank between words
  std::uint64_t hash;
};
HostedRun run_hosted(const scenarios::ScenarioSpec& spec);

// Names of the events, from the first of that name on.
std::string outline_from(const std::string& first, const std::string& log);

// What the user is told about the scenario of a text; empty if it runs.
std::string error_of(const std::string& text, const std::string& scheduler = "kernel:6.12");

}  // namespace drmsim::tests
