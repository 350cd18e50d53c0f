#include "tools/wsim/wsim_client.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace drmsim::scenarios::wsim {
namespace {

constexpr sim::TimeNs kNsPerUs = 1000;

}  // namespace

WsimClient::WsimClient(Machine& machine, const WsimPlan& plan, std::uint32_t id,
                       SharedObjects& shared, ClientResult& result, std::function<void()> ended)
    : world_(machine.world()),
      workload_(plan.workloads()[plan.clients()[id].workload]),
      repeat_(plan.repeat()),
      background_(plan.clients()[id].background),
      name_("c" + std::to_string(id)),
      name_id_(world_.intern(name_)),
      result_(result),
      ended_(std::move(ended)),
      batches_(machine, plan, plan.clients()[id], shared, name_, id + 1),
      outstanding_(plan.spec().rings.size(), workload_.workload.steps.size()),
      stopped_(world_, "the end of the master") {
  result_.id = id;
  result_.background = background_;
}

void WsimClient::start() {
  world_.spawn_task("client:" + name_, [this] { run(); });
}

void WsimClient::stop() {
  if (!std::exchange(running_, false)) return;
  batches_.end_all_batches();
  stopped_.wake_up_all();
}

void WsimClient::let_go() {
  batches_.let_go();
}

void WsimClient::run() {
  while (running_ && (background_ || result_.cycles < repeat_)) iterate();
  wait_for_last_batches();
  result_.elapsed_ns = world_.now();
  result_.ended = true;
  if (ended_) ended_();
}

void WsimClient::iterate() {
  iteration_start_ns_ = world_.now();
  for (const Step& step : workload_.workload.steps) {
    if (!running_) break;
    std::visit([&](const auto& action) { act(step, action); }, step.action);
  }
  batches_.end_iteration();
  ++result_.cycles;
  if (!running_) return;
  const sim::TimeNs took_ns = world_.now() - iteration_start_ns_;
  world_.log().emit(sim::EventKind::cycle, name_id_, result_.cycles - 1, took_ns);
  pause_if_pointless(took_ns);
}

// A background client whose iterations take no time would loop for ever in one moment. If there is
// a batch that takes time, its slot is full after kRoom iterations; so after that many there is
// none.
void WsimClient::pause_if_pointless(sim::TimeNs took_ns) {
  timeless_iterations_ = took_ns == 0 ? timeless_iterations_ + 1 : 0;
  if (!background_ || timeless_iterations_ <= BatchSlot::kRoom) return;
  stopped_.wait_event([this] { return !running_; });
}

void WsimClient::wait_for_last_batches() {
  for (std::size_t engine = 0; engine < outstanding_.engines(); ++engine) {
    if (outstanding_.size(engine) > 0) batches_.wait_idle(outstanding_.newest(engine));
  }
}

// The batch `throttle_` steps back, in the iteration before if need be; if that is no batch, the
// next one before it.
std::uint32_t WsimClient::throttle_target(std::uint32_t step) const {
  const auto& steps = workload_.workload.steps;
  const auto before = [&steps](std::int64_t index) {
    return index < 0 ? index + static_cast<std::int64_t>(steps.size()) : index;
  };
  std::int64_t target = before(std::int64_t{step} - throttle_);
  while (!std::holds_alternative<Batch>(steps[target].action)) target = before(target - 1);
  return static_cast<std::uint32_t>(target);
}

void WsimClient::act(const Step& step, const Batch& batch) {
  if (throttle_ > 0) batches_.wait_idle(throttle_target(step.index));
  batches_.submit(step);
  // Batches of a virtual engine count on the first engine of its map.
  const std::size_t engine = workload_.placements[step.index].engines.front();
  outstanding_.submitted(step.index, engine);
  // Stopped while it waited to submit this one: no T step will come.
  if (!running_) return batches_.end_all_batches();
  if (batch.wait) batches_.wait_idle(step.index);
  while (queue_depth_ > 0 && outstanding_.size(engine) > queue_depth_) {
    const std::uint32_t oldest = outstanding_.oldest(engine);
    batches_.wait_idle(oldest);
    outstanding_.remove(oldest);
  }
}

void WsimClient::act(const Step&, const Delay& delay) {
  world_.cpu().sleep_for(delay.duration_us * kNsPerUs);
}

void WsimClient::act(const Step&, const Period& period) {
  const std::uint64_t elapsed_us = (world_.now() - iteration_start_ns_) / kNsPerUs;
  result_.period.add(elapsed_us, period.period_us);
  if (elapsed_us > period.period_us) return;
  const sim::TimeNs end_ns = iteration_start_ns_ + period.period_us * kNsPerUs;
  if (end_ns > world_.now()) world_.cpu().sleep_until(end_ns);
}

void WsimClient::act(const Step& step, const Sync& sync) {
  batches_.wait_idle(step.index - sync.back);
}

void WsimClient::act(const Step&, const Throttle& throttle) {
  throttle_ = throttle.back;
}

void WsimClient::act(const Step&, const QueueDepth& queue_depth) {
  queue_depth_ = queue_depth.depth;
}

void WsimClient::act(const Step& step, const CreateFence&) {
  batches_.create_fence(step.index);
}

void WsimClient::act(const Step& step, const SignalFence& signal) {
  batches_.signal_fence(step.index - signal.back);
}

void WsimClient::act(const Step& step, const Terminate& terminate) {
  batches_.end_batch(step.index - terminate.back);
}

void WsimClient::act(const Step&, const ContextPriority& change) {
  batches_.set_priority(change);
}

}  // namespace drmsim::scenarios::wsim
