// Which implementation of drm::Api a machine runs on.
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/missing_scheduler.h"
#include "scenarios/report/run_scenario.h"
#include "sched/model/model_api.h"

namespace drmsim::tests {
namespace {

using scenarios::MachineOptions;

constexpr const char* kTwoJobs = R"(name = "two"
ring = [{ name = "gfx", scheduler = { policy = "rr" } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", count = 2 }])";

std::string error_of(const MachineOptions& options) {
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(kTwoJobs, "t.toml");
  try {
    scenarios::run_scenario(spec, options);
  } catch (const scenarios::InputError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("run: the scheduler is chosen by name") {
  int made = 0;
  scenarios::Extensions extensions;
  extensions.schedulers.add("mine", [&made](const drm::ApiContext& context) {
    ++made;
    return std::make_unique<drm::ModelApi>(context);
  });
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(kTwoJobs, "t.toml");
  MachineOptions options;
  options.extensions = &extensions;
  CHECK(scenarios::run_scenario(spec, options).jobs == 2);
  CHECK(made == 0);
  options.scheduler = "mine";
  CHECK(scenarios::run_scenario(spec, options).jobs == 2);
  CHECK(made == 1);
}

TEST_CASE("run: an unknown scheduler is an error that names those that there are") {
  const scenarios::Extensions only_the_model;
  MachineOptions options;
  options.extensions = &only_the_model;
  options.scheduler = "modell";
  CHECK(error_of(options) ==
        "t.toml: there is no scheduler `modell`; did you mean `model`? expected `model`");
}

TEST_CASE("run: a scheduler that cannot serve the machine says why") {
  scenarios::Extensions extensions;
  extensions.schedulers.add("none", [](const drm::ApiContext&) -> std::unique_ptr<drm::Api> {
    throw std::invalid_argument("it has no semantics");
  });
  MachineOptions options;
  options.extensions = &extensions;
  options.scheduler = "none";
  CHECK(error_of(options) == "t.toml: scheduler `none`: it has no semantics");
}

class Choosy final : public drm::ModelApi {
 public:
  using ModelApi::ModelApi;
  std::string refusal(const drm::SchedulerArgs& args) const override {
    return args.policy == "rr" ? "it has no round robin" : "";
  }
};

TEST_CASE("run: a ring that the scheduler refuses is an error at its place") {
  scenarios::Extensions extensions;
  extensions.schedulers.add(
      "choosy", [](const drm::ApiContext& context) { return std::make_unique<Choosy>(context); });
  MachineOptions options;
  options.extensions = &extensions;
  options.scheduler = "choosy";
  CHECK(error_of(options) == "t.toml:2:37: it has no round robin");
}

TEST_CASE("run: a scenario about a scheduler runs on it, and on no other") {
  scenarios::Extensions extensions;
  const auto make = [](const drm::ApiContext& context) {
    return std::make_unique<drm::ModelApi>(context);
  };
  extensions.schedulers.add("kernel:a", make);
  extensions.schedulers.add("kernel:b", make);
  scenarios::ScenarioSpec spec = scenarios::parse_scenario(kTwoJobs, "t.toml");
  CHECK(scenarios::scheduler_of_run(spec, "") == "model");
  CHECK(scenarios::scheduler_of_run(spec, "kernel:a") == "kernel:a");
  spec = scenarios::parse_scenario(std::string("scheduler = \"kernel:a\"\n") + kTwoJobs, "t.toml");
  CHECK(scenarios::scheduler_of_run(spec, "") == "kernel:a");
  CHECK(scenarios::scheduler_of_run(spec, "kernel:b") == "kernel:b");
  CHECK_THROWS_WITH(scenarios::scheduler_of_run(spec, "model"),
                    "t.toml:1:13: this scenario is about the scheduler `kernel:a`; expected "
                    "`--scheduler kernel:a`, or none instead of `--scheduler model`");
  MachineOptions options;
  options.extensions = &extensions;
  CHECK(scenarios::run_scenario(spec, options).jobs == 2);
  const scenarios::Extensions none;
  options.extensions = &none;
  CHECK_THROWS_AS(scenarios::run_scenario(spec, options), scenarios::MissingScheduler);
}

}  // namespace
}  // namespace drmsim::tests
