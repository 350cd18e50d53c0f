// All checkers of a run.
#pragma once

#include "scenarios/checkers/recovery_checker.h"

namespace drmsim::scenarios {

class Checkers {
 public:
  explicit Checkers(sim::World& world) : log_(world.log()), recovery_(world) {}

  void attach();  // to the world's log

 private:
  sim::EventLog& log_;
  RecoveryChecker recovery_;
};

}  // namespace drmsim::scenarios
