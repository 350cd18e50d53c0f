// A World with the model's drm::Api, and software fences: what parts of a machine stand on.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/model/model.h"
#include "sim/world.h"

namespace drmsim::tests {

class SoftwareFence final : public sim::Tracked, public drm::FenceOps {
 public:
  explicit SoftwareFence(sim::World& world)
      : Tracked(world, "dma_fence", sim::Where::here()), memory(*this) {}
  std::string label() const override { return "software fence"; }
  const char* role() const override { return "software fence"; }
  const char* driver_name() const override { return "test"; }
  std::string timeline_name() const override { return "test"; }
  void release() override {
    world().rcu().call([this] { world().memory().free(*this); });
  }
  drm::FenceMemory memory;
};

struct ModelBench {
  ~ModelBench() { world.end(); }

  // Of a context of its own. The reference is the caller's.
  drm::Fence& fence() {
    auto* made = new SoftwareFence(world);
    return api->dma_fence_init(made->memory, *made, lock, world.allocate_fence_contexts(1), 1);
  }
  void in_task(std::function<void()> function) {
    world.spawn_task("client:test", std::move(function));
    world.run();
  }

  sim::World world;
  sim::Workqueue system_wq{world, "system_wq", sim::WorkqueueKind::unordered};
  std::unique_ptr<drm::Api> api = [this] {
    drm::Implementations implementations;
    drm::add_model(implementations);
    return (*implementations.find("model"))(
        drm::ApiContext{.world = world, .system_wq = system_wq});
  }();
  sim::SpinLock lock{world, "test.fence_lock"};
};

}  // namespace drmsim::tests
