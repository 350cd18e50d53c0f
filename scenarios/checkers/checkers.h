// All checkers of a run: those that always are, and those that its scenario asks for.
//
// The latter hold a machine to more than the kernel's own recovery sequence, and some drivers'
// defaults, do.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "scenarios/checkers/credit_checker.h"
#include "scenarios/checkers/job_checker.h"
#include "scenarios/checkers/job_life_checker.h"
#include "scenarios/checkers/outcome_checker.h"
#include "scenarios/checkers/recovery_checker.h"
#include "scenarios/checkers/stop_checker.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/jobs/job_lives.h"
#include "sched/api/job_inspector.h"
#include "sim/hazard.h"

namespace drmsim::scenarios {

class Checkers final : public JobObserver {
 public:
  Checkers(sim::World& world, JobLives& lives);

  void attach();                                         // to the lives of jobs
  void attach_own(std::unique_ptr<JobChecker> checker);  // one that a program brings
  // One that a scenario asks for, by the hazard that it reports; false: there is none.
  bool attach_requested(sim::HazardKind kind, const ScenarioSpec& spec);
  static const std::vector<sim::HazardKind>& requestable();
  // Who of them looks at jobs before they are freed; null: nobody.
  drm::JobInspector* inspector() const { return inspector_; }

 private:
  void on_event(const sim::Event& event, const JobLife* job) override;

  sim::World& world_;
  JobLives& lives_;
  std::vector<std::unique_ptr<JobChecker>> others_;  // asked for by a scenario, or a program's
  RecoveryChecker recovery_;
  JobLifeChecker job_life_;
  OutcomeChecker outcome_;
  CreditChecker credits_;
  StopChecker stops_;
  const std::array<JobChecker*, 5> always_;
  drm::JobInspector* inspector_ = nullptr;
};

}  // namespace drmsim::scenarios
