// Schedulers and jobs of hosted drivers: made by the driver's code, known to the Api as any other.
#include "sched/kernel/kernel_api.h"
#include "sched/kernel/kernel_block.h"
#include "sim/assert.h"

namespace drmsim::kernel {

using drm::Job;
using drm::JobMemory;
using sim::EventKind;
using sim::Where;

namespace {

constexpr sim::TimeNs kMillisecondNs = 1'000'000;

// The job's memory, if it is the kernel's: a driver's of ours is no KernelBlock.
KernelBlock* block_of(Job& job) {
  return KernelBlock::find(&job);
}

}  // namespace

sim::Tracked& KernelApi::storage_of(Job& job) const {
  if (KernelBlock* block = block_of(job)) return *block;
  return JobMemory::of(job).storage();
}

sim::JobTag KernelApi::tag_of(Job& job) const {
  if (const KernelBlock* block = block_of(job)) return block->job;
  return JobMemory::of(job).tag();
}

const drmsim_hosted_driver* KernelApi::hosted_driver_of(Job& job) const {
  const KernelBlock* block = block_of(job);
  return block == nullptr ? nullptr : static_cast<const drmsim_hosted_driver*>(block->record);
}

drm::HostedCode* KernelApi::hosted_code(const std::string& driver) {
  for (KernelCode& known : code_) {
    if (driver == known.driver().name) return &known;
  }
  for (unsigned long i = 0; i < kernel().driver_count; ++i) {
    if (driver == kernel().drivers[i]->name)
      return &code_.emplace_back(*this, *kernel().drivers[i]);
  }
  return nullptr;
}

drm::Scheduler* KernelApi::init_hosted(const drmsim_hosted_driver& driver,
                                       const drm::SchedulerArgs& args,
                                       const drmsim_hosted_args& settings, Where where) {
  DRMSIM_ASSERT(args.timeout_ns % kMillisecondNs == 0, "the driver counts milliseconds");
  SchedulerRecord& record = new_scheduler(args);
  record.hosted = &driver;
  drmsim_hosted_args given = settings;
  given.name = world_.names().text(record.name).c_str();
  given.record = &record;
  given.hang_limit = args.hang_limit;
  given.timeout_ms = static_cast<unsigned>(args.timeout_ns / kMillisecondNs);
  drm_gpu_scheduler* scheduler = driver.create(&given);
  DRMSIM_ASSERT(scheduler != nullptr, "a device of the driver can be made");
  KernelBlock& block = *KernelBlock::find(scheduler);
  block.name = record.name;
  block.note("drm_sched_init", where);
  log_new_scheduler(args, record);
  return reinterpret_cast<drm::Scheduler*>(scheduler);
}

Job& KernelApi::make_hosted_job(drm::Entity& entity, sim::JobTag tag, drm::ControlList list,
                                Where where) {
  KernelBlock& owner = *KernelBlock::find(&entity);
  const auto& record = *static_cast<EntityRecord*>(owner.record);
  const drmsim_control_list given{list.begin, list.end};
  drm_sched_job* job =
      record.hosted->create_job(record.entity, record.schedulers.front(), owner.memory(), &given);
  DRMSIM_ASSERT(job != nullptr, "an entity that exists takes jobs");
  KernelBlock& block = *KernelBlock::find(job);
  block.job = tag;
  block.record = const_cast<drmsim_hosted_driver*>(record.hosted);
  block.note("drm_sched_job_init", where);
  if (KernelBlock* fence = KernelBlock::find(s_fence(handle(job)))) fence->job = tag;
  return handle(job);
}

void KernelApi::trace_hosted(drmsim_hosted_event event, void* scheduler, drm_sched_job* job,
                             std::uint32_t credits_with_pending) {
  if (scheduler == nullptr) return;  // a queue that no ring of the scenario stands for
  auto& record = *static_cast<SchedulerRecord*>(scheduler);
  switch (event) {
    case DRMSIM_HOSTED_STOPPED:
      world_.log().emit(EventKind::stopped, record.name);
      break;
    case DRMSIM_HOSTED_KARMA:
      world_.log().emit(EventKind::karma, tag_of(handle(job)), karma(handle(job)),
                        record.hang_limit);
      break;
    case DRMSIM_HOSTED_RESUBMIT:
      world_.log().emit(EventKind::resubmit, record.name);
      break;
    case DRMSIM_HOSTED_RESTART:
      ++record.starts;
      world_.log().emit(EventKind::restart, record.name, credits_with_pending);
      break;
  }
}

}  // namespace drmsim::kernel
