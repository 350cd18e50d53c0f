// What a valid file is read into.
#include <catch2/catch.hpp>

#include <filesystem>

#include "scenarios/format/hardware_spec.h"
#include "scenarios/format/input_file.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

// The example that FORMAT.md begins with, as it stands there.
std::string example_of_format_page() {
  const std::filesystem::path root(DRMSIM_SOURCE_DIR);
  const std::string page = read_input_file(root / "scenarios" / "FORMAT.md");
  const std::string fence = "```toml\n";
  const std::size_t begin = page.find(fence) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

ScenarioSpec maximal() {
  return parse_scenario(maximal_scenario(), "maximal.toml");
}

}  // namespace

TEST_CASE("scenario reader: the example of the format page loads as it reads") {
  const ScenarioSpec spec = parse_scenario(example_of_format_page(), "FORMAT.md");
  CHECK(spec.name == "hang_replay");
  CHECK(spec.semantics.name == "linux-6.12");
  REQUIRE(spec.rings.size() == 1);
  const RingSpec& ring = spec.rings[0];
  CHECK(ring.slots == 8);
  CHECK(ring.scheduler.policy.name == "fifo");
  CHECK(ring.scheduler.credit_limit == 4);
  CHECK(ring.scheduler.timeout_ns == 1'000'000);
  CHECK(ring.scheduler.hang_limit == 1);
  CHECK(ring.driver.kind.name == "ring");
  CHECK(ring.driver.reset_time_ns == 50'000);
  REQUIRE(spec.jobs.size() == 2);
  CHECK(spec.jobs[0].at_ns == 2'000);
  CHECK(spec.jobs[0].duration.min_ns == 10'000);
  CHECK(spec.jobs[0].duration.is_fixed());
  CHECK(spec.jobs[0].fault.hang_attempts == 99);
  REQUIRE(spec.expect.finished.size() == 2);
  CHECK(spec.expect.finished[0].kind == ExpectedFinish::Kind::error);
  CHECK(spec.expect.finished[0].error == 125);
  CHECK(spec.expect.finished[1].kind == ExpectedFinish::Kind::ok);
}

TEST_CASE("scenario reader: a ring without a scheduler table gets the documented defaults") {
  const ScenarioSpec spec = parse_scenario(small_scenario(), "small");
  const RingSpec& ring = spec.rings[0];
  CHECK(ring.scheduler.policy.name.empty());
  CHECK(ring.scheduler.credit_limit == ring.slots);
  CHECK(ring.scheduler.timeout_ns == sim::kForever);
  CHECK(ring.scheduler.submit_queue.kind == QueueSpec::Kind::own);
  CHECK(ring.scheduler.timeout_queue.kind == QueueSpec::Kind::system);
  CHECK(ring.engine.name == "gfx");
  CHECK(ring.reset_domain.name == "gfx");
  REQUIRE(spec.engines.size() == 1);
  CHECK(spec.engines[0].name == "gfx");
  CHECK(spec.engines[0].width == 1);
  REQUIRE(spec.reset_domains.size() == 1);
  CHECK(spec.until_ns == sim::kForever);
  CHECK(spec.timer_rounding == sim::TimerRounding::ticks);
  CHECK(spec.expect.hazards.empty());
  CHECK_FALSE(spec.expect.guilty.has_value());
}

TEST_CASE("scenario reader: a ring may share the engine that another ring implies") {
  const ScenarioSpec spec = parse_scenario(
      small_scenario("[[ring]]\nname = \"aux\"\nengine = \"gfx\"\nreset_domain = \"gfx\"\n"), "f");
  REQUIRE(spec.rings.size() == 2);
  CHECK(spec.rings[1].engine.name == "gfx");
  CHECK(spec.engines.size() == 1);
  CHECK(spec.reset_domains.size() == 1);
}

TEST_CASE("scenario reader: a declared engine of the ring's name is the ring's engine") {
  const ScenarioSpec spec =
      parse_scenario(small_scenario("[[engine]]\nname = \"gfx\"\nwidth = 4\n"), "f");
  REQUIRE(spec.engines.size() == 1);
  CHECK(spec.engines[0].width == 4);
}

TEST_CASE("scenario reader: machine keys reach their members") {
  const ScenarioSpec spec = maximal();
  CHECK(spec.seed == 42);
  CHECK(spec.until_ns == 1'000'000'000);
  CHECK(spec.timer_rounding == sim::TimerRounding::wheel);
  REQUIRE(spec.check.size() == 2);
  CHECK(spec.check[1].kind == sim::HazardKind::late_timeout);
  CHECK_FALSE(spec.entities[0].submit_lock);
  CHECK(spec.entities[1].submit_lock);
  CHECK(spec.entities[0].grace_period);
  REQUIRE(spec.defects.size() == 1);
  CHECK(spec.defects[0].name == "E13");
  const SchedulerSpec& scheduler = spec.rings[0].scheduler;
  CHECK(scheduler.num_rqs == 3);
  CHECK(scheduler.submit_queue.kind == QueueSpec::Kind::shared);
  CHECK(scheduler.submit_queue.shared_name == "submit");
  CHECK(scheduler.timeout_queue.kind == QueueSpec::Kind::own);
  const ResetDomainSpec& domain = spec.reset_domains[0];
  CHECK(domain.ring_reset_time_ns == 10'000);
  CHECK(domain.full_reset_time_ns == 1'000'000);
  CHECK(domain.soft_recovery_time_ns == 5'000);
  CHECK(domain.ring_reset_fails == 1);
  CHECK(domain.full_reset_fails == 2);
  CHECK(domain.soft_recovery_fails == kEveryAttempt);
  CHECK(spec.interrupt.latency.min_ns == 2'000);
  CHECK(spec.interrupt.latency.max_ns == 5'000);
  CHECK(spec.interrupt.coalesce_window_ns == 1'000);
  CHECK(spec.interrupt.cpus == 2);
  CHECK(spec.cpu.submit.max_ns == 3'000);
  CHECK(spec.cpu.wakeup.min_ns == 500);
  CHECK(spec.cpu.rcu_grace_period.min_ns == 20'000);
}

TEST_CASE("scenario reader: driver keys reach their members") {
  const DriverSpec driver = maximal().rings[0].driver;
  CHECK(driver.reset == ResetScope::full);
  CHECK(driver.soft_recovery);
  CHECK(driver.soft_recovery_wait_ns == 5'000'000);
  CHECK_FALSE(driver.resubmit);
  CHECK(driver.reread_hardware);
  CHECK(driver.on_false_timeout == FalseTimeout::finish);
  CHECK(driver.fence == FenceStorage::preallocated);
  CHECK(driver.reinitialise_fence_on_replay);
  CHECK_FALSE(driver.keep_reference);
  CHECK(driver.unbalanced_put);
  CHECK(driver.release == FenceRelease::now);
  CHECK(driver.run_job_delay.max_ns == 3'000);
  CHECK(driver.run_job_cost.max_ns == 2'000);
  CHECK(driver.finished_error == FinishedError::unchecked);
  CHECK(driver.interrupt_takes == InterruptTakes::active_job);
  CHECK(driver.fallback_timer_ns == 250'000'000);
  CHECK(driver.prepare_job == PrepareJob::same_fence);
}

TEST_CASE("scenario reader: keys of the drivers slot and firmware reach their members") {
  const DriverSpec driver = maximal().rings[0].driver;
  CHECK_FALSE(driver.cancel_when_lost);
  CHECK(driver.completion_check == CompletionCheck::fence);
  CHECK(driver.on_progress == FalseTimeout::finish);
  CHECK(driver.hang_error == HangError::unchecked);
  CHECK(driver.fault_recovery == FaultRecovery::interrupt_thread);
  CHECK_FALSE(driver.recheck_error);
  CHECK(driver.interrupts_in_reset == InterruptsInReset::errors);
  CHECK(driver.retire_before_reset);
  CHECK(driver.start_before_restore);
  CHECK(driver.completed_replay == CompletedReplay::null);
  CHECK_FALSE(driver.put_old_fence);
  CHECK(driver.clear_slot == ClearSlot::never);
  CHECK(driver.hw_queues == 2);
  CHECK(driver.time_slice_ns == 2'000'000);
  CHECK(driver.group == "app");
  CHECK(driver.trust_suspension);
  CHECK(driver.unstarted_job == UnstartedJob::skip);
  CHECK_FALSE(driver.close_frees_place);
  CHECK_FALSE(driver.irq_safe_fence_lock);
  CHECK(driver.use_after_release);
  CHECK(driver.cancel_walk == CancelWalk::pending_jobs);
  CHECK(driver.independent_fences);
  CHECK(driver.lost_error);
}

TEST_CASE("scenario reader: copies of a job are numbered and follow each other") {
  const ScenarioSpec spec = maximal();
  REQUIRE(spec.jobs.size() == 6);
  CHECK(spec.jobs[0].name == "first");
  CHECK(spec.jobs[1].name == "j0");
  CHECK(spec.jobs[3].name == "j2");
  CHECK(spec.jobs[1].at_ns == 2'000);
  CHECK(spec.jobs[3].at_ns == 4'000);
  CHECK(spec.jobs[3].after[0].name == "first");
  CHECK(spec.jobs[0].process.name.empty());
  CHECK(spec.jobs[3].process.name == "child");
  const JobFaultSpec& fault = spec.jobs[3].fault;
  CHECK(fault.skip_attempts == 1);
  CHECK(fault.hang_attempts == 1);
  CHECK(fault.attempts == 2);
  CHECK(fault.slow_factor == 1.5);
  CHECK(fault.slow_by_ns == 3'000);
  CHECK(fault.lost_interrupt);
  CHECK(fault.late_interrupt_ns == 40'000);
  CHECK(fault.spurious_interrupt_ns == 1'000);
  CHECK(fault.fault_interrupt_ns == 2'000);
  CHECK(fault.run_job_returns.error == 5);
}

TEST_CASE("scenario reader: one counted copy is numbered too") {
  const ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"1ns\"\ncount = 1\n"),
      "f");
  REQUIRE(spec.jobs.size() == 1);
  CHECK(spec.jobs[0].name == "j0");
}

TEST_CASE("scenario reader: copies of a client with rings have an entity each") {
  const ScenarioSpec spec = maximal();
  REQUIRE(spec.clients.size() == 4);
  CHECK(spec.clients[0].entity.name == "app");
  CHECK(spec.clients[0].sleep.max_ns == 2'000'000);
  CHECK(spec.clients[0].cycles == 10);
  CHECK(spec.clients[0].in_flight == 4);
  CHECK_FALSE(spec.clients[0].synchronous);
  const ClientSpec& second = spec.clients[2];
  CHECK(second.name == "desktop1");
  CHECK(second.entity.name == "desktop1");
  CHECK(second.start.min_ns == 1'000'000);
  CHECK(second.period_ns == 16'000'000);
  CHECK(second.cycles == kEndlessCycles);
  CHECK(second.in_flight == kNoJobLimit);
  REQUIRE(spec.entities.size() == 5);
  CHECK(spec.entities[3].name == "desktop1");
  CHECK(spec.entities[3].rings[0].name == "gfx");
  CHECK(spec.entities[3].priority == EntityPriority::low);
}

TEST_CASE("scenario reader: actions, faults and preemptions reach their members") {
  const ScenarioSpec spec = maximal();
  REQUIRE(spec.actions.size() == 10);
  CHECK(spec.actions[0].kind == ActionKind::kill);
  CHECK(spec.actions[0].wait_ns == 2'000'000);
  CHECK(spec.actions[1].priority == EntityPriority::kernel);
  CHECK(spec.actions[2].rings[0].name == "gfx");
  CHECK(spec.actions[3].ring.name == "copy");
  CHECK(spec.actions[4].kind == ActionKind::unload);
  CHECK_FALSE(spec.actions[4].wait_for_jobs);
  CHECK(spec.actions[4].scheduler_first);
  CHECK(spec.actions[6].job.name == "first");
  CHECK(spec.actions[5].kind == ActionKind::device_lost);
  CHECK(spec.actions[7].kind == ActionKind::exit);
  CHECK(spec.actions[7].process.name == "child");
  CHECK(spec.actions[7].wait_ns == 1'000'000);
  CHECK(spec.actions[8].kind == ActionKind::suspend);
  CHECK(spec.actions[9].kind == ActionKind::resume);
  REQUIRE(spec.faults.size() == 1);
  CHECK(spec.faults[0].entity.name == "desktop0");
  CHECK(spec.faults[0].jobs == 3);
  CHECK(spec.faults[0].fault.hang_attempts == kEveryAttempt);
  REQUIRE(spec.preempts.size() == 1);
  CHECK(spec.preempts[0].role == "run");
  CHECK(spec.preempts[0].point == sim::Point::unlock);
  CHECK(spec.preempts[0].function == "dma_fence_signal");
  CHECK(spec.preempts[0].occurrence == 3);
  CHECK(spec.preempts[0].duration_ns == 50'000);
}

TEST_CASE("scenario reader: expectations reach their members") {
  const ExpectSpec expect = maximal().expect;
  CHECK(expect.finished[2].kind == ExpectedFinish::Kind::unfinished);
  CHECK(expect.order.size() == 2);
  REQUIRE(expect.guilty.has_value());
  CHECK((*expect.guilty)[0].name == "app");
  REQUIRE(expect.hazards.size() == 2);
  CHECK(expect.hazards[1].kind == sim::HazardKind::leak);
  CHECK(expect.errors.contains(1));
  CHECK_FALSE(expect.errors.contains(2));
  CHECK(expect.timeouts.contains(1000));
  CHECK_FALSE(expect.timeouts.contains(0));
  CHECK(expect.resets.contains(0));
  CHECK_FALSE(expect.resets.contains(4));
  CHECK(expect.virtual_time.min == 1'000'000);
  CHECK(expect.virtual_time.max == 2'000'000'000);
  REQUIRE(expect.rings.size() == 1);
  CHECK(expect.rings[0].ring.name == "gfx");
  CHECK(expect.rings[0].busy.max == 0.75);
  REQUIRE(expect.clients.size() == 1);
  CHECK(expect.clients[0].share.contains(0.5));
  CHECK(expect.clients[0].latency.p99.max == 20'000'000);
}

TEST_CASE("scenario reader: places lead back to the file") {
  const ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"1ns\"\n"),
      "some/file.toml");
  CHECK(spec.rings[0].where.line == 2);
  CHECK(spec.entities[0].rings[0].where.line == 6);
  CHECK(spec.entities[0].rings[0].where.column == 10);
  CHECK(spec.jobs[0].entity.where.line == 9);
  const InputError error = error_at(spec, spec.jobs[0].where, "no");
  CHECK(std::string(error.what()) == "some/file.toml:7:1: no");
}

TEST_CASE("scenario reader: a job may depend on one that another entity submits later") {
  const std::string text = small_scenario(
      "[[entity]]\nname = \"late\"\nrings = \"gfx\"\n"
      "[[job]]\nname = \"a\"\nentity = \"app\"\nduration = \"1ns\"\nafter = \"b\"\n"
      "[[job]]\nname = \"b\"\nentity = \"late\"\nat = \"1ms\"\nduration = \"1ns\"\n");
  CHECK(mistakes_in(text).empty());
}

}  // namespace drmsim::scenarios
