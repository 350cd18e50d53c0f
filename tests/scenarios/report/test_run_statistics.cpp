// Counting, from events alone: every number of the report against an event log written by hand.
#include <catch2/catch.hpp>

#include "scenarios/report/run_report.h"
#include "scenarios/report/run_statistics.h"
#include "tests/scenarios/report/support/log_script.h"

namespace drmsim::tests {
namespace {

using scenarios::RunReport;
using scenarios::RunStatistics;
using sim::EventKind;

// A World whose log somebody counts.
struct CountedLog {
  CountedLog() { lives.add(statistics); }

  RunReport report() {
    script.run();
    statistics.end(world.now());
    return summarise(statistics, world.names());
  }
  void push(sim::TimeNs at_ns, sim::JobTag job, const char* entity) {
    script.at(at_ns, EventKind::push, job, script.name(entity), gfx, 1, 0, 0);
  }
  void finish(sim::TimeNs at_ns, sim::JobTag job, int error = 0) {
    script.at(at_ns, EventKind::finished, job, gfx, error);
  }
  void start(sim::TimeNs at_ns, sim::JobTag job) {
    script.at(at_ns, EventKind::hw_start, job, gfx);
  }
  void done(sim::TimeNs at_ns, sim::JobTag job) { script.at(at_ns, EventKind::hw_done, job, gfx); }

  sim::World world;
  RunStatistics statistics;
  scenarios::JobLives lives{world.log()};
  LogScript script{world};
  sim::NameId gfx = world.intern("gfx");
};

TEST_CASE("statistics: wait, execution and latency of one job") {
  CountedLog log;
  const sim::JobTag job = log.script.job("c", 0);
  log.push(100, job, "e");
  log.start(350, job);
  log.done(1350, job);
  log.finish(1400, job);
  log.script.at(2000, EventKind::quiescent);

  const RunReport report = log.report();
  CHECK(report.jobs == 1);
  CHECK(report.errors == 0);
  CHECK(report.virtual_time_ns == 2000);
  CHECK(report.jobs_per_second == Approx(500'000));
  REQUIRE(report.rings.size() == 1);
  CHECK(report.rings[0].name == "gfx");
  CHECK(report.rings[0].jobs == 1);
  CHECK(report.rings[0].busy == Approx(0.5));
  CHECK(report.rings[0].wait.p50_ns == 250);
  CHECK(report.rings[0].execution.p99_ns == 1000);
  REQUIRE(report.clients.size() == 1);
  CHECK(report.clients[0].jobs == 1);
  CHECK(report.clients[0].share == Approx(1.0));
  CHECK(report.clients[0].wait.p50_ns == 250);
  CHECK(report.clients[0].latency.p50_ns == 1300);
}

TEST_CASE("statistics: a looping client is itself, a single job belongs to its entity") {
  CountedLog log;
  log.push(0, log.script.job("client", 7), "e");
  log.push(0, log.script.job("single"), "e");
  log.finish(1, log.script.job("client", 7));
  log.finish(1, log.script.job("single"));

  const RunReport report = log.report();
  REQUIRE(report.clients.size() == 2);
  CHECK(report.clients[0].name == "client");
  CHECK(report.clients[1].name == "e");
}

TEST_CASE("statistics: a ring is busy while at least one of its jobs executes") {
  CountedLog log;
  log.start(0, log.script.job("a"));
  log.start(10, log.script.job("b"));
  log.done(30, log.script.job("a"));
  log.done(40, log.script.job("b"));
  log.start(90, log.script.job("c"));
  log.script.at(100, EventKind::quiescent);
  CHECK(log.report().rings[0].busy == Approx(0.5));
}

TEST_CASE("statistics: a replayed job waits once and executes each time") {
  CountedLog log;
  const sim::JobTag job = log.script.job("x");
  log.push(0, job, "e");
  log.start(5, job);
  log.script.at(105, EventKind::hw_reset, log.gfx, 1);
  log.start(200, job);
  log.done(210, job);
  log.finish(210, job);

  const RunReport report = log.report();
  CHECK(report.resets == 1);
  CHECK(report.rings[0].resets == 1);
  CHECK(report.rings[0].jobs == 1);
  CHECK(report.rings[0].wait.count == 1);
  CHECK(report.rings[0].wait.p50_ns == 5);
  CHECK(report.rings[0].execution.count == 1);
  CHECK(report.rings[0].busy == Approx(110.0 / 210));
  CHECK(report.clients[0].jobs == 1);
}

TEST_CASE("statistics: a killed or lost job has executed, but did not complete") {
  CountedLog log;
  log.push(0, log.script.job("killed"), "e");
  log.start(0, log.script.job("killed"));
  log.script.at(30, EventKind::hw_kill, log.script.job("killed"), log.gfx);
  log.push(30, log.script.job("lost"), "f");
  log.start(30, log.script.job("lost"));
  log.script.at(40, EventKind::hw_fault, log.script.name("gpu"), "device_lost");
  log.script.at(80, EventKind::quiescent);

  const RunReport report = log.report();
  CHECK(report.rings[0].jobs == 0);
  CHECK(report.rings[0].execution.count == 0);
  CHECK(report.rings[0].busy == Approx(0.5));
  CHECK(report.clients[0].share == Approx(0.75));
  CHECK(report.clients[1].elapsed_ns == 50);
  CHECK(report.clients[1].share == Approx(1));  // nobody else executed since its push
}

TEST_CASE("statistics: errors are counted by number and by client") {
  CountedLog log;
  for (const char* name : {"a", "b", "c", "d"}) log.push(0, log.script.job(name), name);
  log.finish(1, log.script.job("a"), -125);
  log.finish(1, log.script.job("b"), -5);
  log.finish(1, log.script.job("c"), -125);
  log.finish(1, log.script.job("d"));

  const RunReport report = log.report();
  CHECK(report.jobs == 4);
  CHECK(report.errors == 3);
  REQUIRE(report.errors_by_number.size() == 2);
  CHECK(report.errors_by_number[0].error == 5);
  CHECK(report.errors_by_number[1].error == 125);
  CHECK(report.errors_by_number[1].jobs == 2);
  CHECK(report.clients[0].errors == 1);
  CHECK(report.clients[3].errors == 0);
}

TEST_CASE("statistics: rings reset together are one reset, one by one they are several") {
  CountedLog log;
  const sim::NameId r0 = log.script.name("r0");
  const sim::NameId r1 = log.script.name("r1");
  log.statistics.declare_domain({r0, r1});
  log.script.at(10, EventKind::hw_reset, r0, 0).at(10, EventKind::hw_reset, r1, 0);
  log.script.at(10, EventKind::hw_reset, log.gfx, 0);  // not of that domain
  log.script.at(20, EventKind::hw_reset, r0, 0).at(30, EventKind::hw_reset, r1, 0);
  log.script.at(30, EventKind::hw_reset, r1, 0);

  const RunReport report = log.report();
  CHECK(report.resets == 5);
  CHECK(report.rings[0].resets == 2);
  CHECK(report.rings[1].resets == 3);
}

TEST_CASE("statistics: cycles, timeouts and guilty entities are counted where they belong") {
  CountedLog log;
  const sim::NameId client = log.script.name("c");
  log.push(0, log.script.job("c", 0), "c");
  log.finish(10, log.script.job("c", 0));
  log.script.at(10, EventKind::cycle, client, 0, 10).at(40, EventKind::cycle, client, 1, 20);
  log.script.at(50, EventKind::timedout_job, log.script.job("x"), log.gfx, 0);
  log.script.at(60, EventKind::guilty, log.script.name("e"));
  log.script.at(60, EventKind::guilty, log.script.name("e"));
  log.script.at(1000, EventKind::quiescent);

  const RunReport report = log.report();
  CHECK(report.clients[0].cycles == 2);
  CHECK(report.clients[0].elapsed_ns == 40);
  CHECK(report.clients[0].cycles_per_second == Approx(5e7));
  CHECK(report.clients[0].cycle.p50_ns == 10);
  CHECK(report.clients[0].cycle.p99_ns == 20);
  CHECK(report.timeouts == 1);
  CHECK(report.rings[0].timeouts == 1);
  CHECK(report.guilty == std::vector<std::string>{"e"});
}

TEST_CASE("statistics: counting ends with quiescent, what comes later is not of the run") {
  CountedLog log;
  log.push(0, log.script.job("left"), "e");
  log.script.at(10, EventKind::quiescent);
  log.finish(20, log.script.job("left"), -3);

  const RunReport report = log.report();
  CHECK(report.virtual_time_ns == 10);
  CHECK(report.jobs == 0);
  CHECK(report.events == 3);
  REQUIRE(report.unfinished.size() == 1);
  CHECK(report.unfinished[0].job == "left");
}

TEST_CASE("statistics: unfinished jobs come in order of push and tell how far they got") {
  CountedLog log;
  log.push(1000, log.script.job("z"), "e");
  log.push(2000, log.script.job("a"), "e");
  log.script.at(3000, EventKind::run_job, log.script.job("a"), log.gfx, 1, 1);
  log.start(4000, log.script.job("a"));
  log.script.at(5000, EventKind::timedout_job, log.script.job("a"), log.gfx, 0);
  log.script.at(9000, EventKind::quiescent);

  const RunReport report = log.report();
  REQUIRE(report.unfinished.size() == 2);
  CHECK(report.unfinished[0].job == "z");
  CHECK(report.unfinished[0].story.back() ==
        "never handed to the hardware: run_job was not called");
  CHECK(report.unfinished[1].job == "a");
  CHECK(report.unfinished[1].story.size() == 4);
}

TEST_CASE("statistics: what a client waits for a dependency is not what it waits for its ring") {
  CountedLog log;
  scenarios::JobReadiness dependencies(log.world.log());
  log.lives.listen_to(dependencies);
  const sim::JobTag draw = log.script.job("draw");
  const sim::JobTag copy = log.script.job("copy");
  dependencies.add(copy, {draw, false});
  log.push(0, draw, "game");
  log.push(10, copy, "compositor");
  log.start(20, draw);
  log.done(100, draw);
  log.finish(110, draw);
  log.start(150, copy);
  log.done(160, copy);
  log.finish(160, copy);

  const RunReport report = log.report();
  CHECK(dependencies.is_ready(copy));
  CHECK(report.clients[1].dependency_wait.max_ns == 100);
  CHECK(report.clients[1].wait.max_ns == 40);
  CHECK(report.clients[1].starved_max_ns == 40);
  CHECK(report.clients[0].dependency_wait.max_ns == 0);
  CHECK(report.rings[0].dependency_wait.max_ns == 100);
  CHECK(report.rings[0].wait.count == 2);
}

TEST_CASE("statistics: a job that starts before its dependency's fence has been ready") {
  CountedLog log;
  scenarios::JobReadiness dependencies(log.world.log());
  log.lives.listen_to(dependencies);
  dependencies.add(log.script.job("b"), {log.script.job("a"), false});
  log.push(0, log.script.job("a"), "e");
  log.push(0, log.script.job("b"), "e");
  log.start(0, log.script.job("a"));
  log.start(50, log.script.job("b"));  // the engine goes on, and then the fence is written
  log.done(50, log.script.job("a"));
  log.finish(60, log.script.job("a"));
  log.done(90, log.script.job("b"));
  log.finish(90, log.script.job("b"));

  const RunReport report = log.report();
  CHECK(report.clients[0].dependency_wait.max_ns == 50);
  CHECK(report.clients[0].wait.max_ns == 0);
  CHECK(report.clients[0].starved_max_ns == 0);
}

TEST_CASE("statistics: an unfinished job says whose fence it waits for") {
  CountedLog log;
  scenarios::JobReadiness dependencies(log.world.log());
  log.lives.listen_to(dependencies);
  dependencies.add(log.script.job("scan_out"), {log.script.job("draw"), false});
  log.push(0, log.script.job("draw"), "a");
  log.push(0, log.script.job("scan_out"), "b");
  log.script.at(10, EventKind::quiescent);

  const RunReport report = log.report();
  REQUIRE(report.unfinished.size() == 2);
  CHECK(report.unfinished[1].story[1] == "waits for the fence of draw, which never ran");
}

TEST_CASE("statistics: who starves for a second and then runs alone gets half of it") {
  CountedLog log;
  const auto second = [](int n) { return static_cast<sim::TimeNs>(n) * 1'000'000'000; };
  const sim::JobTag first = log.script.job("lucky", 0);
  const sim::JobTag later = log.script.job("starved", 0);
  log.push(0, first, "lucky");
  log.push(0, later, "starved");
  log.start(0, first);
  log.done(second(1), first);
  log.start(second(1), later);
  log.finish(second(1), first);
  log.script.at(second(1), EventKind::cycle, log.script.name("lucky"), 0, second(1));
  log.done(second(2), later);
  log.finish(second(2), later);
  log.script.at(second(2), EventKind::cycle, log.script.name("starved"), 0, second(2));

  const RunReport report = log.report();
  CHECK(report.clients[0].elapsed_ns == second(1));
  CHECK(report.clients[0].share == Approx(1));
  CHECK(report.clients[0].cycles_per_second == Approx(1));
  CHECK(report.clients[0].starved_max_ns == 0);
  CHECK(report.clients[1].elapsed_ns == second(2));
  CHECK(report.clients[1].share == Approx(0.5));
  CHECK(report.clients[1].cycles_per_second == Approx(0.5));
  CHECK(report.clients[1].starved_max_ns == second(1));
}

TEST_CASE("statistics: starving begins anew when a reset drops what executed") {
  CountedLog log;
  const sim::JobTag job = log.script.job("x");
  log.push(0, job, "e");
  log.start(10, job);
  log.script.at(100, EventKind::hw_reset, log.gfx, 1);
  log.start(130, job);
  log.done(140, job);
  log.finish(200, job);  // what is done does not starve
  CHECK(log.report().clients[0].starved_max_ns == 30);
}

TEST_CASE("statistics: who has never had its turn starves to the end") {
  CountedLog log;
  log.push(100, log.script.job("x"), "e");
  log.script.at(1000, EventKind::quiescent);
  const RunReport report = log.report();
  CHECK(report.clients[0].starved_max_ns == 900);
  CHECK(report.clients[0].elapsed_ns == 900);
}

TEST_CASE("statistics: minimum, mean and maximum stand beside the percentiles") {
  CountedLog log;
  const sim::NameId client = log.script.name("c");
  log.script.at(10, EventKind::cycle, client, 0, 10).at(40, EventKind::cycle, client, 1, 25);
  const RunReport report = log.report();
  CHECK(report.clients[0].cycle.min_ns == 10);
  CHECK(report.clients[0].cycle.mean_ns == 18);  // 17.5, rounded
  CHECK(report.clients[0].cycle.max_ns == 25);
}

TEST_CASE("statistics: a declared client that never submits has a row of zeros") {
  CountedLog log;
  log.statistics.declare_client(log.script.name("idle"));
  log.push(0, log.script.job("c", 0), "e");
  const RunReport report = log.report();
  REQUIRE(report.clients.size() == 2);
  CHECK(report.clients[0].name == "idle");
  CHECK(report.clients[0].jobs == 0);
}

}  // namespace
}  // namespace drmsim::tests
