#include "tools/wsim/engine_placement.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>

namespace drmsim::scenarios::wsim {
namespace {

struct ContextEngines {
  std::vector<std::size_t> map;  // empty: no map
  bool balanced = false;
};

class EnginePlacer {
 public:
  EnginePlacer(const Workload& workload, const EngineSet& machine)
      : workload_(workload), machine_(machine) {}

  std::vector<EnginePlacement> run() {
    for (const Step& step : workload_.steps) {
      if (const auto* map = std::get_if<EngineMap>(&step.action)) read_map(step, *map);
      if (const auto* balance = std::get_if<LoadBalance>(&step.action)) {
        contexts_[balance->context].balanced = true;
      }
    }
    std::vector<EnginePlacement> placements(workload_.steps.size());
    for (const Step& step : workload_.steps) {
      if (const auto* batch = std::get_if<Batch>(&step.action)) {
        placements[step.index] = place(step, *batch);
      }
    }
    if (!errors_.empty()) throw InputError(std::move(errors_));
    return placements;
  }

 private:
  void read_map(const Step& step, const EngineMap& map);
  EnginePlacement place(const Step& step, const Batch& batch);

  void fail(const Step& step, const std::string& words, const std::string& rest) {
    errors_.push_back(
        workload_.at(step, words + " at step " + std::to_string(step.index) + "! " + rest));
  }
  std::string machine_engines() const;

  const Workload& workload_;
  const EngineSet& machine_;
  std::map<std::uint32_t, ContextEngines> contexts_;
  std::vector<Diagnostic> errors_;
};

void EnginePlacer::read_map(const Step& step, const EngineMap& map) {
  std::vector<std::size_t>& engines = contexts_[map.context].map;
  engines.clear();
  for (const EngineName& name : map.engines) {
    const std::vector<std::size_t> found = machine_.matching(name);
    if (found.empty()) {
      fail(step, "Invalid engine map list",
           "The machine has no " + to_string(name) + "; expected engines among " +
               machine_engines());
    }
    for (const std::size_t engine : found) {
      const bool is_new = std::find(engines.begin(), engines.end(), engine) == engines.end();
      if (is_new) engines.push_back(engine);
    }
  }
}

EnginePlacement EnginePlacer::place(const Step& step, const Batch& batch) {
  const ContextEngines& context = contexts_[batch.context];
  const std::vector<std::size_t> found = machine_.matching(batch.engine);
  if (context.map.empty()) {
    if (!found.empty()) return {{found.front()}, false};
    fail(
        step, "Invalid engine id",
        "The machine has no " + to_string(batch.engine) + "; expected one of " + machine_engines());
    return {};
  }
  if (batch.engine.instance.has_value()) {
    for (const std::size_t engine : context.map) {
      if (std::find(found.begin(), found.end(), engine) != found.end()) return {{engine}, false};
    }
  }
  if (context.balanced) return {context.map, true};
  const std::string id = std::to_string(batch.context);
  fail(step, "Invalid engine id",
       to_string(batch.engine) + " is not in the engine map of context " + id +
           "; expected an engine of the map by its full name, or a B." + id + " step");
  return {};
}

std::string EnginePlacer::machine_engines() const {
  std::string names;
  for (std::size_t i = 0; i < machine_.engines().size(); ++i) {
    names += (i == 0 ? "" : ", ") + machine_.name_of(i);
  }
  return names;
}

}  // namespace

std::vector<EnginePlacement> place_engines(const Workload& workload, const EngineSet& machine) {
  return EnginePlacer(workload, machine).run();
}

}  // namespace drmsim::scenarios::wsim
