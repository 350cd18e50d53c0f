#include "sched/kernel/kernel_api.h"

#include <cstring>

#include "sched/kernel/kernel_block.h"
#include "sim/assert.h"

namespace drmsim::kernel {

using drm::Entity;
using drm::Fence;
using drm::Job;
using drm::JobMemory;
using drm::Scheduler;
using sim::EventKind;
using sim::Where;

namespace {

constexpr const char* kPolicyParameter = "sched_policy";

// DRM_SCHED_POLICY_*
int policy_number(const std::string& policy) {
  return policy == "rr" ? 0 : policy == "fifo" ? 1 : 2;
}

}  // namespace

KernelApi::KernelApi(const drm::ApiContext& context, LoadedLibrary& library)
    : world_(context.world),
      library_(library),
      host_(context.world, library, *this, context.system_wq, context.wakeup,
            context.timer_rounding),
      rules_(context.world) {
  DRMSIM_ASSERT(kernel().job_size <= drm::kJobBytes && kernel().fence_size <= drm::kFenceBytes &&
                    kernel().fence_cb_size <= drm::FenceCb::kBytes,
                "the kernel's structures fit into drivers' memory");
}

KernelApi::SchedulerRecord& KernelApi::record(const Scheduler& scheduler) const {
  return *static_cast<SchedulerRecord*>(kernel().scheduler_record(kernel_of(scheduler)));
}

drm_sched_fence* KernelApi::s_fence(const Job& job) const {
  return kernel().job_fence(kernel_of(job));
}

// --- Jobs ---

int KernelApi::drm_sched_job_init(JobMemory& memory, Entity& entity, std::uint32_t credits,
                                  sim::JobTag tag, Where where) {
  if (over()) return -drm::kEnoent;
  std::memset(memory.bytes(), 0, drm::kJobBytes);
  memory.initialise(tag, nullptr);
  Job& job = memory.job();
  const int error = kernel().drm_sched_job_init(kernel_of(job), kernel_of(entity), credits);
  if (error != 0) return error;
  if (KernelBlock* block = KernelBlock::find(s_fence(job))) block->job = tag;
  memory.storage().note("drm_sched_job_init", where);
  return 0;
}

void KernelApi::drm_sched_job_add_dependency(Job& job, Fence* fence, Where) {
  if (!over()) kernel().drm_sched_job_add_dependency(kernel_of(job), kernel_of(fence));
}

void KernelApi::drm_sched_job_arm(Job& job, Where where) {
  if (over()) return;
  // Some drivers arm a job when they make it.
  if (kernel().job_scheduler(kernel_of(job)) == nullptr) kernel().drm_sched_job_arm(kernel_of(job));
  const auto* scheduler =
      static_cast<const SchedulerRecord*>(kernel().job_scheduler(kernel_of(job)));
  KernelBlock* block = KernelBlock::find(s_fence(job));
  if (block != nullptr && scheduler != nullptr) block->scheduler = scheduler->name;
  storage_of(job).note("armed", where);
  rules_.armed(entity(job));
}

void KernelApi::drm_sched_entity_push_job(Job& job, const drm::Process& submitter, Where where) {
  if (over()) return;
  host_.tasks().set_process(submitter);
  storage_of(job).note("pushed", where);
  rules_.pushed(entity(job));
  if (const drmsim_hosted_driver* driver = hosted_driver_of(job)) {
    driver->push_job(kernel_of(job));
  } else {
    kernel().drm_sched_entity_push_job(kernel_of(job));
  }
}

// arm is the point of no return: who waits for the fences now waits for ever.
void KernelApi::check_signalled(Job& job, Where where) const {
  if (s_fence(job) == nullptr) return;
  const dma_fence* fence = kernel().finished(s_fence(job));
  if (kernel().fence_references(fence) == 0 || kernel().fence_test_signaled(fence) != 0) return;
  world_.hazards().report(
      sim::HazardKind::fence_never_signalled, where, "drm_sched_fence",
      world_.describe("drm_sched_job_cleanup of " + world_.names().text(JobMemory::of(job).tag()),
                      where) +
          ": the job was armed and its finished fence has not signalled");
}

void KernelApi::drm_sched_job_cleanup(Job& job, Where where) {
  if (over()) return;
  sim::Tracked& storage = JobMemory::of(job).storage();
  storage.check_alive("drm_sched_job_cleanup", where);
  check_signalled(job, where);
  kernel().drm_sched_job_cleanup(kernel_of(job));
  storage.note("drm_sched_job_cleanup", where);
}

Fence& KernelApi::finished(Job& job) const {
  return *handle(kernel().finished(s_fence(job)));
}
Fence& KernelApi::scheduled(Job& job) const {
  return *handle(kernel().scheduled(s_fence(job)));
}
Fence* KernelApi::parent(Job& job) const {
  return handle(kernel().parent(s_fence(job)));
}
std::uint32_t KernelApi::credits(const Job& job) const {
  return kernel().job_credits(kernel_of(job));
}
int KernelApi::karma(const Job& job) const {
  return kernel().job_karma(kernel_of(job));
}
drm::Entity* KernelApi::entity(const Job& job) const {
  drm_sched_entity* entity = kernel().job_entity(kernel_of(job));
  return entity == nullptr ? nullptr : handle(entity);
}

// --- Entities ---

Entity* KernelApi::drm_sched_entity_init(const drm::EntityArgs& args, Where where) {
  DRMSIM_ASSERT(!args.schedulers.empty(), "an entity has a scheduler");
  EntityRecord& record = entities_.emplace_back();
  record.name = world_.intern(args.name);
  for (Scheduler* scheduler : args.schedulers) record.schedulers.push_back(kernel_of(*scheduler));
  record.hosted = this->record(*args.schedulers.front()).hosted;
  const std::size_t bytes =
      record.hosted != nullptr ? record.hosted->context_size : kernel().entity_size;
  KernelBlock& block = host_.allocate(bytes, "drm_sched_entity", where);
  block.name = record.name;
  block.record = &record;
  std::memset(block.memory(), 0, bytes);
  host_.tasks().set_process(args.owner);
  // Drivers number their own fences with the World's counter: the kernel's keeps pace with it.
  const std::uint64_t contexts = world_.allocate_fence_contexts(2);
  if (contexts > kernel_contexts_) {
    kernel().dma_fence_context_alloc(static_cast<unsigned>(contexts - kernel_contexts_));
  }
  kernel_contexts_ = contexts + 2;
  if (record.hosted != nullptr) {
    record.entity = record.hosted->context_init(block.memory(), record.schedulers.front());
  } else {
    record.entity = static_cast<drm_sched_entity*>(block.memory());
    const int error = kernel().drm_sched_entity_init(
        record.entity, static_cast<unsigned>(args.priority), record.schedulers.data(),
        static_cast<unsigned>(record.schedulers.size()));
    if (error != 0) record.entity = nullptr;
  }
  DRMSIM_ASSERT(record.entity != nullptr, "an entity of existing schedulers can be made");
  world_.log().emit(EventKind::entity_init, record.name, drm::priority_name(args.priority),
                    args.schedulers.size());
  return reinterpret_cast<Entity*>(record.entity);
}

void KernelApi::free_entity(Entity* entity) {
  if (entity == nullptr || over()) return;
  rules_.freed(entity);
  KernelBlock* block = KernelBlock::find(entity);
  DRMSIM_ASSERT(block != nullptr, "an entity of this Api");
  auto& record = *static_cast<EntityRecord*>(block->record);
  if (record.hosted != nullptr) record.hosted->context_fini(block->memory());
  record.entity = nullptr;
  host_.free(block->memory(), Where::here());
}

void KernelApi::drm_sched_entity_flush(Entity& entity, const drm::Process& caller,
                                       sim::TimeNs timeout_ns, Where) {
  if (over()) return;
  host_.tasks().set_process(caller);
  kernel().drm_sched_entity_flush(kernel_of(entity), host_.jiffies(timeout_ns));
}

void KernelApi::drm_sched_entity_fini(Entity& entity, Where) {
  if (!over()) kernel().drm_sched_entity_fini(kernel_of(entity));
}

void KernelApi::drm_sched_entity_destroy(Entity& entity, const drm::Process& caller, Where) {
  if (over()) return;
  host_.tasks().set_process(caller);
  kernel().drm_sched_entity_destroy(kernel_of(entity));
}

void KernelApi::drm_sched_entity_kill(Entity& entity, Where) {
  if (!over()) kernel().drm_sched_entity_kill(kernel_of(entity));
}

void KernelApi::drm_sched_entity_set_priority(Entity& entity, drm::Priority priority) {
  if (over()) return;
  kernel().drm_sched_entity_set_priority(kernel_of(entity), static_cast<unsigned>(priority));
  world_.log().emit(EventKind::entity_priority, KernelBlock::find(&entity)->name,
                    drm::priority_name(priority));
}

void KernelApi::drm_sched_entity_modify_sched(Entity& entity,
                                              const std::vector<Scheduler*>& schedulers) {
  if (over()) return;
  rules_.schedulers_modified(&entity, Where::here());
  auto& record = *static_cast<EntityRecord*>(KernelBlock::find(&entity)->record);
  std::vector<drm_gpu_scheduler*> list;
  for (Scheduler* scheduler : schedulers) list.push_back(kernel_of(*scheduler));
  // The old list goes only when the kernel no longer looks at it.
  list.swap(record.schedulers);
  kernel().drm_sched_entity_modify_sched(kernel_of(entity), record.schedulers.data(),
                                         static_cast<unsigned>(record.schedulers.size()));
}

int KernelApi::drm_sched_entity_error(Entity& entity) {
  return over() ? 0 : kernel().drm_sched_entity_error(kernel_of(entity));
}

// --- Schedulers ---

// The first is the one that the module has without a parameter. Until 6.2 there is nothing to
// choose.
std::vector<std::string> KernelApi::policies() const {
  if (!library_.has_parameter(kPolicyParameter)) return {kernel().only_policy};
  if (kernel().has_fair != 0) return {"fifo", "rr", "fair"};
  return {"fifo", "rr"};
}

std::string KernelApi::refusal(const drm::SchedulerArgs& args) const {
  if (policy_.empty() || args.policy == policy_) return "";
  return "the policy is a parameter of the kernel's module: all schedulers have `" + policy_ + "`";
}

KernelApi::SchedulerRecord& KernelApi::new_scheduler(const drm::SchedulerArgs& args) {
  DRMSIM_ASSERT(refusal(args).empty() && args.ops != nullptr, "drm_sched_init_args");
  policy_ = args.policy;
  const bool known = library_.set_parameter(kPolicyParameter, policy_number(policy_));
  DRMSIM_ASSERT(known || policy_ == kernel().only_policy, "one of policies()");
  SchedulerRecord& record = schedulers_.emplace_back();
  record.ops = args.ops;
  record.name = world_.intern(args.name);
  record.hang_limit = args.hang_limit;
  return record;
}

void KernelApi::log_new_scheduler(const drm::SchedulerArgs& args, const SchedulerRecord& record) {
  const char* policy = world_.names().text(world_.intern(policy_)).c_str();
  world_.log().emit(EventKind::sched_init, record.name, args.credit_limit, args.timeout_ns,
                    args.hang_limit, policy);
}

Scheduler* KernelApi::drm_sched_init(const drm::SchedulerArgs& args, Where where) {
  SchedulerRecord& record = new_scheduler(args);
  KernelBlock& block = host_.allocate(kernel().scheduler_size, "drm_gpu_scheduler", where);
  block.name = record.name;
  block.record = &record;
  auto* scheduler = static_cast<drm_gpu_scheduler*>(block.memory());
  std::memset(block.memory(), 0, kernel().scheduler_size);
  drmsim_scheduler_args given{};
  given.name = world_.names().text(record.name).c_str();
  given.record = &record;
  given.num_rqs = args.num_rqs;
  given.credit_limit = args.credit_limit;
  given.hang_limit = args.hang_limit;
  given.timeout = host_.jiffies(args.timeout_ns);
  given.submit_wq = args.submit_wq;
  given.timeout_wq = args.timeout_wq;
  const int error = kernel().drm_sched_init(scheduler, &given);
  DRMSIM_ASSERT(error == 0, "a scheduler of at most four run queues can be made");
  log_new_scheduler(args, record);
  return reinterpret_cast<Scheduler*>(scheduler);
}

void KernelApi::drm_sched_fini(Scheduler& scheduler, Where) {
  if (over()) return;
  world_.log().emit(EventKind::sched_fini, record(scheduler).name, credit_count(scheduler),
                    score(scheduler));
  kernel().drm_sched_fini(kernel_of(scheduler));
}

void KernelApi::free_scheduler(Scheduler* scheduler) {
  if (scheduler == nullptr || over()) return;
  if (const drmsim_hosted_driver* driver = record(*scheduler).hosted) {
    driver->destroy(kernel_of(*scheduler));
  } else {
    host_.free(scheduler, Where::here());
  }
}

void KernelApi::drm_sched_stop(Scheduler& scheduler, Job* bad, Where) {
  if (over()) return;
  kernel().drm_sched_stop(kernel_of(scheduler), bad == nullptr ? nullptr : kernel_of(*bad));
  world_.log().emit(EventKind::stopped, record(scheduler).name);
}

void KernelApi::drm_sched_resubmit_jobs(Scheduler& scheduler, Where) {
  if (over()) return;
  world_.log().emit(EventKind::resubmit, record(scheduler).name);
  kernel().drm_sched_resubmit_jobs(kernel_of(scheduler));
}

void KernelApi::drm_sched_start(Scheduler& scheduler, int error, Where) {
  if (over()) return;
  world_.log().emit(EventKind::restart, record(scheduler).name,
                    kernel().credits_with_pending(kernel_of(scheduler)));
  ++record(scheduler).starts;
  kernel().drm_sched_start(kernel_of(scheduler), error);
}

bool KernelApi::drm_sched_is_stopped(const Scheduler& scheduler) const {
  return kernel().drm_sched_is_stopped(kernel_of(scheduler)) != 0;
}

void KernelApi::drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                               const std::function<void(Job&)>& body, Where) {
  if (over()) return;
  const auto call = [](const void* body, drm_sched_job* job) {
    (*static_cast<const std::function<void(Job&)>*>(body))(handle(job));
  };
  kernel().for_each_pending_job(kernel_of(scheduler),
                                reinterpret_cast<const drm_sched_entity*>(entity), call, &body);
}

bool KernelApi::drm_sched_job_is_signaled(Job& job, Where) {
  return over() || kernel().drm_sched_job_is_signaled(kernel_of(job)) != 0;
}

void KernelApi::drm_sched_increase_karma(Job& bad, Where) {
  if (over()) return;
  std::vector<const EntityRecord*> innocent;
  for (const EntityRecord& entity : entities_) {
    if (entity.entity != nullptr && kernel().entity_guilty(entity.entity) == 0) {
      innocent.push_back(&entity);
    }
  }
  kernel().drm_sched_increase_karma(kernel_of(bad));
  const auto* scheduler =
      static_cast<const SchedulerRecord*>(kernel().job_scheduler(kernel_of(bad)));
  world_.log().emit(EventKind::karma, tag_of(bad), karma(bad), scheduler->hang_limit);
  for (const EntityRecord* entity : innocent) {
    if (entity->entity != nullptr && kernel().entity_guilty(entity->entity) != 0) {
      world_.log().emit(EventKind::guilty, entity->name);
    }
  }
}

void KernelApi::drm_sched_job_reinsert_on_false_timeout(Scheduler& scheduler, Job& job, Where) {
  if (!over()) kernel().drm_sched_job_reinsert(kernel_of(scheduler), kernel_of(job));
}

void KernelApi::drm_sched_fault(Scheduler& scheduler, Where) {
  if (!over()) kernel().drm_sched_fault(kernel_of(scheduler));
}

void KernelApi::drm_sched_tdr_queue_imm(Scheduler& scheduler, Where) {
  if (!over()) kernel().drm_sched_tdr_queue_imm(kernel_of(scheduler));
}

sim::TimeNs KernelApi::drm_sched_suspend_timeout(Scheduler& scheduler, Where) {
  if (over()) return 0;
  return host_.duration_ns(kernel().drm_sched_suspend_timeout(kernel_of(scheduler)));
}

void KernelApi::drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns, Where) {
  if (over()) return;
  kernel().drm_sched_resume_timeout(kernel_of(scheduler),
                                    static_cast<unsigned long>(host_.jiffies(remaining_ns)));
}

void KernelApi::drm_sched_wqueue_stop(Scheduler& scheduler, Where) {
  if (!over()) kernel().drm_sched_wqueue_stop(kernel_of(scheduler));
}

void KernelApi::drm_sched_wqueue_start(Scheduler& scheduler, Where) {
  if (over()) return;
  ++record(scheduler).starts;
  kernel().drm_sched_wqueue_start(kernel_of(scheduler));
}

bool KernelApi::drm_sched_wqueue_ready(const Scheduler& scheduler) const {
  return kernel().drm_sched_wqueue_ready(kernel_of(scheduler)) != 0;
}

void KernelApi::set_ready(Scheduler& scheduler, bool ready) {
  kernel().set_ready(kernel_of(scheduler), ready ? 1 : 0);
}
std::uint32_t KernelApi::credit_count(const Scheduler& scheduler) const {
  return kernel().credit_count(kernel_of(scheduler));
}
int KernelApi::score(const Scheduler& scheduler) const {
  return kernel().score(kernel_of(scheduler));
}

}  // namespace drmsim::kernel
