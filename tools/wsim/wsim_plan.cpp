#include "tools/wsim/wsim_plan.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "scenarios/format/input_error.h"
#include "tools/wsim/workload_random.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::uint64_t kEndWordsMax = 1u << 24;

std::string ring_name(const EngineInstance& engine) {
  EngineName name{engine.engine_class, engine.instance, {}};
  if (engine.gt > 0) name.gt = engine.gt;
  return to_string(name);
}

void refuse(std::string message) {
  throw InputError(Diagnostic{"<command line>", 0, 0, std::move(message)});
}

RingSpec ring_spec(const std::string& name, const EngineScheduling& scheduling,
                   std::uint32_t default_credits) {
  RingSpec ring;
  ring.name = name;
  ring.engine = ring.reset_domain = NameRef{name, {}};
  ring.scheduler.policy = scheduling.policy;
  ring.scheduler.credit_limit = scheduling.credit_limit.value_or(default_credits);
  ring.scheduler.timeout_ns = scheduling.timeout_ns;
  // Jobs that wait for memory take more room in the ring than those that slots are counted in.
  ring.slots = std::max<std::uint32_t>(ring.slots, 2 * ring.scheduler.credit_limit);
  return ring;
}

}  // namespace

WsimPlan::WsimPlan(const WorkloadOptions& options, const EngineScheduling& scheduling)
    : repeat_(options.repeat), seed_(options.seed) {
  plan_workloads(options);
  plan_clients(options);
  plan_machine(options, scheduling);
}

void WsimPlan::plan_workloads(const WorkloadOptions& options) {
  for (Workload& workload : load_workloads(options)) {
    WorkloadPlan plan;
    plan.placements = place_engines(workload, options.engines);
    plan.uses = object_uses(workload);
    for (const Step& step : workload.steps) {
      const auto* batch = std::get_if<Batch>(&step.action);
      if (batch != nullptr && batch->duration.endless) ++plan.endless_steps;
    }
    plan.workload = std::move(workload);
    workloads_.push_back(std::move(plan));
  }
}

void WsimPlan::plan_clients(const WorkloadOptions& options) {
  const bool clones = options.workloads.size() == 1;
  const std::size_t count = clones ? options.clients : options.workloads.size();
  if (count > kClientsMax) {
    refuse(std::to_string(count) + " clients; expected at most " + std::to_string(kClientsMax));
  }
  const auto seeds =
      client_seeds(options.seed, static_cast<std::uint32_t>(count), options.same_random_sequence);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t workload = clones ? 0 : i;
    clients_.push_back({workload, seeds[i], options.workloads[workload].priority, false});
    // Of the clones of a master, the first is the master.
    if (count > 1 && !master_ && options.workloads[workload].master) {
      master_ = static_cast<std::uint32_t>(i);
    }
  }
  for (std::size_t i = 0; i < count; ++i) clients_[i].background = master_ && i != *master_;
}

bool WsimPlan::has_submit_fences() const {
  for (const WorkloadPlan& plan : workloads_) {
    for (const Step& step : plan.workload.steps) {
      const auto* batch = std::get_if<Batch>(&step.action);
      if (batch != nullptr && batch->fence && batch->fence->kind == FenceKind::submit) return true;
    }
  }
  return false;
}

void WsimPlan::plan_machine(const WorkloadOptions& options, const EngineScheduling& scheduling) {
  spec_.file = workloads_.front().workload.sources.front();
  spec_.name = "wsim";
  spec_.seed = options.seed == 0 ? 1 : options.seed;
  const std::uint32_t default_credits = has_submit_fences() ? 1 : 2;
  for (const EngineInstance& engine : options.engines.engines()) {
    const std::string name = ring_name(engine);
    spec_.rings.push_back(ring_spec(name, scheduling, default_credits));
    spec_.engines.push_back(EngineSpec{{}, name, 1});
    ResetDomainSpec domain;
    domain.name = name;
    spec_.reset_domains.push_back(domain);
  }
  std::uint64_t end_words = 0;
  for (const ClientPlan& client : clients_) end_words += workloads_[client.workload].endless_steps;
  if (end_words > kEndWordsMax) {
    refuse(std::to_string(end_words) + " endless batches of all clients; expected at most " +
           std::to_string(kEndWordsMax));
  }
  spec_.spare_memory_dwords += static_cast<std::uint32_t>(end_words);
}

}  // namespace drmsim::scenarios::wsim
