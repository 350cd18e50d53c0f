#include "scenarios/machine/submitter.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace drmsim::scenarios {

using sim::EventKind;

Submitter::Submitter(sim::World& world, drm::Api& api, JobReadiness& dependencies,
                     const EntitySpec& spec, std::uint32_t process_id,
                     std::vector<drm::Scheduler*> schedulers, Driver& driver,
                     sim::Delay submit_cost)
    : world_(world),
      api_(api),
      dependencies_(dependencies),
      name_(world.intern(spec.name)),
      driver_(driver),
      submit_cost_(std::move(submit_cost)),
      submit_lock_(world, "submit lock"),
      changed_(world, "a call under way"),
      submit_locked_(spec.submit_lock),
      grace_period_(spec.grace_period) {
  add_user(process_id);
  entity_ =
      drm::EntityPtr(api.drm_sched_entity_init(
                         {spec.name, spec.priority, std::move(schedulers), users_.front().process}),
                     drm::Free{&api});
}

Submitter::User Submitter::add_user(std::uint32_t process_id) {
  users_.emplace_back().process.id = process_id;
  ++open_;
  return users_.size() - 1;
}

// --- Submission ---

const char* Submitter::refusal(User user) const {
  if (users_[user].ended) return "process_ended";
  return gone_ ? "entity_gone" : nullptr;
}

void Submitter::log_refused(sim::JobTag job, const char* why) {
  world_.log().emit(EventKind::refused, job, name_, why);
}

// Whoever has got in comes out with a job: what ends its process or the entity waits for it.
drm::Fence* Submitter::submit(const JobRequest& request, const std::vector<drm::Fence*>& after,
                              const Armed& armed, User user) {
  if (refusal(user) != nullptr) {
    for (drm::Fence* fence : after) api_.dma_fence_put(fence);
    return nullptr;
  }
  Process& process = users_[user];
  ++process.in_ioctl;
  if (const sim::TimeNs cost_ns = world_.draw(submit_cost_)) world_.cpu().spend(cost_ns);
  drm::Fence* finished = submit_in_ioctl(request, after, armed, process.process);
  leave(process.in_ioctl);
  return finished;
}

drm::Fence* Submitter::submit_in_ioctl(const JobRequest& request,
                                       const std::vector<drm::Fence*>& after, const Armed& armed,
                                       const drm::Process& current) {
  const sim::QuarantineHold hold(world_.memory());
  std::optional<sim::MutexGuard> guard;
  if (submit_locked_) guard.emplace(submit_lock_, sim::Where::here());
  JobRequest of_entity = request;
  of_entity.entity = name_;
  drm::Job& job = driver_.make_job(*entity_, of_entity);
  for (drm::Fence* fence : after) {
    dependencies_.add(request.tag, *fence, api_);
    api_.drm_sched_job_add_dependency(job, fence);
  }
  api_.drm_sched_job_arm(job);
  drm::Fence* finished = api_.dma_fence_get(&api_.finished(job));
  if (request.deadline_ns != sim::kForever) {
    world_.log().emit(EventKind::deadline, request.tag, request.deadline_ns);
    api_.dma_fence_set_deadline(*finished, request.deadline_ns);
  }
  if (armed) armed(*finished);
  api_.drm_sched_entity_push_job(job, current);
  return finished;
}

bool Submitter::ioctl(User user,
                      const std::function<void(drm::Entity&, const drm::Process&)>& call) {
  if (refusal(user) != nullptr) return false;
  Process& process = users_[user];
  ++process.in_ioctl;
  call(*entity_, process.process);
  leave(process.in_ioctl);
  return true;
}

void Submitter::modify_sched(const std::vector<drm::Scheduler*>& schedulers, User user) {
  ioctl(user, [&](drm::Entity& entity, const drm::Process&) {
    std::optional<sim::MutexGuard> guard;
    if (submit_locked_) guard.emplace(submit_lock_, sim::Where::in("modify_sched"));
    api_.drm_sched_entity_modify_sched(entity, schedulers);
  });
}

// --- The end of a process, and of the file ---

void Submitter::wait_for(const std::function<bool()>& condition) {
  if (condition()) return;
  ++waiters_;
  changed_.wait_event(condition);
  --waiters_;
}

void Submitter::leave(std::uint32_t& inside) {
  --inside;
  if (waiters_ > 0) changed_.wake_up_all();
}

bool Submitter::all_ended() const {
  return std::all_of(users_.begin(), users_.end(), [](const Process& user) { return user.ended; });
}

// A signal does not take a task out of the kernel: the files of a process are closed when its last
// task has come out.
void Submitter::end_process(End how, sim::TimeNs wait_ns, User user) {
  Process& process = users_[user];
  if (std::exchange(process.ended, true)) return;
  wait_for([&process] { return process.in_ioctl == 0; });
  if (gone_) return;  // destroyed before
  process.process.exiting = true;
  process.process.sigkill = how == End::killed;
  world_.log().emit(how == End::killed ? EventKind::entity_kill : EventKind::entity_exit, name_);
  ++flushing_;
  api_.drm_sched_entity_flush(*entity_, process.process, wait_ns);
  leave(flushing_);
  if (--open_ > 0 || std::exchange(gone_, true)) return;
  api_.drm_sched_entity_fini(*entity_);
  release();
}

// A process that still has the file open.
const drm::Process& Submitter::any_process() const {
  const auto living =
      std::find_if(users_.begin(), users_.end(), [](const Process& user) { return !user.ended; });
  return (living == users_.end() ? users_.front() : *living).process;
}

// Whether nobody has before; then nobody uses the file any more. Who is in the ioctl has looked the
// entity up, and holds a reference to it.
bool Submitter::begin_destroy() {
  if (all_ended() || std::exchange(gone_, true)) {
    wait_for([this] { return entity_ == nullptr; });
    return false;
  }
  wait_for([this] {
    return flushing_ == 0 && std::all_of(users_.begin(), users_.end(),
                                         [](const Process& user) { return user.in_ioctl == 0; });
  });
  world_.log().emit(EventKind::entity_destroy, name_);
  return true;
}

void Submitter::destroy() {
  if (!begin_destroy()) return;
  api_.drm_sched_entity_destroy(*entity_, any_process());
  release();
}

// A limited wait is for those that exit: for everybody else drm_sched_entity_flush() waits as long
// as it takes.
void Submitter::destroy_after(sim::TimeNs wait_ns) {
  if (!begin_destroy()) return;
  drm::Process exiting = any_process();
  exiting.exiting = true;
  exiting.sigkill = false;
  api_.drm_sched_entity_flush(*entity_, exiting, wait_ns);
  api_.drm_sched_entity_fini(*entity_);
  release();
}

// The entity is part of the file's memory.
void Submitter::release() {
  driver_.entity_closed(*entity_);
  free_entity();
  if (waiters_ > 0) changed_.wake_up_all();
}

void Submitter::free_entity() {
  drm::Entity* entity = entity_.release();
  if (grace_period_) {
    world_.rcu().call([&api = api_, entity] { api.free_entity(entity); });
  } else {
    api_.free_entity(entity);
  }
}

}  // namespace drmsim::scenarios
