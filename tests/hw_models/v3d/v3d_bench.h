// A World with a V3D in it, a bus master, and what its threads did as lines of text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hw_models/gpu/mmio_master.h"
#include "hw_models/v3d/v3d.h"
#include "sim/world.h"

namespace drmsim::hw {

// "hw_start JOB THREAD"
class V3dLog final : public sim::EventObserver {
 public:
  explicit V3dLog(sim::World& world) : world_(world) { world.log().attach(*this); }
  std::vector<std::string> lines;

 private:
  void on_event(const sim::Event& event) override {
    if (event.kind != sim::EventKind::hw_start && event.kind != sim::EventKind::hw_done) return;
    lines.push_back(std::string(sim::schema_of(event.kind).name) + " " +
                    world_.names().text(event.job(0)) + " " + world_.names().text(event.name(1)));
  }
  sim::World& world_;
};

// Threads 0 and 1 are called "bin" and "render".
struct V3dBench {
  sim::World world;
  FaultPlan faults;
  V3d v3d{"v3d", world, faults, {}};
  MmioMaster bus{"bus", world};
  std::vector<sim::TimeNs> interrupts;
  V3dLog observer{world};
  const std::vector<std::string>& log = observer.lines;

  V3dBench() {
    bus.socket.bind(v3d.registers.socket);
    v3d.name_thread(0, "bin");
    v3d.name_thread(1, "render");
    v3d.core_irq().request([this] { interrupts.push_back(world.now()); });
  }
  ~V3dBench() { world.end(); }
  V3dBench(const V3dBench&) = delete;
  V3dBench& operator=(const V3dBench&) = delete;

  sim::JobTag job(const std::string& name) { return sim::JobTag{world.intern(name)}; }
  std::uint32_t read(std::uint64_t address) { return bus.read32(address); }
  void write(std::uint64_t address, std::uint32_t value) { bus.write32(address, value); }
  void unmask() { write(V3dInterrupts::kMaskClear, ~0u); }
  V3d::List start(std::uint32_t thread, const std::string& name, sim::TimeNs duration_ns) {
    const V3d::List list = v3d.place(job(name), duration_ns);
    start_at(thread, list);
    return list;
  }
  void start_at(std::uint32_t thread, V3d::List list) {
    write(V3dThread::kQueueBase + 4 * thread, list.begin);
    write(V3dThread::kQueueEnd + 4 * thread, list.end);
  }
  template <typename Function>
  void run(Function function) {
    world.spawn_task("driver", function);
    world.run();
  }
};

}  // namespace drmsim::hw
