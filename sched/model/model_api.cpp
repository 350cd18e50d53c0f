#include "sched/model/model_api.h"

#include <new>
#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/entity.h"
#include "sched/model/releases.h"
#include "sched/model/sched_fence.h"
#include "sim/assert.h"

namespace drmsim::drm {
namespace {

[[gnu::cold]] void report_pushed_before(const Job& job, Where where) {
  job.check_alive("drm_sched_entity_push_job", where);
  sim::World& world = job.world();
  world.hazards().fatal(sim::HazardKind::contract, where, job.storage(),
                        world.describe("drm_sched_entity_push_job of " + job.label(), where) +
                            ": it was pushed and has run before; the kernel dereferences NULL");
}

}  // namespace

// --- Jobs ---

int ModelApi::drm_sched_job_init(JobMemory& memory, Entity& entity, std::uint32_t credits,
                                 sim::JobTag tag, Where where) {
  static_assert(sizeof(Job) <= kJobBytes && alignof(Job) <= kMemoryAlignment);
  const auto& job = *new (memory.bytes()) Job(memory.storage(), entity, credits, tag, where);
  memory.initialise(tag, [](JobMemory& gone) { gone.job().~Job(); });
  if (job.usable()) return 0;
  return credits == 0 ? -kEinval : -kEnoent;
}

void ModelApi::drm_sched_job_add_dependency(Job& job, Fence* fence, Where where) {
  job.add_dependency(fence, where);
}

void ModelApi::drm_sched_job_arm(Job& job, Where where) {
  job.arm(where);
  rules_.armed(entity(job));
}

void ModelApi::drm_sched_entity_push_job(Job& job, const Process& submitter, Where where) {
  Entity* entity = job.entity();
  if (entity == nullptr) return report_pushed_before(job, where);
  rules_.pushed(entity);
  entity->push_job(job, submitter, where);
}

void ModelApi::drm_sched_job_cleanup(Job& job, Where where) {
  job.cleanup(where);
}

Fence& ModelApi::finished(Job& job) const {
  return job.finished();
}
Fence& ModelApi::scheduled(Job& job) const {
  return job.scheduled();
}
Fence* ModelApi::parent(Job& job) const {
  return job.s_fence().parent;
}
std::uint32_t ModelApi::credits(const Job& job) const {
  return job.credits();
}
int ModelApi::karma(const Job& job) const {
  return job.karma();
}
Entity* ModelApi::entity(const Job& job) const {
  return job.entity();
}

// --- Entities ---

Entity* ModelApi::drm_sched_entity_init(const EntityArgs& args, Where where) {
  return make_entity(release(), context_.world, args, where);
}

void ModelApi::free_entity(Entity* entity) {
  rules_.freed(entity);
  if (entity == nullptr) return;
  if (context_.world.stopped()) {
    delete entity;
    return;
  }
  entity->check_off_run_queue();
  context_.world.memory().free(*entity);
}

void ModelApi::drm_sched_entity_flush(Entity& entity, const Process& caller, sim::TimeNs timeout_ns,
                                      Where where) {
  entity.flush(caller, timeout_ns, where);
}

void ModelApi::drm_sched_entity_fini(Entity& entity, Where where) {
  entity.fini(where);
}

void ModelApi::drm_sched_entity_destroy(Entity& entity, const Process& caller, Where where) {
  entity.destroy(caller, where);
}

void ModelApi::drm_sched_entity_kill(Entity& entity, Where where) {
  entity.kill(where);
}

void ModelApi::drm_sched_entity_set_priority(Entity& entity, Priority priority) {
  entity.set_priority(priority);
}

void ModelApi::drm_sched_entity_modify_sched(Entity& entity,
                                             const std::vector<Scheduler*>& schedulers) {
  rules_.schedulers_modified(&entity, Where::here());
  entity.modify_sched(schedulers);
}

int ModelApi::drm_sched_entity_error(Entity& entity) {
  return entity.error();
}

// --- Schedulers ---

std::vector<std::string> ModelApi::policies() const {
  return context_.policies.names(release());
}

std::string ModelApi::refusal(const SchedulerArgs&) const {
  return "";
}

Scheduler* ModelApi::drm_sched_init(const SchedulerArgs& args, Where where) {
  const PolicyFactory* make_policy = context_.policies.find(args.policy, release());
  DRMSIM_ASSERT(make_policy != nullptr, "a policy that policies() lists");
  SchedulerParts parts;
  parts.policy = *make_policy;
  parts.system_wq = &context_.system_wq;
  parts.wakeup = context_.wakeup;
  parts.timer_rounding = context_.timer_rounding;
  parts.defects = context_.release.defects;
  parts.api = this;
  return make_scheduler(release(), context_.world, args, parts, where).release();
}

void ModelApi::drm_sched_fini(Scheduler& scheduler, Where where) {
  scheduler.fini(where);
}

void ModelApi::free_scheduler(Scheduler* scheduler) {
  if (scheduler == nullptr) return;
  Scheduler& freed = *scheduler;
  if (freed.world().stopped()) {
    delete &freed;
  } else {
    freed.free();
  }
}

void ModelApi::drm_sched_stop(Scheduler& scheduler, Job* bad, Where where) {
  scheduler.stop(bad == nullptr ? nullptr : &*bad, where);
}

void ModelApi::drm_sched_resubmit_jobs(Scheduler& scheduler, Where where) {
  scheduler.resubmit_jobs(where);
}

void ModelApi::drm_sched_start(Scheduler& scheduler, int error, Where where) {
  scheduler.start(error, where);
}

bool ModelApi::drm_sched_is_stopped(const Scheduler& scheduler) const {
  return scheduler.stopped();
}

void ModelApi::drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                              const std::function<void(Job&)>& body, Where where) {
  scheduler.for_each_pending_job(
      [&](Job& job) {
        const Entity* of_job = job.entity();
        if (entity == nullptr || (of_job != nullptr && &*job.entity() == entity)) {
          body(job);
        }
      },
      where);
}

bool ModelApi::drm_sched_job_is_signaled(Job& job, Where where) {
  return job.is_signaled(where);
}

void ModelApi::drm_sched_increase_karma(Job& bad, Where where) {
  bad.check_alive("drm_sched_increase_karma", where);
  bad.scheduler()->increase_karma(bad);
}

void ModelApi::drm_sched_job_reinsert_on_false_timeout(Scheduler& scheduler, Job& job,
                                                       Where where) {
  scheduler.reinsert_job(job, where);
}

void ModelApi::drm_sched_fault(Scheduler& scheduler, Where where) {
  scheduler.fault(where);
}

void ModelApi::drm_sched_tdr_queue_imm(Scheduler& scheduler, Where) {
  scheduler.tdr_queue_imm();
}

sim::TimeNs ModelApi::drm_sched_suspend_timeout(Scheduler& scheduler, Where) {
  return scheduler.suspend_timeout();
}

void ModelApi::drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns, Where) {
  scheduler.resume_timeout(remaining_ns);
}

void ModelApi::drm_sched_wqueue_stop(Scheduler& scheduler, Where where) {
  scheduler.wqueue_stop(where);
}

void ModelApi::drm_sched_wqueue_start(Scheduler& scheduler, Where where) {
  scheduler.wqueue_start(where);
}

bool ModelApi::drm_sched_wqueue_ready(const Scheduler& scheduler) const {
  return scheduler.ready();
}

void ModelApi::set_ready(Scheduler& scheduler, bool ready) {
  scheduler.set_ready(ready);
}

std::uint32_t ModelApi::credit_count(const Scheduler& scheduler) const {
  return scheduler.credit_count();
}

int ModelApi::score(const Scheduler& scheduler) const {
  return scheduler.score();
}

}  // namespace drmsim::drm
