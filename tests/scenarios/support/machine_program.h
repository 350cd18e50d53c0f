// A scenario's run in which a program does something of its own on the machine.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::tests {

// A ring `gfx` that one entity `app` uses; tables may follow.
inline const std::string kGfxAndApp = R"(name = "t"
[[ring]]
name = "gfx"
[[entity]]
name = "app"
rings = "gfx"
)";

// setup: called when the machine is built, before it runs.
inline scenarios::RunReport run_program(const std::string& scenario,
                                        std::function<void(scenarios::Machine&)> setup,
                                        scenarios::MachineOptions options = {}) {
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(scenario, "t.toml");
  options.setup = std::move(setup);
  return scenarios::run_scenario(spec, options);
}

}  // namespace drmsim::tests
