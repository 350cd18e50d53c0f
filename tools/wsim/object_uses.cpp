#include "tools/wsim/object_uses.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "scenarios/format/input_error.h"

namespace drmsim::scenarios::wsim {
namespace {

class UseCollector {
 public:
  explicit UseCollector(const Workload& workload) : workload_(workload) {
    for (const Step& step : workload.steps) {
      if (const auto* set = std::get_if<WorkingSet>(&step.action)) shared_[set->id] = set->shared;
    }
  }

  std::vector<ObjectUse> uses_of(const Step& step, const Batch& batch) {
    uses_.clear();
    add(step, {kOutputs, step.index, false, ObjectAccess::write});
    for (const DataDependency& data : batch.data) {
      add(step, {kOutputs, step.index - data.back, false, ObjectAccess::read});
    }
    for (const ObjectDependency& object : batch.objects) {
      const auto access = object.write ? ObjectAccess::write : ObjectAccess::read;
      const bool shared = shared_.at(object.set_id);
      for (std::uint64_t index = object.first; index <= object.last; ++index) {
        add(step, {object.set_id, static_cast<std::uint32_t>(index), shared, access});
      }
    }
    std::vector<ObjectUse> list;
    for (const auto& [name, use] : uses_) list.push_back(use);
    return list;
  }

 private:
  void add(const Step& step, const ObjectUse& use) {
    const auto [place, is_new] = uses_.try_emplace({use.set, use.index}, use);
    if (use.access == ObjectAccess::write) place->second.access = ObjectAccess::write;
    if (!is_new || ++count_ <= kObjectUsesMax) return;
    throw InputError(workload_.at(
        step, "Invalid dependency at step " + std::to_string(step.index) +
                  "! The batches name more objects than can be simulated; expected at most " +
                  std::to_string(kObjectUsesMax) + " in all"));
  }

  const Workload& workload_;
  std::map<std::uint32_t, bool> shared_;  // by id of the working set
  std::map<std::pair<std::uint32_t, std::uint32_t>, ObjectUse> uses_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<std::vector<ObjectUse>> object_uses(const Workload& workload) {
  UseCollector collector(workload);
  std::vector<std::vector<ObjectUse>> uses(workload.steps.size());
  for (const Step& step : workload.steps) {
    if (const auto* batch = std::get_if<Batch>(&step.action)) {
      uses[step.index] = collector.uses_of(step, *batch);
    }
  }
  return uses;
}

}  // namespace drmsim::scenarios::wsim
