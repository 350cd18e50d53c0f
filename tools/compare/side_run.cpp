#include "tools/compare/side_run.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

constexpr std::array<std::string_view, 14> kBehaviour = {
    "push",     "add_dep",      "unschedulable", "run_job", "hw_start", "hw_done", "scheduled",
    "finished", "timedout_job", "karma",         "guilty",  "hw_reset", "restart", "free_job",
};

class BehaviourLog : public sim::EventObserver {
 public:
  BehaviourLog(SideRun& run, std::uint64_t events_max) : run_(run), events_max_(events_max) {
    for (std::size_t i = 0; i < sim::event_kind_count(); ++i) {
      kept_.push_back(defines_behaviour(sim::schema_of(static_cast<sim::EventKind>(i)).name));
    }
  }

  // What the machine's making alone has emitted may be too much already.
  void watch(sim::World& world) {
    world_ = &world;
    if (!run_.cut.empty()) world.stop();
  }
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override {
    if (!run_.cut.empty()) return;
    if (++events_ > events_max_) {
      run_.cut = fmt::format("{} events", events_max_);
      if (world_ != nullptr) world_->stop();
    } else if (kept_[static_cast<std::size_t>(event.kind)]) {
      run_.lines.push_back(sim::event_text(event, *names_));
    }
  }

 private:
  SideRun& run_;
  const std::uint64_t events_max_;
  std::uint64_t events_ = 0;
  std::vector<bool> kept_;  // by kind
  const sim::Names* names_ = nullptr;
  sim::World* world_ = nullptr;
};

std::string_view end_text(RunEnd end) {
  switch (end) {
    case RunEnd::quiescent:
      return "end quiescent";
    case RunEnd::until:
      return "end until";
    case RunEnd::max_steps:
    case RunEnd::time:
      return "end limit";
    case RunEnd::hazard:
      break;
  }
  return "end hazard";
}

std::vector<std::string> results_of(const RunReport& report) {
  std::vector<std::string> results = {std::string(end_text(report.end))};
  for (const std::string& entity : report.guilty) results.push_back("guilty " + entity);
  for (const UnfinishedReport& job : report.unfinished) results.push_back("unfinished " + job.job);
  std::set<std::string> hazards;
  for (const HazardReport& hazard : report.hazards) {
    hazards.insert(fmt::format("hazard {}", sim::hazard_name(hazard.kind)));
  }
  results.insert(results.end(), hazards.begin(), hazards.end());
  return results;
}

}  // namespace

bool defines_behaviour(std::string_view event) {
  return std::find(kBehaviour.begin(), kBehaviour.end(), event) != kBehaviour.end();
}

Side scheduler_side(const std::string& scheduler, const Extensions& extensions,
                    std::uint64_t events_max) {
  const auto run = [scheduler, &extensions, events_max](const ScenarioSpec& spec) {
    SideRun result;
    BehaviourLog log(result, events_max);
    MachineOptions options;
    options.scheduler = scheduler;
    options.extensions = &extensions;
    options.observers = {&log};
    options.setup = [&log](Machine& machine) { log.watch(machine.world()); };
    const RunReport report = run_scenario(spec, options);
    if (result.cut.empty() && report.end == RunEnd::max_steps) result.cut = "max_steps";
    if (result.cut.empty() && report.end == RunEnd::time) result.cut = "the end of virtual time";
    result.results = results_of(report);
    return result;
  };
  return {scheduler, run};
}

}  // namespace drmsim::scenarios
