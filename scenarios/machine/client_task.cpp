#include "scenarios/machine/client_task.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

bool comes_after(const ClientStep& step, const ClientStep& other, bool is_before) {
  if (!step.after.has_value()) return is_before;
  return std::any_of(step.after->begin(), step.after->end(),
                     [&](const NameRef& name) { return name.name == other.name; });
}

}  // namespace

ClientTask::ClientTask(sim::World& world, const ClientSpec& spec,
                       std::vector<Submitter*> submitters, ClientSleeps& sleeps)
    : world_(world),
      sleeps_(sleeps),
      spec_(spec),
      api_(submitters.front()->api()),
      name_(world.intern(spec.name)),
      progress_(world, "cycle of another client") {
  for (ClientStep& step : spec.cycle_steps()) {
    Submitter* const submitter = submitters[steps_.size()];
    steps_.push_back(Step{std::move(step), submitter, {}, false, nullptr});
  }
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    Step& step = steps_[i];
    for (std::size_t before = 0; before < i; ++before) {
      if (!comes_after(step.spec, steps_[before].spec, before + 1 == i)) continue;
      step.after.push_back(before);
      steps_[before].awaited = true;
    }
  }
}

void ClientTask::start(ClientTask* first) {
  first_ = first;
  if (first != nullptr) first->followed_ = true;
  world_.spawn_task("client:" + spec_.name, [this] { run(); });
}

std::string ClientTask::failure() const {
  if (gave_up()) {
    return fmt::format("client `{}` gave up after {} cycles that took no time", spec_.name,
                       kCyclesOfInstantMax);
  }
  if (!never_started_) return "";
  return fmt::format("client `{}` never started: client `{}` ended after {} of {} cycles",
                     spec_.name, first_->spec_.name, first_->cycles_done_, spec_.start_after.cycle);
}

void ClientTask::run() {
  if (first_ == nullptr || first_->wait_for_cycle(spec_.start_after.cycle)) {
    run_cycles();
  } else {
    never_started_ = !stopping_;
  }
  ended_ = true;
  if (followed_) progress_.wake_up();
}

bool ClientTask::wait_for_cycle(std::uint64_t count) {
  progress_.wait_event([this, count] { return cycles_done_ >= count || ended_; });
  return cycles_done_ >= count;
}

void ClientTask::run_cycles() {
  world_.cpu().sleep_for(world_.draw(spec_.start));
  const sim::TimeNs first_ns = world_.now();
  for (std::uint64_t number = 0; number < spec_.cycles && !stopping_; ++number) {
    const sim::TimeNs due_ns = first_ns + number * spec_.period_ns;
    if (due_ns > world_.now()) sleep_until(due_ns);
    const sim::TimeNs begin_ns = world_.now();
    deadline_ns_ = sim::saturating_add(spec_.period_ns != 0 ? due_ns : begin_ns, spec_.deadline_ns);
    if (stopping_ || !cycle(number)) break;
    if (const sim::TimeNs sleep_ns = world_.draw(spec_.sleep)) {
      sleep_until(sim::saturating_add(world_.now(), sleep_ns));
    }
    const bool took_none = world_.now() == begin_ns && spec_.cycles == kEndlessCycles;
    cycles_of_instant_ = took_none ? cycles_of_instant_ + 1 : 0;
    if (gave_up()) break;
  }
  while (!unfinished_.empty()) wait_for_oldest();
}

void ClientTask::sleep_until(sim::TimeNs end_ns) {
  sleeps_.sleep_until(end_ns, spec_.tick_ns, spec_.sleep_slack_ns);
}

bool ClientTask::cycle(std::uint64_t number) {
  const sim::TimeNs begin_ns = world_.now();
  const bool submitted =
      std::all_of(steps_.begin(), steps_.end(), [this](Step& step) { return submit_step(step); });
  for (Step& step : steps_) {
    if (step.end != nullptr) api_.dma_fence_put(std::exchange(step.end, nullptr));
  }
  if (!submitted) return false;
  if (spec_.synchronous) {
    while (!unfinished_.empty()) wait_for_oldest();
  }
  world_.log().emit(sim::EventKind::cycle, name_, number, world_.now() - begin_ns);
  ++cycles_done_;
  if (followed_) progress_.wake_up();
  return true;
}

bool ClientTask::submit_step(Step& step) {
  for (std::uint32_t i = 1; i <= step.spec.jobs; ++i) {
    if (!submit_one(step, i == step.spec.jobs)) return false;
  }
  return true;
}

bool ClientTask::submit_one(Step& step, bool last) {
  while (unfinished_.size() >= spec_.in_flight) wait_for_oldest();
  const JobRequest request{sim::JobTag{name_, ++submitted_}, world_.draw(step.spec.duration),
                           step.spec.credits, nullptr, deadline_ns_};
  std::vector<drm::Fence*> after;
  for (const std::size_t before : step.after) {
    after.push_back(api_.dma_fence_get(steps_[before].end));
  }
  Submitter& submitter = *step.submitter;
  drm::Fence* finished = submitter.submit(request, after);
  if (finished == nullptr) {
    const char* why = submitter.refusal();
    // A task of a process that has ended submits nothing: there is nobody left to be refused.
    if (!submitter.process_ended()) submitter.log_refused(request.tag, why);
    return false;
  }
  if (last && step.awaited) step.end = api_.dma_fence_get(finished);
  unfinished_.push_back({finished, &step});
  if (spec_.in_flight != kNoJobLimit) return true;
  // With no limit and no need to wait, remembering the newest of each step is enough.
  const auto older = std::find_if(unfinished_.begin(), std::prev(unfinished_.end()),
                                  [&](const Unfinished& job) { return job.step == &step; });
  if (older == std::prev(unfinished_.end())) return true;
  api_.dma_fence_put(older->fence);
  unfinished_.erase(older);
  return true;
}

void ClientTask::wait_for_oldest() {
  drm::Fence* oldest = unfinished_.front().fence;
  unfinished_.pop_front();
  api_.dma_fence_wait_timeout(*oldest);
  api_.dma_fence_put(oldest);
}

}  // namespace drmsim::scenarios
