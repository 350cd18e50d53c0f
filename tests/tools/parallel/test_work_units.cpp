// Work done by several processes must look as if one had done it.
#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/format/input_error.h"
#include "tools/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

std::string squares(unsigned jobs, std::uint64_t enough) {
  std::string text;
  run_work_units(
      {100, jobs,
       [](std::uint64_t unit, const UnitContext&) { return std::to_string(unit * unit); },
       [&](std::uint64_t unit, const std::string& result) {
         text += std::to_string(unit) + ":" + result + " ";
         return unit + 1 < enough;
       }});
  return text;
}

}  // namespace

TEST_CASE("work units: results come in order, whatever the number of workers") {
  const std::string one = squares(1, 100);
  CHECK(squares(2, 100) == one);
  CHECK(squares(5, 100) == one);
  CHECK(squares(200, 100) == one);
}

TEST_CASE("work units: the sink ends the work, at the same unit with any number of workers") {
  CHECK(squares(1, 7) == "0:0 1:1 2:4 3:9 4:16 5:25 6:36 ");
  CHECK(squares(4, 7) == squares(1, 7));
}

TEST_CASE("work units: results may be larger than a pipe") {
  std::vector<std::size_t> sizes;
  run_work_units(
      {4, 2,
       [](std::uint64_t unit, const UnitContext&) { return std::string(300'000 + unit, 'x'); },
       [&](std::uint64_t, const std::string& result) {
         sizes.push_back(result.size());
         return true;
       }});
  CHECK(sizes == std::vector<std::size_t>{300'000, 300'001, 300'002, 300'003});
}

namespace {

// Ten units, of which number 3 fails so: what becomes of them.
struct Outcome {
  std::string text;
  std::vector<std::uint64_t> again;  // units that a worker was told it is the second of
};

Outcome with_failure(unsigned jobs, void (*fail)(bool again)) {
  Outcome outcome;
  WorkUnits units;
  units.count = 10;
  units.jobs = jobs;
  units.work = [fail](std::uint64_t unit, const UnitContext& context) {
    if (context.again) context.tell("again");
    if (unit == 3) fail(context.again);
    return std::string("+");
  };
  units.sink = [&](std::uint64_t, const std::string& text) {
    outcome.text += text;
    return true;
  };
  units.died = [&](std::uint64_t unit, const std::string& how) {
    outcome.text += " " + std::to_string(unit) + ": " + how + " ";
    return true;
  };
  units.told = [&](std::uint64_t unit, const std::string&) { outcome.again.push_back(unit); };
  CHECK(run_work_units(units) == WorkEnd::done);
  return outcome;
}

}  // namespace

TEST_CASE("work units: a worker that dies, or throws, twice costs its unit") {
  for (const unsigned jobs : {1u, 2u, 4u}) {
    CHECK(with_failure(jobs, [](bool) { std::raise(SIGKILL); }).text ==
          "+++ 3: killed by signal 9 ++++++");
    CHECK(with_failure(jobs, [](bool) { _exit(7); }).text == "+++ 3: exit 7 ++++++");
    const Outcome threw = with_failure(jobs, [](bool) { throw std::runtime_error("no"); });
    CHECK(threw.text == "+++ 3: no ++++++");
    CHECK(threw.again == std::vector<std::uint64_t>{3});
  }
}

TEST_CASE("work units: what has ended one worker is done by another") {
  const Outcome once = with_failure(2, [](bool again) {
    if (!again) std::raise(SIGKILL);
  });
  CHECK(once.text == "++++++++++");
  CHECK(once.again == std::vector<std::uint64_t>{3});
}

TEST_CASE("work units: a unit that nobody survives ends work that has no place for it") {
  CHECK_THROWS_WITH(run_work_units({1, 1,
                                    [](std::uint64_t, const UnitContext&) -> std::string {
                                      throw std::runtime_error("no");
                                    },
                                    [](std::uint64_t, const std::string&) { return true; }}),
                    "unit 0: no");
}

TEST_CASE("work units: what is told, and results, arrive before their turn") {
  std::vector<std::string> seen;
  WorkUnits units;
  units.count = 2;
  units.jobs = 2;
  std::array<int, 2> gate{};
  REQUIRE(pipe(gate.data()) == 0);
  units.work = [&gate](std::uint64_t unit, const UnitContext& context) {
    char open = 0;
    if (unit == 0) return std::string(read(gate[0], &open, 1) == 1 ? "late" : "never");
    context.tell("told");
    return std::string("early");
  };
  const auto see = [&seen](std::uint64_t, const std::string& text) { seen.push_back(text); };
  units.told = see;
  units.arrived = [&](std::uint64_t unit, const std::string& text) {
    see(unit, text);
    if (unit == 1) CHECK(write(gate[1], "", 1) == 1);
  };
  std::string in_order;
  units.sink = [&in_order](std::uint64_t, const std::string& text) {
    in_order += text + " ";
    return true;
  };
  CHECK(run_work_units(units) == WorkEnd::done);
  CHECK(seen == std::vector<std::string>{"told", "early", "late"});
  CHECK(in_order == "late early ");
}

TEST_CASE("work units: they are stopped in the middle of a unit") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  WorkUnits units;
  units.count = 2;
  units.jobs = 2;
  units.work = [](std::uint64_t unit, const UnitContext&) {
    while (unit == 1) pause();
    return std::string("done");
  };
  std::string text;
  units.sink = [&](std::uint64_t, const std::string& result) {
    text += result;
    return write(stop[1], "", 1) == 1;
  };
  units.stop = stop[0];
  CHECK(run_work_units(units) == WorkEnd::stopped);
  CHECK(text == "done");
  CHECK(run_apart(1, stop[0], [] { return std::string("x"); }).stopped);
}

// A worker that never comes back from unit 0, and one that has done unit 1.
WorkUnits endless_first_unit() {
  WorkUnits units;
  units.count = 2;
  units.jobs = 2;
  units.work = [](std::uint64_t unit, const UnitContext&) {
    while (unit == 0) pause();
    return std::string("done");
  };
  return units;
}

TEST_CASE("work units: what was done beyond one that was not is filed when they are stopped") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  WorkUnits units = endless_first_unit();
  units.arrived = [&](std::uint64_t, const std::string&) { CHECK(write(stop[1], "", 1) == 1); };
  std::vector<std::uint64_t> filed;
  units.sink = [&filed](std::uint64_t unit, const std::string&) {
    filed.push_back(unit);
    return true;
  };
  units.stop = stop[0];
  CHECK(run_work_units(units) == WorkEnd::stopped);
  CHECK(filed == std::vector<std::uint64_t>{1});
}

TEST_CASE("work units: they end with their time, in the middle of a unit") {
  WorkUnits units = endless_first_unit();
  units.sink = [](std::uint64_t, const std::string&) { return true; };
  units.limit = TimeLimit(0.05);
  CHECK(run_work_units(units) == WorkEnd::out_of_time);
}

TEST_CASE("one piece of work apart: it ends with its time") {
  const auto forever = []() -> std::string {
    for (;;) pause();
  };
  const ApartResult result = run_apart(1, -1, forever, TimeLimit(0.05));
  CHECK(result.out_of_time);
  CHECK(result.text.empty());
}

TEST_CASE("work units: a worker that dies between two units is replaced") {
  WorkUnits units;
  units.count = 2;
  units.jobs = 1;
  units.work = [](std::uint64_t, const UnitContext&) { return std::to_string(getpid()); };
  units.arrived = [](std::uint64_t unit, const std::string& text) {
    if (unit == 1) return;
    const auto worker = static_cast<pid_t>(std::stol(text));
    CHECK(kill(worker, SIGKILL) == 0);
    siginfo_t info{};
    CHECK(waitid(P_PID, static_cast<id_t>(worker), &info, WEXITED | WNOWAIT) == 0);
  };
  std::set<std::string> workers;
  units.sink = [&workers](std::uint64_t, const std::string& text) {
    workers.insert(text);
    return true;
  };
  CHECK(run_work_units(units) == WorkEnd::done);
  CHECK(workers.size() == 2);
}

TEST_CASE("one piece of work apart: its text, how it died, or the mistake in the input") {
  for (const unsigned jobs : {0u, 1u}) {
    CHECK(run_apart(jobs, -1, [] { return std::string("text"); }).text == "text");
    CHECK(run_apart(jobs, -1, [] { return std::string(); }).text.empty());
    const auto mistaken = [jobs] {
      run_apart(jobs, -1, []() -> std::string { throw InputError({"a.toml", 3, 4, "no"}); });
    };
    CHECK_THROWS_WITH(mistaken(), "a.toml:3:4: no");
  }
  CHECK(run_apart(4, -1, []() -> std::string {
          std::raise(SIGKILL);
          return "";
        }).died == "killed by signal 9");
}

}  // namespace drmsim::scenarios
