// The firmware's places: who gets one, who loses it, and when.
#include "scenarios/drivers/firmware/firmware_device.h"

#include <catch2/catch.hpp>

#include <functional>
#include <string>

#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

constexpr sim::TimeNs kSliceNs = 1000;

class FakeQueue final : public FirmwareQueue {
 public:
  FakeQueue(sim::World& world, const char* name, std::string& diary)
      : world_(world), name_(name), diary_(diary) {}

  sim::NameId name() const override { return world_.intern(name_); }
  bool has_jobs() const override { return jobs > 0; }
  bool executes() override { return busy; }
  void bind() override { note("bind"); }
  void stop_fetching() override { note("stop"); }
  void go_on() override { note("go_on"); }
  void evict() override { note("evict"); }

  unsigned jobs = 1;
  bool busy = false;

 private:
  void note(const char* what) {
    diary_ += std::to_string(world_.now()) + " " + name_ + " " + what + "\n";
  }
  sim::World& world_;
  std::string name_;
  std::string& diary_;
};

// Two queues of a device, and what a test does at some moments, with the device's lock.
struct PlacesBench {
  explicit PlacesBench(std::uint32_t places) : device(world, places, kSliceNs) { device.join(); }
  ~PlacesBench() {
    world.spawn_task("unload", [this] { device.leave(); });
    world.run();
  }

  PlacesBench& at(sim::TimeNs ns, std::function<void()> action) {
    world.spawn_task("driver", [this, ns, action = std::move(action)] {
      world.cpu().sleep_until(ns);
      const sim::MutexGuard guard(device.lock());
      action();
    });
    return *this;
  }
  std::string run() {
    world.run();
    CHECK(world.hazards().empty());
    return diary;
  }

  sim::World world;
  std::string diary;
  FirmwareDevice device;
  FakeQueue a{world, "a", diary};
  FakeQueue b{world, "b", diary};
};

}  // namespace

TEST_CASE("firmware device: with a place for each queue, each gets one at once and keeps it") {
  PlacesBench bench(0);
  bench.at(10, [&] { bench.device.schedule(bench.a); });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  CHECK(bench.run() == "10 a bind\n20 b bind\n");
}

TEST_CASE("firmware device: a queue that asks twice gets one place") {
  PlacesBench bench(1);
  bench.at(10, [&] {
    bench.device.schedule(bench.a);
    bench.device.schedule(bench.a);
  });
  CHECK(bench.run() == "10 a bind\n");
}

TEST_CASE("firmware device: a queue without jobs gives its place at once") {
  PlacesBench bench(1);
  bench.at(10, [&] { bench.device.schedule(bench.a); });
  bench.at(20, [&] {
    bench.a.jobs = 0;
    bench.device.schedule(bench.b);
  });
  CHECK(bench.run() == "10 a bind\n20 a evict\n20 b bind\n");
}

TEST_CASE("firmware device: a queue with jobs keeps its place until its slice has ended") {
  PlacesBench bench(1);
  bench.at(10, [&] { bench.device.schedule(bench.a); });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  bench.at(1500, [&] { bench.a.jobs = 0; });
  // It has jobs left, so it waits for its turn again, and gets it when the other's slice ends.
  CHECK(bench.run() ==
        "10 a bind\n1010 a stop\n1010 a evict\n1010 b bind\n2010 b stop\n2010 b evict\n"
        "2010 a bind\n2010 a evict\n2010 b bind\n");
}

TEST_CASE("firmware device: what executes is waited for, and nothing behind it is fetched") {
  PlacesBench bench(1);
  bench.at(10, [&] {
    bench.a.busy = true;
    bench.device.schedule(bench.a);
  });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  bench.at(1700, [&] {
    bench.a.busy = false;
    bench.a.jobs = 0;
    bench.device.kick();  // as the interrupt of its completion does
  });
  CHECK(bench.run() == "10 a bind\n1010 a stop\n1700 a evict\n1700 b bind\n");
}

TEST_CASE("firmware device: without a kick nobody notices that the place is free") {
  PlacesBench bench(1);
  bench.at(10, [&] {
    bench.a.busy = true;
    bench.device.schedule(bench.a);
  });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  bench.at(1700, [&] { bench.a.busy = false; });
  CHECK(bench.run() == "10 a bind\n1010 a stop\n");
}

TEST_CASE("firmware device: who was to lose its place goes on when nobody waits any more") {
  PlacesBench bench(1);
  bench.at(10, [&] {
    bench.a.busy = true;
    bench.device.schedule(bench.a);
  });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  bench.at(1700, [&] {
    bench.device.forget(bench.b);  // killed while it waited
    bench.device.schedule(bench.a);
    bench.device.forget(bench.a);
  });
  CHECK(bench.run() == "10 a bind\n1010 a stop\n");
}

TEST_CASE("firmware device: the place of a queue that is forgotten is free") {
  PlacesBench bench(1);
  bench.at(10, [&] { bench.device.schedule(bench.a); });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  bench.at(30, [&] {
    bench.device.forget(bench.a);
    bench.device.kick();
  });
  CHECK(bench.run() == "10 a bind\n30 b bind\n");
}

TEST_CASE("firmware device: a queue waits behind who has a place, which the log says once") {
  class Waits final : public sim::EventObserver {
   public:
    void on_event(const sim::Event& event) override {
      if (event.kind == sim::EventKind::hw_wait) ++count;
    }
    int count = 0;
  } waits;
  PlacesBench bench(1);
  bench.world.log().attach(waits);
  bench.at(10, [&] {
    bench.a.busy = true;
    bench.device.schedule(bench.a);
  });
  bench.at(20, [&] { bench.device.schedule(bench.b); });
  for (const sim::TimeNs ns : {30U, 40U, 50U}) bench.at(ns, [&] { bench.device.kick(); });
  bench.at(60, [&] { bench.device.forget(bench.a); });
  bench.run();
  CHECK(waits.count == 1);
}

}  // namespace drmsim::scenarios
