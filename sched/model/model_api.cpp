#include "sched/model/model_api.h"

#include <new>
#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/entity.h"
#include "sched/model/entity_kill.h"
#include "sched/model/model_entity.h"
#include "sched/model/model_fence.h"
#include "sched/model/model_scheduler.h"
#include "sched/model/sched_fence.h"
#include "sim/assert.h"

namespace drmsim::drm {
namespace {

std::vector<sched::Scheduler*> models(const std::vector<Scheduler*>& schedulers) {
  std::vector<sched::Scheduler*> models;
  for (Scheduler* scheduler : schedulers) models.push_back(&model(*scheduler));
  return models;
}

[[gnu::cold]] void report_pushed_before(const sched::Job& job, Where where) {
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
  static_assert(sizeof(sched::Job) <= kJobBytes && alignof(sched::Job) <= kMemoryAlignment);
  const auto& job =
      *new (memory.bytes()) sched::Job(memory.storage(), model(entity), credits, tag, where);
  memory.initialise(tag, [](JobMemory& gone) { model(gone.job()).~Job(); });
  if (job.usable()) return 0;
  return credits == 0 ? -sched::kEinval : -sched::kEnoent;
}

void ModelApi::drm_sched_job_add_dependency(Job& job, Fence* fence, Where where) {
  model(job).add_dependency(model(fence), where);
}

void ModelApi::drm_sched_job_arm(Job& job, Where where) {
  model(job).arm(where);
  rules_.armed(entity(job));
}

void ModelApi::drm_sched_entity_push_job(Job& job, const Process& submitter, Where where) {
  sched::Entity* entity = model(job).entity();
  if (entity == nullptr) return report_pushed_before(model(job), where);
  rules_.pushed(&handle(*entity));
  entity->push_job(model(job), submitter, where);
}

void ModelApi::drm_sched_job_cleanup(Job& job, Where where) {
  model(job).cleanup(where);
}

Fence& ModelApi::finished(Job& job) const {
  return handle(model(job).finished());
}
Fence& ModelApi::scheduled(Job& job) const {
  return handle(model(job).scheduled());
}
Fence* ModelApi::parent(Job& job) const {
  return handle(model(job).s_fence().parent);
}
std::uint32_t ModelApi::credits(const Job& job) const {
  return model(job).credits();
}
int ModelApi::karma(const Job& job) const {
  return model(job).karma();
}
Entity* ModelApi::entity(const Job& job) const {
  sched::Entity* entity = model(job).entity();
  return entity == nullptr ? nullptr : &handle(*entity);
}

// --- Entities ---

Entity* ModelApi::drm_sched_entity_init(const EntityArgs& args, Where where) {
  sched::Entity* entity = new ModelEntity(context_.world, args, models(args.schedulers), where);
  return &handle(*entity);
}

void ModelApi::free_entity(Entity* entity) {
  rules_.freed(entity);
  if (entity == nullptr) return;
  auto& freed = static_cast<ModelEntity&>(model(*entity));
  if (context_.world.stopped()) {
    delete &freed;
    return;
  }
  freed.check_off_run_queue();
  context_.world.memory().free(freed);
}

void ModelApi::drm_sched_entity_flush(Entity& entity, const Process& caller, sim::TimeNs timeout_ns,
                                      Where where) {
  model(entity).flush(caller, timeout_ns, where);
}

void ModelApi::drm_sched_entity_fini(Entity& entity, Where where) {
  model(entity).fini(where);
}

void ModelApi::drm_sched_entity_destroy(Entity& entity, const Process& caller, Where where) {
  model(entity).destroy(caller, where);
}

void ModelApi::drm_sched_entity_kill(Entity& entity, Where where) {
  sched::EntityKill::kill(model(entity), where);
}

void ModelApi::drm_sched_entity_set_priority(Entity& entity, Priority priority) {
  model(entity).set_priority(priority);
}

void ModelApi::drm_sched_entity_modify_sched(Entity& entity,
                                             const std::vector<Scheduler*>& schedulers) {
  rules_.schedulers_modified(&entity, Where::here());
  model(entity).modify_sched(models(schedulers));
}

int ModelApi::drm_sched_entity_error(Entity& entity) {
  return model(entity).error();
}

// --- Schedulers ---

std::vector<std::string> ModelApi::policies() const {
  return context_.policies.names(context_.semantics);
}

std::string ModelApi::refusal(const SchedulerArgs&) const {
  return "";
}

Scheduler* ModelApi::drm_sched_init(const SchedulerArgs& args, Where where) {
  const sched::PolicyFactory* make_policy = context_.policies.find(args.policy, context_.semantics);
  DRMSIM_ASSERT(make_policy != nullptr, "a policy that policies() lists");
  sim::Names& names = context_.world.names();
  sched::SchedulerOptions options;
  options.name = args.name;
  options.num_rqs = args.num_rqs;
  options.credit_limit = args.credit_limit;
  options.hang_limit = args.hang_limit;
  options.timeout_ns = args.timeout_ns;
  options.policy = *make_policy;
  options.policy_name = names.text(context_.world.intern(args.policy)).c_str();
  options.submit_wq = args.submit_wq;
  options.timeout_wq = args.timeout_wq;
  options.system_wq = &context_.system_wq;
  options.wakeup = context_.wakeup;
  options.timer_rounding = context_.timer_rounding;
  options.semantics = context_.semantics;
  sched::Scheduler* scheduler =
      new ModelScheduler(*this, context_.world, *args.ops, options, where);
  return &handle(*scheduler);
}

void ModelApi::drm_sched_fini(Scheduler& scheduler, Where where) {
  model(scheduler).fini(where);
}

void ModelApi::free_scheduler(Scheduler* scheduler) {
  if (scheduler == nullptr) return;
  sched::Scheduler& freed = model(*scheduler);
  if (freed.world().stopped()) {
    delete &freed;
  } else {
    freed.free();
  }
}

void ModelApi::drm_sched_stop(Scheduler& scheduler, Job* bad, Where where) {
  model(scheduler).stop(bad == nullptr ? nullptr : &model(*bad), where);
}

void ModelApi::drm_sched_resubmit_jobs(Scheduler& scheduler, Where where) {
  model(scheduler).resubmit_jobs(where);
}

void ModelApi::drm_sched_start(Scheduler& scheduler, int error, Where where) {
  model(scheduler).start(error, where);
}

bool ModelApi::drm_sched_is_stopped(const Scheduler& scheduler) const {
  return model(scheduler).stopped();
}

void ModelApi::drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                              const std::function<void(Job&)>& body, Where where) {
  model(scheduler).for_each_pending_job(
      [&](sched::Job& job) {
        const sched::Entity* of_job = job.entity();
        if (entity == nullptr || (of_job != nullptr && &handle(*job.entity()) == entity)) {
          body(handle(job));
        }
      },
      where);
}

bool ModelApi::drm_sched_job_is_signaled(Job& job, Where where) {
  return model(job).is_signaled(where);
}

void ModelApi::drm_sched_increase_karma(Job& bad, Where where) {
  model(bad).check_alive("drm_sched_increase_karma", where);
  model(bad).scheduler()->increase_karma(model(bad));
}

void ModelApi::drm_sched_job_reinsert_on_false_timeout(Scheduler& scheduler, Job& job,
                                                       Where where) {
  model(scheduler).reinsert_job(model(job), where);
}

void ModelApi::drm_sched_fault(Scheduler& scheduler, Where where) {
  model(scheduler).fault(where);
}

void ModelApi::drm_sched_tdr_queue_imm(Scheduler& scheduler, Where) {
  model(scheduler).tdr_queue_imm();
}

sim::TimeNs ModelApi::drm_sched_suspend_timeout(Scheduler& scheduler, Where) {
  return model(scheduler).suspend_timeout();
}

void ModelApi::drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns, Where) {
  model(scheduler).resume_timeout(remaining_ns);
}

void ModelApi::drm_sched_wqueue_stop(Scheduler& scheduler, Where where) {
  model(scheduler).wqueue_stop(where);
}

void ModelApi::drm_sched_wqueue_start(Scheduler& scheduler, Where where) {
  model(scheduler).wqueue_start(where);
}

bool ModelApi::drm_sched_wqueue_ready(const Scheduler& scheduler) const {
  return model(scheduler).ready();
}

void ModelApi::set_ready(Scheduler& scheduler, bool ready) {
  model(scheduler).set_ready(ready);
}

std::uint32_t ModelApi::credit_count(const Scheduler& scheduler) const {
  return model(scheduler).credit_count();
}

int ModelApi::score(const Scheduler& scheduler) const {
  return model(scheduler).score();
}

}  // namespace drmsim::drm
