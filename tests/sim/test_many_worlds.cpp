// A thousand Worlds in one process, each with SystemC modules: signals, ports, exports, TLM
// sockets. Run under LeakSanitizer (preset asan), this is the proof that a World leaves nothing
// behind.
#include <array>
#include <cstring>

#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>
#include <systemc>
#include <tlm>

#include "sim/completion.h"
#include "sim/irq_line.h"
#include "sim/mutex.h"
#include "sim/sc_timed_event.h"
#include "sim/spinlock.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

// A device with one register: a write of n raises its output n times, 10 ns apart.
SC_MODULE(Device) {
  tlm_utils::simple_target_socket<Device> socket{"socket"};
  sc_core::sc_export<sc_core::sc_signal_inout_if<bool>> output{"output"};

  SC_HAS_PROCESS(Device);
  Device(sc_core::sc_module_name name, Timeline & timeline) : sc_module(name), tick_(timeline) {
    socket.register_b_transport(this, &Device::transport);
    output(signal_);
    SC_METHOD(tick);
    sensitive << tick_.event();
    dont_initialize();
  }

 private:
  void transport(tlm::tlm_generic_payload & payload, sc_core::sc_time&) {
    std::memcpy(&left_, payload.get_data_ptr(), sizeof(left_));
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
    tick_.arm_after(10);
  }
  void tick() {
    signal_.write(!signal_.read());
    if (--left_ > 0) tick_.arm_after(10);
  }

  ScTimedEvent tick_;
  sc_core::sc_signal<bool> signal_{"signal"};
  std::uint32_t left_ = 0;
};

// Turns edges of its input into interrupts.
SC_MODULE(EdgeDetector) {
  sc_core::sc_in<bool> input{"input"};
  IrqLine line;

  SC_HAS_PROCESS(EdgeDetector);
  EdgeDetector(sc_core::sc_module_name name, World & world) : sc_module(name), line(world, "edge") {
    SC_METHOD(edge);
    sensitive << input;
    dont_initialize();
  }

 private:
  void edge() {
    line.raise();
  }
};

SC_MODULE(Platform) {
  tlm_utils::simple_initiator_socket<Platform> socket{"socket"};
  sc_core::sc_signal<bool> reset{"reset"};
  Device device;
  EdgeDetector edges;
  Platform(sc_core::sc_module_name name, World & world)
      : sc_module(name), device("device", world.timeline()), edges("edges", world) {
    socket.bind(device.socket);
    sc_core::sc_interface* interface = device.output.get_interface();
    edges.input(dynamic_cast<sc_core::sc_signal_inout_if<bool>&>(*interface));
  }
  void write_register(std::uint32_t value) {
    tlm::tlm_generic_payload payload;
    sc_core::sc_time delay;
    payload.set_command(tlm::TLM_WRITE_COMMAND);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
    payload.set_data_length(sizeof(value));
    socket->b_transport(payload, delay);
    REQUIRE(payload.is_response_ok());
  }
};

// How many interrupts came, and when the last one did.
struct Outcome {
  int interrupts = 0;
  TimeNs end_ns = 0;
};

Outcome run_one_world(int index) {
  Outcome outcome;
  World world;
  Platform platform("platform", world);
  SpinLock lock(world, "lock");
  Mutex mutex(world, "mutex");
  Completion never(world, "never");
  Workqueue queue(world, "wq", WorkqueueKind::ordered);
  TestItem work(world, "work", [&] {
    const SpinGuard guard(lock);
    ++outcome.interrupts;
  });
  platform.edges.line.request([&] { queue.queue(work.work); });
  world.spawn_task("driver", [&] { platform.write_register(3); });
  const std::string on_the_stack(64, 'x');
  for (int i = 0; i < 1 + index % 5; ++i) {  // left behind in various ways
    world.spawn_task("waiter", [&, on_the_stack] {
      const std::vector<std::string> more(3, on_the_stack);
      never.wait();
    });
    world.spawn_task("mutex", [&, on_the_stack] {
      const MutexGuard guard(mutex);
      world.cpu().sleep_for(1'000'000);
    });
    world.spawn_task("spinner", [&, on_the_stack] {
      world.cpu().sleep_for(100);
      const SpinGuard guard(lock);
      world.cpu().spend(1'000'000);
    });
  }
  world.rcu().call([on_the_stack] {});
  world.run_until(1'000);
  outcome.end_ns = world.now();
  world.end();
  CHECK(world.hazards().empty());
  return outcome;
}

TEST_CASE("a thousand Worlds with SystemC modules and blocked contexts all end alike") {
  for (int i = 0; i < 1000; ++i) {
    const Outcome outcome = run_one_world(i);
    REQUIRE(outcome.interrupts == 3);
    REQUIRE(outcome.end_ns == 1'000);
  }
}

TEST_CASE("a thousand Worlds that are never run leave nothing behind") {
  for (int i = 0; i < 1000; ++i) {
    World world;
    const Platform platform("platform", world);
    world.spawn_task("never", [text = std::string(64, 'x')] {});
    world.rcu().call([text = std::string(64, 'x')] {});
  }
}

TEST_CASE("a hundred Worlds that end by an exception or a fatal hazard leave nothing behind") {
  for (int i = 0; i < 100; ++i) {
    World world;
    const Platform platform("platform", world);
    world.spawn_task("bad", [&world, i, text = std::string(64, 'x')] {
      const std::vector<std::string> more(3, text);
      world.cpu().sleep_for(10);
      if (i % 2 == 0) throw std::runtime_error(text);
      world.hazards().fatal(HazardKind::contract, Where::here(), "test", text);
    });
    if (i % 2 == 0) {
      REQUIRE_THROWS_AS(world.run(), std::runtime_error);
    } else {
      world.run();
      REQUIRE(world.hazards().all().size() == 1);
    }
  }
}

}  // namespace
}  // namespace drmsim::sim
