#include "tests/scenarios/support/event_lines.h"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::tests {
namespace {

class LineCollector final : public sim::EventObserver {
 public:
  explicit LineCollector(std::initializer_list<sim::EventKind> kinds) : kinds_(kinds) {}
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override {
    if (std::find(kinds_.begin(), kinds_.end(), event.kind) == kinds_.end()) return;
    std::istringstream words(sim::event_text(event, *names_));
    std::string line;
    for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
    lines.push_back(line);
  }
  Lines lines;

 private:
  const std::vector<sim::EventKind> kinds_;
  const sim::Names* names_ = nullptr;
};

}  // namespace

Lines event_lines(const std::string& scenario, std::initializer_list<sim::EventKind> kinds) {
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(scenario, "t.toml");
  LineCollector lines(kinds);
  scenarios::MachineOptions options;
  options.observers.push_back(&lines);
  CHECK(scenarios::run_scenario(spec, options).hazards.empty());
  return lines.lines;
}

}  // namespace drmsim::tests
