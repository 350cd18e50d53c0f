// EXECUTE_UNTIL: a job that ends when a word of memory has reached a value.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

struct UntilBench : GpuBench {
  explicit UntilBench(const GpuConfig& config = separate_rings(1)) : GpuBench(config) {}

  const std::uint64_t word = gpu.memory().allocate(1);

  void submit_until(std::string_view name, std::uint32_t value, std::uint32_t ring = 0) {
    submit_until_at(name, word, value, ring);
  }
  void submit_until_at(std::string_view name, std::uint64_t address, std::uint32_t value,
                       std::uint32_t ring = 0) {
    writer(ring).execute_until(job(name), address, value);
    doorbell(ring);
  }
  void write_at(sim::TimeNs at_ns, std::uint32_t value) {
    cpu(at_ns, [this, value] { gpu.memory().write32(word, value); });
  }
};

TEST_CASE("execute until: the job ends when the word reaches the value, not when it is written") {
  UntilBench bench;
  bench.cpu(1'000, [&] {
    bench.submit_until("a", 3);
    bench.submit("b", 500);
  });
  bench.write_at(5'000, 2);
  bench.write_at(9'000, 4);
  bench.run();
  CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx", "9000 hw_start job=b sched=gfx",
                           "9000 hw_done job=a sched=gfx", "9500 hw_done job=b sched=gfx"});
  CHECK(bench.hazards().empty());
}

TEST_CASE("execute until: a word that has the value already ends the job as it starts") {
  UntilBench bench;
  bench.write_at(500, 1);
  bench.cpu(1'000, [&] { bench.submit_until("a", 1); });
  bench.run();
  CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx", "1000 hw_done job=a sched=gfx"});
}

TEST_CASE("execute until: jobs side by side on one engine end with their own values") {
  UntilBench bench(shared_engine(2, 2));
  bench.cpu(0, [&] {
    bench.submit_until("a", 2, 0);
    bench.submit_until("b", 1, 1);
  });
  bench.write_at(1'000, 1);
  bench.write_at(2'000, 2);
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=r1",
                           "1000 hw_done job=b sched=r1", "2000 hw_done job=a sched=gfx"});
}

TEST_CASE("execute until: the job is not stuck, makes progress, and can be killed or reset") {
  UntilBench bench;
  bench.cpu(0, [&] { bench.submit_until("a", 1); });
  bench.cpu(4'000, [&] {
    CHECK(bench.status() == ring_status::busy);
    CHECK(bench.read(0, offsetof(RingRegisters, progress)) == 4'000);
    bench.reset(ResetKind::soft_recovery);
    bench.submit_until("b", 1);
  });
  bench.cpu(6'000, [&] { bench.reset(ResetKind::ring); });
  bench.write_at(7'000, 1);
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "4000 hw_kill job=a sched=gfx",
                           "4000 hw_start job=b sched=gfx", "6000 hw_reset sched=gfx dropped=1"});
  CHECK(bench.hazards().empty());
}

TEST_CASE(
    "execute until: a fault plan strikes it, and a write before the fault does not undo that") {
  UntilBench bench;
  JobFaults fault;
  fault.fault_interrupt_ns = 3'000;
  bench.gpu.faults().set(bench.job("a"), fault);
  JobFaults hang;
  hang.hang_attempts = 1;
  bench.gpu.faults().set(bench.job("b"), hang);
  bench.cpu(0, [&] {
    bench.submit_until("a", 2);
    bench.submit_until("b", 1);
  });
  bench.write_at(1'000, 1);
  bench.write_at(5'000, 2);
  bench.run();
  CHECK(bench.error_irqs() == std::vector<sim::TimeNs>{3'000});
  CHECK(bench.log ==
        Lines{"0 hw_start job=a sched=gfx", "3000 hw_fault sched=gfx fault=fault_interrupt",
              "5000 hw_start job=b sched=gfx fault=hang", "5000 hw_done job=a sched=gfx"});
}

TEST_CASE("execute until: an address without memory is misuse, and the job ends at once") {
  UntilBench bench;
  bench.cpu(0, [&] {
    bench.submit("first", 1'000);
    bench.submit_until_at("a", 4, 1);
  });
  bench.run();
  CHECK(bench.hazards().size() == 1);
  CHECK(bench.log.back() == "1000 hw_done job=a sched=gfx");
}

}  // namespace
}  // namespace drmsim::hw
