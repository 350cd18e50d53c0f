#include "scenarios/checkers/checkers.h"

#include <utility>

#include "scenarios/checkers/blame_checker.h"
#include "scenarios/checkers/dependency_checker.h"
#include "scenarios/checkers/early_checker.h"
#include "scenarios/checkers/error_checker.h"
#include "scenarios/checkers/failure_checker.h"
#include "scenarios/checkers/free_checker.h"
#include "scenarios/checkers/late_checker.h"
#include "scenarios/checkers/score_checker.h"
#include "scenarios/checkers/timestamp_checker.h"

namespace drmsim::scenarios {

using sim::HazardKind;

namespace {

std::unique_ptr<JobChecker> make_requested(HazardKind kind, sim::World& world,
                                           const JobLives& lives, const ScenarioSpec& spec) {
  switch (kind) {
    case HazardKind::innocent_blamed:
      return std::make_unique<BlameChecker>(world);
    case HazardKind::wrong_error:
      return std::make_unique<ErrorChecker>(world);
    case HazardKind::freed_while_executing:
      return std::make_unique<FreeChecker>(world);
    case HazardKind::late_timeout:
      return std::make_unique<LateChecker>(world);
    case HazardKind::early_timeout:
      return std::make_unique<EarlyChecker>(world, spec);
    case HazardKind::fence_order:
      return std::make_unique<DependencyChecker>(world, spec);
    case HazardKind::failed_dependency:
      return std::make_unique<FailureChecker>(world, spec);
    case HazardKind::score_leak:
      return std::make_unique<ScoreChecker>(world, lives, spec);
    case HazardKind::fence_timestamp:
      return std::make_unique<TimestampChecker>(world);
    default:
      return nullptr;
  }
}

}  // namespace

Checkers::Checkers(sim::World& world, JobLives& lives)
    : world_(world),
      lives_(lives),
      recovery_(world),
      job_life_(world, lives),
      outcome_(world),
      credits_(world, lives),
      stops_(world),
      always_{&recovery_, &job_life_, &outcome_, &credits_, &stops_} {}

void Checkers::on_event(const sim::Event& event, const JobLife* job) {
  if (event.kind == sim::EventKind::hazard || event.kind == sim::EventKind::preempt) return;
  for (JobChecker* checker : always_) checker->check(event, job);
  for (const auto& checker : others_) checker->check(event, job);
}

void Checkers::attach() {
  lives_.add(*this);
}

void Checkers::attach_own(std::unique_ptr<JobChecker> checker) {
  others_.push_back(std::move(checker));
}

bool Checkers::attach_requested(HazardKind kind, const ScenarioSpec& spec) {
  std::unique_ptr<JobChecker> checker = make_requested(kind, world_, lives_, spec);
  if (checker == nullptr) return false;
  if (auto* looks = dynamic_cast<drm::JobInspector*>(checker.get())) inspector_ = looks;
  others_.push_back(std::move(checker));
  return true;
}

const std::vector<HazardKind>& Checkers::requestable() {
  static const std::vector<HazardKind> kinds = {
      HazardKind::innocent_blamed,   HazardKind::wrong_error,   HazardKind::freed_while_executing,
      HazardKind::late_timeout,      HazardKind::early_timeout, HazardKind::fence_order,
      HazardKind::failed_dependency, HazardKind::score_leak,    HazardKind::fence_timestamp};
  return kinds;
}

}  // namespace drmsim::scenarios
