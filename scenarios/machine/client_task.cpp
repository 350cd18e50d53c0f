#include "scenarios/machine/client_task.h"

namespace drmsim::scenarios {

ClientTask::ClientTask(sim::World& world, const ClientSpec& spec, Submitter& submitter)
    : world_(world), spec_(spec), submitter_(submitter), name_(world.intern(spec.name)) {}

void ClientTask::start() {
  world_.spawn_task("client:" + spec_.name, [this] { run(); });
}

void ClientTask::run() {
  world_.cpu().sleep_for(world_.draw(spec_.start));
  const sim::TimeNs first_ns = world_.now();
  for (std::uint64_t number = 0; number < spec_.cycles && !stopping_; ++number) {
    const sim::TimeNs due_ns = first_ns + number * spec_.period_ns;
    if (due_ns > world_.now()) world_.cpu().sleep_until(due_ns);
    const sim::TimeNs begin_ns = world_.now();
    if (stopping_ || !cycle(number)) break;
    if (const sim::TimeNs sleep_ns = world_.draw(spec_.sleep)) world_.cpu().sleep_for(sleep_ns);
    const bool took_none = world_.now() == begin_ns && spec_.cycles == kEndlessCycles;
    cycles_of_instant_ = took_none ? cycles_of_instant_ + 1 : 0;
    if (gave_up()) break;
  }
  while (!unfinished_.empty()) wait_for_oldest();
}

bool ClientTask::cycle(std::uint64_t number) {
  const sim::TimeNs begin_ns = world_.now();
  for (std::uint32_t i = 0; i < spec_.jobs_per_cycle; ++i) {
    if (!submit_one()) return false;
  }
  if (spec_.synchronous) {
    while (!unfinished_.empty()) wait_for_oldest();
  }
  world_.log().emit(sim::EventKind::cycle, name_, number, world_.now() - begin_ns);
  return true;
}

bool ClientTask::submit_one() {
  while (unfinished_.size() >= spec_.in_flight) wait_for_oldest();
  const JobRequest request{sim::JobTag{name_, ++submitted_}, world_.draw(spec_.duration),
                           spec_.credits, nullptr};
  drm::Fence* finished = submitter_.submit(request, {});
  if (finished == nullptr) {
    const char* why = submitter_.refusal();
    // A task of a process that has ended submits nothing: there is nobody left to be refused.
    if (!submitter_.process_ended()) submitter_.log_refused(request.tag, why);
    return false;
  }
  unfinished_.push_back(finished);
  // With no limit and no need to wait, remembering the newest is enough.
  while (spec_.in_flight == kNoJobLimit && unfinished_.size() > 1) {
    submitter_.api().dma_fence_put(unfinished_.front());
    unfinished_.pop_front();
  }
  return true;
}

void ClientTask::wait_for_oldest() {
  drm::Fence* oldest = unfinished_.front();
  unfinished_.pop_front();
  submitter_.api().dma_fence_wait_timeout(*oldest);
  submitter_.api().dma_fence_put(oldest);
}

}  // namespace drmsim::scenarios
