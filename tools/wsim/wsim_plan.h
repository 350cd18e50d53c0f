// A run of workloads, prepared: everything that can be known and checked before a machine exists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/source_location.h"
#include "tools/wsim/engine_placement.h"
#include "tools/wsim/object_uses.h"
#include "tools/wsim/workload.h"
#include "tools/wsim/workload_options.h"

namespace drmsim::scenarios::wsim {

// How engines are fed.
struct EngineScheduling {
  NameRef policy;  // empty: the scheduler's own
  // Batches handed to an engine at once. Not given: 2, so that the next one begins without the
  // CPU's help; 1 if a workload has an s-K, which is released when its target has been handed to
  // the engine: with more than 1, that is before it starts.
  std::optional<std::uint32_t> credit_limit;
  sim::TimeNs timeout_ns = sim::kForever;
};

struct WorkloadPlan {
  Workload workload;
  std::vector<EnginePlacement> placements;   // by step
  std::vector<std::vector<ObjectUse>> uses;  // by step
  std::uint32_t endless_steps = 0;
};

struct ClientPlan {
  std::size_t workload = 0;  // index
  std::uint32_t seed = 0;    // of its batches' durations
  std::int32_t priority = 0;
  bool background = false;  // loops until the master has ended
};

class WsimPlan {
 public:
  static constexpr std::uint32_t kClientsMax = 10'000;

  // Reads and checks. Throws InputError.
  explicit WsimPlan(const WorkloadOptions& options, const EngineScheduling& scheduling = {});

  const std::vector<WorkloadPlan>& workloads() const { return workloads_; }
  const std::vector<ClientPlan>& clients() const { return clients_; }
  std::uint32_t repeat() const { return repeat_; }
  std::uint32_t seed() const { return seed_; }  // -I
  // The client whose end ends the others, or nothing.
  std::optional<std::uint32_t> master() const { return master_; }

  // The machine: for each engine a ring, an engine that executes one batch at a time and a reset
  // domain, all of one name, "RCS1", in the order of the engine set. It has no entities, jobs or
  // clients.
  const ScenarioSpec& spec() const { return spec_; }
  const std::string& ring(std::size_t engine) const { return spec_.rings[engine].name; }

 private:
  void plan_workloads(const WorkloadOptions& options);
  void plan_clients(const WorkloadOptions& options);
  void plan_machine(const WorkloadOptions& options, const EngineScheduling& scheduling);
  bool has_submit_fences() const;

  std::vector<WorkloadPlan> workloads_;
  std::vector<ClientPlan> clients_;
  std::uint32_t repeat_;
  std::uint32_t seed_;
  std::optional<std::uint32_t> master_;
  ScenarioSpec spec_;
};

}  // namespace drmsim::scenarios::wsim
