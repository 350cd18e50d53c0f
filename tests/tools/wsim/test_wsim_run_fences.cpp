// The parts of the runner that need no machine: object fences, software timeline, queue depth
// lists.
#include <catch2/catch.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "sched/model/model_api.h"
#include "sim/world.h"
#include "tools/wsim/object_fences.h"
#include "tools/wsim/queue_depth_lists.h"
#include "tools/wsim/software_fence.h"
#include "tools/wsim/software_timeline.h"

namespace drmsim::scenarios::wsim {
namespace {

using drm::Fence;

// Fences of several contexts, which go when the bench goes.
class FenceBench {
 public:
  sim::World world;
  drm::Api& api() { return *api_; }

  Fence& fence(std::uint64_t context, std::uint64_t seqno) {
    auto* made = new SoftwareFence(world, *api_, world.intern("test"), lock_, context, seqno);
    made_.push_back(&made->fence());
    return made->fence();
  }
  // The fences that such an access waits for, without their references.
  std::vector<Fence*> waits(const ObjectFences& object, ObjectAccess access) {
    std::vector<Fence*> fences;
    object.collect(access, fences);
    for (Fence* fence : fences) api_->dma_fence_put(fence);
    return fences;
  }
  void in_task(std::function<void()> function) {
    world.spawn_task("test", std::move(function));
    world.run();
  }
  // Everything is given back.
  void check_balance() {
    for (Fence* fence : made_) api_->dma_fence_put(fence);
    world.spawn_task("barrier", [this] { world.rcu().barrier(); });
    world.run();
    world.memory().report_leaks();
    CHECK(world.hazards().empty());
  }

 private:
  sim::Workqueue system_wq_{world, "events", sim::WorkqueueKind::unordered};
  std::unique_ptr<drm::Api> api_ =
      std::make_unique<drm::ModelApi>(drm::ApiContext{world, system_wq_});
  sim::SpinLock lock_{world, "test lock"};
  std::vector<Fence*> made_;
};

using Fences = std::vector<Fence*>;
constexpr auto kRead = ObjectAccess::read;
constexpr auto kWrite = ObjectAccess::write;

TEST_CASE("object fences: a reader waits for the writer, a writer for the writer and all readers") {
  FenceBench bench;
  ObjectFences object(bench.api());
  Fence& writer = bench.fence(2, 1);
  Fence& reader = bench.fence(3, 1);
  Fence& other_reader = bench.fence(4, 1);
  bench.in_task([&] {
    CHECK(bench.waits(object, kWrite).empty());
    object.add(kWrite, writer);
    CHECK(bench.waits(object, kRead) == Fences{&writer});
    object.add(kRead, reader);
    object.add(kRead, other_reader);
    CHECK(bench.waits(object, kRead) == Fences{&writer});
    CHECK(bench.waits(object, kWrite) == Fences{&writer, &reader, &other_reader});
    bench.api().dma_fence_signal(writer);
    CHECK(bench.waits(object, kRead).empty());
    CHECK(bench.waits(object, kWrite) == Fences{&reader, &other_reader});
    object.drop_all();
  });
  bench.check_balance();
}

TEST_CASE("object fences: a write takes the place of all accesses before it") {
  FenceBench bench;
  ObjectFences object(bench.api());
  Fence& writer = bench.fence(2, 1);
  Fence& reader = bench.fence(3, 1);
  Fence& next_writer = bench.fence(4, 1);
  bench.in_task([&] {
    object.add(kWrite, writer);
    object.add(kRead, reader);
    object.add(kWrite, next_writer);
    CHECK(bench.waits(object, kRead) == Fences{&next_writer});
    CHECK(bench.waits(object, kWrite) == Fences{&next_writer});
    object.drop_all();
  });
  bench.check_balance();
}

TEST_CASE("object fences: of one context the latest reader stays, and signalled ones go") {
  FenceBench bench;
  ObjectFences object(bench.api());
  Fence& first = bench.fence(2, 1);
  Fence& second = bench.fence(2, 2);
  Fence& other = bench.fence(3, 1);
  bench.in_task([&] {
    object.add(kRead, first);
    object.add(kRead, second);
    CHECK(bench.waits(object, kWrite) == Fences{&second});
    CHECK(bench.api().references(first) == 1);
    bench.api().dma_fence_signal(second);
    object.add(kRead, other);
    CHECK(bench.waits(object, kWrite) == Fences{&other});
    CHECK(bench.api().references(second) == 1);
    object.drop_all();
  });
  bench.check_balance();
}

TEST_CASE("software timeline: a signal releases the fence that it names and those before it") {
  FenceBench bench;
  JobReadiness dependencies(bench.world.log());
  SoftwareTimeline timeline(bench.world, bench.api(), dependencies, "c0", 10);
  Fences fences;
  bench.in_task([&] {
    for (const std::uint32_t step : {2u, 4u, 6u}) fences.push_back(timeline.create(step));
    timeline.signal(4);
    CHECK(bench.api().test_signaled(*fences[0]));
    CHECK(bench.api().test_signaled(*fences[1]));
    CHECK_FALSE(bench.api().test_signaled(*fences[2]));
    timeline.end_iteration();
    CHECK(bench.api().test_signaled(*fences[2]));
    CHECK(timeline.value() == 10);
    for (Fence* fence : fences) bench.api().dma_fence_put(fence);
  });
  bench.check_balance();
}

TEST_CASE("software timeline: a fence that is step 0 is signalled from the start") {
  FenceBench bench;
  JobReadiness dependencies(bench.world.log());
  SoftwareTimeline timeline(bench.world, bench.api(), dependencies, "c0", 10);
  bench.in_task([&] {
    for (int iteration = 0; iteration < 2; ++iteration) {
      Fence* fence = timeline.create(0);
      CHECK(bench.api().test_signaled(*fence));
      bench.api().dma_fence_put(fence);
      timeline.end_iteration();
    }
  });
  bench.check_balance();
}

// gem_wsim adds up the steps of all signals so far, and counts on by the sum each time.
TEST_CASE("software timeline: a second signal in an iteration counts too far, for good") {
  FenceBench bench;
  JobReadiness dependencies(bench.world.log());
  SoftwareTimeline timeline(bench.world, bench.api(), dependencies, "c0", 10);
  bench.in_task([&] {
    timeline.signal(2);
    CHECK(timeline.value() == 2);
    timeline.signal(4);
    CHECK(timeline.value() == 8);
    timeline.end_iteration();
    CHECK(timeline.value() == 12);
    Fence* early = timeline.create(2);
    Fence* in_time = timeline.create(3);
    CHECK(bench.api().test_signaled(*early));
    CHECK_FALSE(bench.api().test_signaled(*in_time));
    timeline.end_iteration();
    bench.api().dma_fence_put(early);
    bench.api().dma_fence_put(in_time);
  });
  bench.check_balance();
}

// The signals add up to more steps than the iteration has: gem_wsim counts on by a negative number.
TEST_CASE("software timeline: too many signals release everything and wrap the counter around") {
  FenceBench bench;
  JobReadiness dependencies(bench.world.log());
  SoftwareTimeline timeline(bench.world, bench.api(), dependencies, "c0", 5);
  bench.in_task([&] {
    timeline.signal(3);
    timeline.signal(4);
    CHECK(timeline.value() == 10);
    timeline.end_iteration();
    CHECK(timeline.value() == 8);
  });
  bench.check_balance();
}

TEST_CASE("queue depth lists: a step that is submitted again moves to the end") {
  QueueDepthLists lists(2, 3);
  lists.submitted(0, 1);
  lists.submitted(1, 1);
  lists.submitted(0, 1);
  CHECK(lists.size(0) == 0);
  CHECK(lists.size(1) == 2);
  CHECK(lists.oldest(1) == 1);
  CHECK(lists.newest(1) == 0);
  lists.remove(1);
  lists.remove(1);
  CHECK(lists.oldest(1) == 0);
  CHECK(lists.size(1) == 1);
}

}  // namespace
}  // namespace drmsim::scenarios::wsim
