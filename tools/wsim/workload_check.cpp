#include "tools/wsim/workload_check.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace drmsim::scenarios::wsim {
namespace {

class WorkloadChecker {
 public:
  explicit WorkloadChecker(Workload& workload) : workload_(workload) {}

  void run() {
    collect();
    for (const Step& step : workload_.steps) {
      std::visit([&](const auto& action) { check(step, action); }, step.action);
    }
    if (!errors_.empty()) throw InputError(std::move(errors_));
  }

 private:
  // What steps refer to regardless of order.
  void collect();

  void check(const Step& step, const Batch& batch);
  void check(const Step& step, const Sync& sync);
  void check(const Step& step, const SignalFence& signal);
  void check(const Step& step, const Terminate& terminate);
  void check(const Step& step, const CreateFence&);
  void check(const Step& step, const EngineMap& map);
  void check(const Step& step, const LoadBalance& balance);
  void check(const Step&, const Delay&) {}
  void check(const Step&, const Period&) {}
  void check(const Step& step, const Throttle& throttle);
  void check(const Step&, const QueueDepth&) {}
  void check(const Step&, const ContextPriority&) {}
  void check(const Step&, const WorkingSet&) {}

  void check_objects(const Step& step, const ObjectDependency& dependency);

  // The step `back` steps before `step`, or nullptr if there is none.
  const Step* target(const Step& step, std::uint32_t back) const {
    if (back == 0 || back > step.index) return nullptr;
    return &workload_.steps[step.index - back];
  }
  template <typename Wanted>
  bool leads_to(const Step& step, std::uint32_t back) const {
    const Step* found = target(step, back);
    return found != nullptr && std::holds_alternative<Wanted>(found->action);
  }
  std::string describe_target(const Step& step, std::uint32_t back) const;

  void fail(const Step& step, int column, std::string_view words, const std::string& rest) {
    std::string message(words);
    message += std::to_string(step.index) + "! " + rest;
    errors_.push_back(workload_.at(step, column, std::move(message)));
  }
  void warn(const Step& step, std::string message) {
    workload_.warnings.push_back(workload_.at(step, std::move(message)));
  }

  Workload& workload_;
  std::vector<Diagnostic> errors_;
  std::map<std::uint32_t, const WorkingSet*> working_sets_;
  const Step* first_batch_ = nullptr;
  std::set<std::uint32_t> terminated_;  // indexes of the batches that T steps end
  std::set<std::uint32_t> mapped_;      // contexts with an M step before the current one
};

void WorkloadChecker::collect() {
  for (const Step& step : workload_.steps) {
    if (first_batch_ == nullptr && std::holds_alternative<Batch>(step.action)) first_batch_ = &step;
    if (const auto* set = std::get_if<WorkingSet>(&step.action)) {
      if (!working_sets_.emplace(set->id, set).second) {
        fail(step, step.column, "Duplicate working set id at ",
             "Working set " + std::to_string(set->id) + " exists; expected another id");
      }
    } else if (const auto* terminate = std::get_if<Terminate>(&step.action)) {
      if (terminate->back <= step.index) terminated_.insert(step.index - terminate->back);
    }
  }
}

std::string WorkloadChecker::describe_target(const Step& step, std::uint32_t back) const {
  const Step* found = target(step, back);
  if (found == nullptr) return "There is no step " + std::to_string(back) + " steps back";
  return "Step " + std::to_string(found->index) + " is " + std::string(describe(found->action));
}

void WorkloadChecker::check(const Step& step, const Batch& batch) {
  for (const DataDependency& dependency : batch.data) {
    if (leads_to<Batch>(step, dependency.back)) continue;
    fail(step, dependency.column, "Invalid dependency at step ",
         describe_target(step, dependency.back) + "; expected a batch");
  }
  if (batch.fence && !leads_to<Batch>(step, batch.fence->back) &&
      !leads_to<CreateFence>(step, batch.fence->back)) {
    fail(step, batch.fence->column, "Invalid dependency target ",
         describe_target(step, batch.fence->back) + "; expected a batch or a fence (f)");
  }
  for (const ObjectDependency& dependency : batch.objects) check_objects(step, dependency);
  if (!batch.duration.endless) return;
  if (terminated_.count(step.index) == 0) {
    warn(step, "this batch is endless and no T step ends it: the engine hangs on it");
  } else if (batch.wait) {
    warn(step, "the client waits for an endless batch before it reaches the T step that ends it");
  }
}

void WorkloadChecker::check_objects(const Step& step, const ObjectDependency& dependency) {
  const std::string set_name = "working set " + std::to_string(dependency.set_id);
  const auto set = working_sets_.find(dependency.set_id);
  if (set == working_sets_.end()) {
    fail(step, dependency.column, "Invalid dependency at step ",
         "There is no " + set_name + "; expected the id of a w or W step");
    return;
  }
  const std::uint64_t count = set->second->object_count();
  if (dependency.last < count) return;
  fail(step, dependency.column, "Invalid dependency at step ",
       "There is no object " + std::to_string(dependency.last) + " in " + set_name +
           "; expected one of its " + std::to_string(count) + " objects, counted from 0");
}

void WorkloadChecker::check(const Step& step, const Sync& sync) {
  if (leads_to<Batch>(step, sync.back)) return;
  fail(step, step.column, "Invalid sync target at step ",
       describe_target(step, sync.back) + "; expected a batch");
}

void WorkloadChecker::check(const Step& step, const SignalFence& signal) {
  if (leads_to<CreateFence>(step, signal.back)) return;
  fail(step, step.column, "Invalid sw fence target ",
       describe_target(step, signal.back) + "; expected a fence (f)");
}

// gem_wsim wraps around once, and then reads in front of its array of steps.
void WorkloadChecker::check(const Step& step, const Throttle& throttle) {
  if (first_batch_ == nullptr) return;
  const std::uint64_t max = workload_.steps.size() + first_batch_->index;
  if (throttle.back <= max) return;
  fail(step, step.column, "Invalid throttle at step ",
       std::to_string(throttle.back) + " steps before step " + std::to_string(first_batch_->index) +
           " is before the previous iteration; expected at most " + std::to_string(max));
}

void WorkloadChecker::check(const Step& step, const Terminate& terminate) {
  std::string found = describe_target(step, terminate.back);
  if (const Step* ended = target(step, terminate.back)) {
    const auto* batch = std::get_if<Batch>(&ended->action);
    if (batch != nullptr && batch->duration.endless) return;
    if (batch != nullptr) found += " that ends by itself";
  }
  fail(step, step.column, "Invalid terminate target at step ",
       found + "; expected an endless batch (duration *)");
}

void WorkloadChecker::check(const Step& step, const CreateFence&) {
  if (step.index > 0) return;
  warn(step, "a fence that is the first step is signalled from the start, as in gem_wsim");
}

void WorkloadChecker::check(const Step&, const EngineMap& map) {
  if (!map.engines.empty()) mapped_.insert(map.context);
}

void WorkloadChecker::check(const Step& step, const LoadBalance& balance) {
  if (mapped_.count(balance.context) != 0) return;
  const std::string context = std::to_string(balance.context);
  errors_.push_back(workload_.at(step, "Load balancing needs an engine map! Context " + context +
                                           " has none at step " + std::to_string(step.index) +
                                           "; expected an M." + context + " step before it"));
}

}  // namespace

void check_workload(Workload& workload) {
  WorkloadChecker(workload).run();
}

}  // namespace drmsim::scenarios::wsim
