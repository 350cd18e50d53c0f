// The V3D model: what its registers do.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/hw_models/v3d/v3d_bench.h"

namespace drmsim::tests {
namespace {

using hw::V3dApertures;
using hw::V3dBridge;
using hw::V3dCoreInterrupt;
using hw::V3dInterrupts;
using hw::V3dThread;

constexpr std::uint32_t kHeldInReset = 1;

using Bench = hw::V3dBench;

TEST_CASE("v3d: a thread executes its list, sets its bit and raises the line") {
  Bench bench;
  bench.run([&] {
    bench.unmask();
    const hw::V3d::List list = bench.start(1, "job", 2'000'000);
    CHECK(bench.read(V3dThread::kStatus + 4) == V3dThread::kRunning);
    CHECK(bench.read(V3dThread::kStatus) == 0);
    CHECK(bench.read(V3dThread::kCurrent + 4) == list.begin);
    bench.world.cpu().sleep_for(1'000'000);
    CHECK(bench.read(V3dThread::kCurrent + 4) == list.begin + (list.end - list.begin) / 2);
    bench.world.cpu().sleep_for(1'000'000);
    CHECK(bench.read(V3dThread::kCurrent + 4) == list.end);
    CHECK(bench.read(V3dThread::kStatus + 4) == 0);
    CHECK(bench.read(V3dInterrupts::kStatus) == V3dCoreInterrupt::kRenderDone);
    bench.write(V3dInterrupts::kClear, V3dCoreInterrupt::kRenderDone);
    CHECK(bench.read(V3dInterrupts::kStatus) == 0);
  });
  CHECK(bench.interrupts == std::vector<sim::TimeNs>{2'000'000});
}

TEST_CASE("v3d: both threads run at once, each with a bit of its own") {
  Bench bench;
  bench.run([&] {
    bench.unmask();
    bench.start(0, "a", 1000);
    bench.start(1, "b", 1000);
    bench.world.cpu().sleep_for(1000);
    CHECK(bench.read(V3dInterrupts::kStatus) ==
          (V3dCoreInterrupt::kBinDone | V3dCoreInterrupt::kRenderDone));
  });
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("v3d: a masked interrupt waits, and comes when it is unmasked") {
  Bench bench;
  bench.run([&] {
    CHECK(bench.read(V3dInterrupts::kMaskStatus) == ~0u);
    bench.start(0, "job", 1000);
    bench.world.cpu().sleep_for(5000);
    CHECK(bench.interrupts.empty());
    bench.write(V3dInterrupts::kMaskClear, V3dCoreInterrupt::kRenderDone);
    CHECK(bench.interrupts.empty());
    bench.write(V3dInterrupts::kMaskClear, V3dCoreInterrupt::kBinDone);
  });
  CHECK(bench.interrupts == std::vector<sim::TimeNs>{5000});
}

TEST_CASE("v3d: a hung thread stops in the middle of its list") {
  Bench bench;
  hw::JobFaults hang;
  hang.hang_attempts = hw::kEveryAttempt;
  bench.faults.set(bench.job("job"), hang);
  bench.run([&] {
    const hw::V3d::List list = bench.start(0, "job", 1'000'000);
    bench.world.cpu().sleep_for(600'000);
    const std::uint32_t at = bench.read(V3dThread::kCurrent);
    CHECK(at == list.begin + (list.end - list.begin) / 2);
    bench.world.cpu().sleep_for(5'000'000);
    CHECK(bench.read(V3dThread::kCurrent) == at);
    CHECK(bench.read(V3dThread::kStatus) == V3dThread::kRunning);
    CHECK(bench.read(V3dInterrupts::kStatus) == 0);
  });
}

TEST_CASE("v3d: the bridge resets threads, status and masks") {
  Bench bench;
  bench.run([&] {
    CHECK(bench.read(V3dApertures::kBridge + V3dBridge::kRevision) >> 8 == 7);
    bench.unmask();
    bench.start(0, "a", 1000);
    bench.start(1, "b", 1'000'000);
    bench.world.cpu().sleep_for(2000);
    bench.write(V3dApertures::kBridge + V3dBridge::kSoftwareInit, kHeldInReset);
    CHECK(bench.read(V3dThread::kStatus + 4) == 0);
    CHECK(bench.read(V3dInterrupts::kStatus) == 0);
    CHECK(bench.read(V3dInterrupts::kMaskStatus) == ~0u);
    bench.write(V3dApertures::kBridge + V3dBridge::kSoftwareInit, 0);
    bench.unmask();
    bench.start(1, "c", 1000);
  });
  CHECK(bench.interrupts == std::vector<sim::TimeNs>{1000, 3000});
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("v3d: what a driver must not do with a thread is reported") {
  const auto misuse = [](void (*act)(Bench&)) {
    Bench bench;
    bench.run([&] { act(bench); });
    REQUIRE(bench.world.hazards().all().size() == 1);
    CHECK(bench.world.hazards().all()[0].kind == sim::HazardKind::hardware_misuse);
    return bench.world.hazards().all()[0].message;
  };
  CHECK(misuse([](Bench& bench) {
          bench.start(0, "a", 1000);
          bench.start(0, "b", 1000);
        }).find("which has not finished the last one") != std::string::npos);
  CHECK(misuse([](Bench& bench) {
          bench.write(V3dApertures::kBridge + V3dBridge::kSoftwareInit, kHeldInReset);
          bench.start(0, "a", 1000);
        }).find("which is held in reset") != std::string::npos);
  CHECK(misuse([](Bench& bench) {
          bench.write(V3dThread::kQueueEnd, 0x2000);
        }).find("where no list is") != std::string::npos);
}

TEST_CASE("v3d: late and lost interrupts concern the line and not the status") {
  Bench bench;
  hw::JobFaults late;
  late.late_interrupt_ns = 500;
  bench.faults.set(bench.job("late"), late);
  hw::JobFaults lost;
  lost.lost_interrupt = true;
  bench.faults.set(bench.job("lost"), lost);
  bench.run([&] {
    bench.unmask();
    bench.start(0, "late", 1000);
    bench.world.cpu().sleep_for(1000);
    CHECK(bench.read(V3dInterrupts::kStatus) == V3dCoreInterrupt::kBinDone);
    bench.world.cpu().sleep_for(1000);
    bench.start(1, "lost", 1000);
    bench.world.cpu().sleep_for(1000);
    CHECK((bench.read(V3dInterrupts::kStatus) & V3dCoreInterrupt::kRenderDone) != 0);
  });
  CHECK(bench.interrupts == std::vector<sim::TimeNs>{1500});
}

}  // namespace
}  // namespace drmsim::tests
