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

std::unique_ptr<EventChecker> make_requested(HazardKind kind, sim::World& world,
                                             const ScenarioSpec& spec) {
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
      return std::make_unique<ScoreChecker>(world, spec);
    case HazardKind::fence_timestamp:
      return std::make_unique<TimestampChecker>(world);
    default:
      return nullptr;
  }
}

}  // namespace

Checkers::Checkers(sim::World& world)
    : world_(world),
      recovery_(world),
      job_life_(world, lives_),
      outcome_(world),
      credits_(world, lives_),
      stops_(world),
      always_{&recovery_, &job_life_, &outcome_, &credits_, &stops_} {}

void Checkers::on_event(const sim::Event& event) {
  if (event.kind == sim::EventKind::hazard || event.kind == sim::EventKind::preempt) return;
  const JobLife* const job = event_names_job(event.kind) ? lives_.find(event.job(0)) : nullptr;
  for (JobChecker* checker : always_) checker->check(event, job);
  lives_.update(event);
}

void Checkers::attach() {
  world_.log().attach(*this);
}

void Checkers::attach_own(std::unique_ptr<EventChecker> checker) {
  own_.push_back(std::move(checker));
  world_.log().attach(*own_.back());
}

bool Checkers::attach_requested(HazardKind kind, const ScenarioSpec& spec) {
  requested_.push_back(make_requested(kind, world_, spec));
  if (requested_.back() == nullptr) return false;
  world_.log().attach(*requested_.back());
  if (auto* looks = dynamic_cast<drm::JobInspector*>(requested_.back().get())) inspector_ = looks;
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
