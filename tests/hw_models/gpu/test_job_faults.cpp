// Faults of jobs and of rings: what goes wrong, when, and for how many attempts.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

using Times = std::vector<sim::TimeNs>;

TEST_CASE("fault: a job hangs for so many attempts and then runs") {
  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("a"), hang(2));
  bench.cpu(0, [&] {
    for (int attempt = 1; attempt <= 3; ++attempt) {
      bench.submit("a", 10);
      bench.world.cpu().sleep_for(100);
      CHECK((bench.status() & ring_status::hung) == (attempt < 3 ? ring_status::hung : 0u));
      if (attempt < 3) bench.reset(ResetKind::ring);
    }
    CHECK(bench.gpu.faults().attempts(bench.job("a")) == 3);
  });
  bench.run();
  CHECK(bench.log ==
        Lines{"0 hw_start job=a sched=gfx fault=hang", "100 hw_reset sched=gfx dropped=1",
              "100 hw_start job=a sched=gfx fault=hang", "200 hw_reset sched=gfx dropped=1",
              "200 hw_start job=a sched=gfx", "210 hw_done job=a sched=gfx"});
}

TEST_CASE("fault: an attempt counts when it is submitted, although it never starts") {
  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("a"), hang(1));
  bench.gpu.faults().set(bench.job("b"), hang(1));
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);  // its first attempt, behind the hang
  });
  bench.cpu(100, [&] {
    bench.reset(ResetKind::ring);
    bench.submit("b", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang",
                           "100 hw_reset sched=gfx dropped=2", "100 hw_start job=b sched=gfx",
                           "110 hw_done job=b sched=gfx"});
}

TEST_CASE("fault: several jobs under one doorbell are counted one by one") {
  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("b"), hang(1));
  bench.cpu(0, [&] {
    for (const char* name : {"a", "b", "b"}) bench.writer().execute(bench.job(name), 10);
    bench.doorbell();
    CHECK(bench.gpu.faults().attempts(bench.job("b")) == 2);
    CHECK(bench.gpu.faults().attempts(bench.job("a")) == 0);  // healthy jobs are not remembered
  });
  bench.run();
}

TEST_CASE("fault: a slow job takes its time times a factor plus an extra, then its own time") {
  GpuBench bench(separate_rings(1));
  JobFaults slow;
  slow.slow_factor = 2.5;
  slow.slow_by_ns = 7;
  bench.gpu.faults().set(bench.job("a"), slow);
  bench.cpu(0, [&] { bench.submit("a", 1'000); });
  bench.cpu(2'000, [&] { CHECK(bench.read(0, offsetof(RingRegisters, progress)) == 2'000); });
  bench.cpu(5'000, [&] { bench.submit("a", 1'000); });
  bench.run();
  CHECK(bench.fence_irqs() == Times{2'507, 6'000});
}

TEST_CASE("fault: a lost interrupt leaves the fence written and nobody told") {
  GpuBench bench(separate_rings(1));
  JobFaults lost;
  lost.lost_interrupt = true;
  bench.gpu.faults().set(bench.job("a"), lost);
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);
  });
  bench.cpu(15, [&] { CHECK(bench.fence() == 1); });
  bench.run();
  CHECK(bench.fence_irqs() == Times{20});  // that of b
}

TEST_CASE("fault: a late interrupt comes after those of later jobs") {
  GpuBench bench(separate_rings(1));
  JobFaults late;
  late.late_interrupt_ns = 1'000;
  bench.gpu.faults().set(bench.job("a"), late);
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);
  });
  bench.run();
  CHECK(bench.fence_irqs() == Times{20, 1'010});
}

TEST_CASE("fault: a spurious interrupt comes so long after the start, even after the end") {
  GpuBench bench(separate_rings(1));
  const sim::TimeNs after_ns = GENERATE(5u, 50u);
  JobFaults spurious;
  spurious.spurious_interrupt_ns = after_ns;
  bench.gpu.faults().set(bench.job("a"), spurious);
  bench.cpu(100, [&] { bench.submit("a", 10); });
  bench.run();
  CHECK(bench.fence_irqs() == (after_ns == 5 ? Times{105, 110} : Times{110, 150}));
}

TEST_CASE("fault: a fault interrupt is reported while the job executes, and the job goes on") {
  GpuBench bench(separate_rings(1));
  JobFaults faulting;
  faulting.fault_interrupt_ns = 4;
  bench.gpu.faults().set(bench.job("a"), faulting);
  bench.cpu(0, [&] { bench.submit("a", 10); });
  bench.cpu(5, [&] { CHECK(bench.status() == (ring_status::busy | ring_status::error)); });
  bench.run();
  CHECK(bench.error_irqs() == Times{4});
  CHECK(bench.fence_irqs() == Times{10});
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx",
                           "4 hw_fault sched=gfx fault=fault_interrupt",
                           "10 hw_done job=a sched=gfx"});
}

TEST_CASE("fault: a fault interrupt comes in a hang, and not after the job has ended") {
  GpuBench bench(separate_rings(2));
  JobFaults hanging = hang();
  hanging.fault_interrupt_ns = 40;
  JobFaults too_late;
  too_late.fault_interrupt_ns = 40;
  bench.gpu.faults().set(bench.job("hangs"), hanging);
  bench.gpu.faults().set(bench.job("ends"), too_late);
  bench.cpu(0, [&] {
    bench.submit("hangs", 10, 0);
    bench.submit("ends", 10, 1);
  });
  bench.run();
  CHECK(bench.error_irqs(0) == Times{40});
  CHECK(bench.error_irqs(1).empty());
}

TEST_CASE("fault: a fault interrupt does not come after a reset") {
  GpuBench bench(separate_rings(1));
  JobFaults hanging = hang();
  hanging.fault_interrupt_ns = 40;
  bench.gpu.faults().set(bench.job("a"), hanging);
  bench.cpu(0, [&] { bench.submit("a", 10); });
  bench.cpu(20, [&] { bench.reset(ResetKind::ring); });
  bench.run();
  CHECK(bench.error_irqs().empty());
}

TEST_CASE("fault: interrupts of a ring can be raised without any job") {
  GpuBench bench(separate_rings(1));
  bench.cpu(10, [&] { bench.gpu.inject(0, RingFault::spurious_interrupt); });
  bench.cpu(20, [&] { bench.gpu.inject(0, RingFault::fault_interrupt); });
  bench.run();
  CHECK(bench.fence_irqs() == Times{10});
  CHECK(bench.error_irqs() == Times{20});
  CHECK(bench.log == Lines{"10 hw_fault sched=gfx fault=spurious_interrupt",
                           "20 hw_fault sched=gfx fault=fault_interrupt"});
}

TEST_CASE("fault: a hung front end lets the executing job end, and reads on after a reset") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);
    bench.gpu.inject(0, RingFault::front_end_hang);
    CHECK((bench.status() & ring_status::hung) != 0);
  });
  bench.cpu(50, [&] {
    CHECK(bench.fence() == 1);
    bench.reset(ResetKind::soft_recovery);  // does not help: nothing executes
    CHECK((bench.status() & ring_status::hung) != 0);
    bench.reset(ResetKind::ring);
    bench.submit("b", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx",
                           "0 hw_fault sched=gfx fault=front_end_hang",
                           "10 hw_done job=a sched=gfx", "50 hw_reset sched=gfx dropped=1",
                           "50 hw_start job=b sched=gfx", "60 hw_done job=b sched=gfx"});
}

TEST_CASE("fault plan: an erased job is healthy again, a replaced plan goes on counting") {
  FaultPlan plan;
  const sim::JobTag job{1, 1};
  plan.set(job, hang(1));
  plan.count_attempt(job);
  CHECK(plan.strike(job, 10).hangs);
  plan.set(job, hang(2));
  plan.count_attempt(job);
  CHECK(plan.attempts(job) == 2);
  CHECK(plan.strike(job, 10).hangs);
  plan.erase(job);
  CHECK(plan.empty());
  CHECK_FALSE(plan.strike(job, 10).hangs);
}

TEST_CASE("fault plan: a job that is slowed down without measure lasts for ever") {
  FaultPlan plan;
  const sim::JobTag job{1, 1};
  JobFaults slow;
  slow.slow_factor = 1e30;
  slow.slow_by_ns = sim::kForever;
  plan.set(job, slow);
  plan.count_attempt(job);
  CHECK(plan.strike(job, 10).duration_ns == sim::kForever);
}

}  // namespace
}  // namespace drmsim::hw
