#include "tools/wsim/batch_submitter.h"

#include <utility>
#include <variant>

#include "sim/assert.h"

namespace drmsim::scenarios::wsim {

using drm::Fence;

namespace {

// i915 orders by 2047 levels; a scheduler has a run queue for each of three classes that a user may
// ask for.
drm::Priority priority_class(std::int32_t priority) {
  if (priority == 0) return drm::Priority::normal;
  return priority > 0 ? drm::Priority::high : drm::Priority::low;
}

}  // namespace

BatchSubmitter::BatchSubmitter(Machine& machine, const WsimPlan& plan, const ClientPlan& client,
                               SharedObjects& shared, const std::string& name,
                               std::uint32_t process_id)
    : machine_(machine),
      plan_(plan),
      workload_(plan.workloads()[client.workload]),
      shared_(shared),
      name_(name),
      name_id_(machine.world().intern(name)),
      process_id_(process_id),
      initial_priority_(client.priority),
      random_(client.seed),
      timeline_(machine.world(), machine.api(), machine.dependencies(), name,
                static_cast<std::uint32_t>(workload_.workload.steps.size())),
      objects_(machine.api()),
      batches_(workload_.workload.steps.size()),
      explicit_fences_(batches_.size()),
      has_explicit_fence_(batches_.size()) {
  for (const Step& step : workload_.workload.steps) {
    if (const auto* batch = std::get_if<Batch>(&step.action)) prepare(step, *batch);
  }
}

void BatchSubmitter::prepare(const Step& step, const Batch& batch) {
  BatchState& state = batches_[step.index];
  state.slot = &slot_for(batch.context, workload_.placements[step.index]);
  for (const ObjectUse& use : workload_.uses[step.index]) {
    ObjectTable& table = use.shared ? shared_.table : objects_;
    state.objects.push_back({&table.object(use.set, use.index), use.access});
  }
  if (batch.duration.endless) state.end_word = machine_.gpu().memory().allocate(1);
  if (batch.fence) has_explicit_fence_[step.index - batch.fence->back] = true;
  contexts_.try_emplace(batch.context, Context{initial_priority_, 0});
}

BatchSlot& BatchSubmitter::slot_for(std::uint32_t context, const EnginePlacement& placement) {
  auto& slot = slots_[{context, placement.is_virtual, placement.engines}];
  if (slot != nullptr) return *slot;
  std::vector<std::string> rings;
  std::string name = name_ + ".ctx" + std::to_string(context) + ".";
  for (const std::size_t engine : placement.engines) {
    if (!rings.empty()) name += "+";
    name += rings.emplace_back(plan_.ring(engine));
  }
  // A virtual engine of one engine is not the slot of that engine.
  if (placement.is_virtual && rings.size() == 1) name += "+";
  slot = std::make_unique<BatchSlot>(machine_, name, rings, process_id_);
  return *slot;
}

JobRequest BatchSubmitter::request_for(const Batch& batch, BatchState& state) {
  JobRequest request;
  request.tag = sim::JobTag{name_id_, ++submissions_};
  if (state.end_word != 0) {
    request.until = hw::EndWord{state.end_word, ++state.endless_submissions};
    return request;
  }
  const Duration& range = batch.duration;
  const bool drawn = range.min_us != range.max_us;
  const std::uint32_t us = drawn ? random_.in_range(range.min_us, range.max_us) : range.min_us;
  request.duration_ns = std::uint64_t{us} * 1000;
  return request;
}

std::vector<Fence*> BatchSubmitter::dependencies(const Step& step, const Batch& batch) {
  std::vector<Fence*> after;
  for (const ObjectOfBatch& object : batches_[step.index].objects) {
    object.fences->collect(object.access, after);
  }
  if (!batch.fence) return after;
  Fence* target = explicit_fences_[step.index - batch.fence->back];
  DRMSIM_ASSERT(target != nullptr, "the target is an earlier step of the same iteration");
  drm::Api& api = machine_.api();
  if (batch.fence->kind == FenceKind::submit) {
    if (Fence* scheduled = api.to_scheduled(*target)) target = scheduled;
  }
  after.push_back(api.dma_fence_get(target));
  return after;
}

void BatchSubmitter::submit(const Step& step) {
  const auto& batch = std::get<Batch>(step.action);
  BatchState& state = batches_[step.index];
  state.slot->wait_for_room();
  const JobRequest request = request_for(batch, state);
  Fence* finished = nullptr;
  {
    const sim::MutexGuard guard(shared_.resv_lock);
    finished = state.slot->submit(request, dependencies(step, batch),
                                  priority_class(contexts_.at(batch.context).priority));
    for (const ObjectOfBatch& object : state.objects) object.fences->add(object.access, *finished);
  }
  keep_explicit_fence(step.index, finished);
}

void BatchSubmitter::wait_idle(std::uint32_t step) {
  std::vector<Fence*> fences;
  objects_.object(kOutputs, step).collect(ObjectAccess::write, fences);
  wait_for_all(machine_.api(), fences);
}

void BatchSubmitter::keep_explicit_fence(std::uint32_t step, Fence* reference) {
  if (!has_explicit_fence_[step]) return machine_.api().dma_fence_put(reference);
  machine_.api().dma_fence_put(std::exchange(explicit_fences_[step], reference));
}

void BatchSubmitter::create_fence(std::uint32_t step) {
  keep_explicit_fence(step, timeline_.create(step));
}

void BatchSubmitter::signal_fence(std::uint32_t step) {
  timeline_.signal(step);
}

void BatchSubmitter::set_priority(const ContextPriority& change) {
  const auto found = contexts_.find(change.context);
  if (found == contexts_.end()) return;  // it has no batches
  Context& context = found->second;
  if (context.cached_priority == change.priority) return;
  context.priority = context.cached_priority = change.priority;
}

void BatchSubmitter::end_batch(std::uint32_t step) {
  const BatchState& state = batches_[step];
  machine_.gpu().memory().write32(state.end_word, state.endless_submissions);
}

void BatchSubmitter::end_all_batches() {
  for (std::uint32_t step = 0; step < batches_.size(); ++step) {
    if (batches_[step].end_word != 0) end_batch(step);
  }
}

void BatchSubmitter::end_iteration() {
  timeline_.end_iteration();
  drop_explicit_fences();
}

void BatchSubmitter::drop_explicit_fences() {
  for (Fence*& fence : explicit_fences_)
    machine_.api().dma_fence_put(std::exchange(fence, nullptr));
}

void BatchSubmitter::let_go() {
  drop_explicit_fences();
  objects_.drop_all();
  shared_.table.drop_all();
  for (auto& [name, slot] : slots_) slot->let_go();
}

}  // namespace drmsim::scenarios::wsim
