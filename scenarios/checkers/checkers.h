// All checkers of a run: those that always are, and those that its scenario asks for.
//
// The latter hold a machine to more than the kernel's own recovery sequence, and some drivers'
// defaults, do.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/checkers/recovery_checker.h"
#include "scenarios/format/scenario_spec.h"
#include "sim/hazard.h"

namespace drmsim::scenarios {

class Checkers {
 public:
  explicit Checkers(sim::World& world) : world_(world), log_(world.log()), recovery_(world) {}

  void attach();  // to the world's log
  // One that a scenario asks for, by the hazard that it reports; false: there is none.
  bool attach_requested(sim::HazardKind kind, const ScenarioSpec& spec);
  static const std::vector<sim::HazardKind>& requestable();

 private:
  sim::World& world_;
  sim::EventLog& log_;
  std::vector<std::unique_ptr<EventChecker>> requested_;
  RecoveryChecker recovery_;
};

}  // namespace drmsim::scenarios
