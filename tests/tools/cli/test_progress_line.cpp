#include <sstream>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "tools/cli/progress_line.h"

namespace drmsim::tests {
namespace {

using tools::ProgressLine;

// A clock and a terminal, both of the test.
struct Progress {
  void events(std::uint64_t looks) {
    sim::Event event;
    event.kind = sim::EventKind::finished;
    event.time_ns = 5'000'000;
    for (std::uint64_t i = 0; i < looks * ProgressLine::kEventsBetweenLooks; ++i) {
      line.on_event(event);
    }
  }
  double now = 100;
  std::ostringstream terminal;
  ProgressLine line{terminal, "x.toml", [this] { return now; }};
};

TEST_CASE("progress: nothing is shown in the first second") {
  Progress progress;
  progress.now += 0.9;
  progress.events(2);
  progress.line.erase();
  CHECK(progress.terminal.str().empty());
}

TEST_CASE("progress: shown after a second, five times a second, and erased") {
  Progress progress;
  progress.now += 1.0;
  progress.events(1);
  CHECK(progress.terminal.str() ==
        "\r\033[Kx.toml: 5 ms of virtual time, 65,536 jobs, 65.5 k jobs/s");
  progress.terminal.str("");
  progress.now += 0.1;
  progress.events(1);
  CHECK(progress.terminal.str().empty());
  progress.now += 0.15;
  progress.events(1);
  CHECK_FALSE(progress.terminal.str().empty());
  progress.terminal.str("");
  progress.line.erase();
  CHECK(progress.terminal.str() == "\r\033[K");
}

TEST_CASE("progress: says how far the run is from its end of time, and when it will be over") {
  Progress progress;
  progress.line.set_whole({200'000'000, 0});
  progress.now += 2.0;
  progress.events(1);
  CHECK(progress.terminal.str() ==
        "\r\033[Kx.toml: 5 ms of 200 ms of virtual time, 65,536 jobs, 32.8 k jobs/s, 78 s left");
}

TEST_CASE("progress: says how far the run is from its last job, and when it will be over") {
  Progress progress;
  progress.line.set_whole({sim::kForever, 6'553'600});
  progress.now += 2.0;
  progress.events(1);
  CHECK(
      progress.terminal.str() ==
      "\r\033[Kx.toml: 5 ms of virtual time, 65,536 of 6,553,600 jobs, 32.8 k jobs/s, 198 s left");
}

TEST_CASE("progress: the length of a run is that of its scenario") {
  const auto length = [](const std::string& more, sim::TimeNs until_ns = sim::kForever) {
    return tools::length_of(
        scenarios::parse_scenario("name = \"x\"\nuntil = \"2s\"\n[[ring]]\nname = \"gfx\"\n"
                                  "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n" +
                                      more,
                                  "x"),
        until_ns);
  };
  const std::string client =
      "[[client]]\nname = \"c\"\nentity = \"e\"\nduration = \"1ms\"\njobs_per_cycle = 3\n";
  CHECK(length("").jobs == 0);
  CHECK(length("").until_ns == 2'000'000'000);
  CHECK(length("", 5).until_ns == 5);
  CHECK(length(client).jobs == 0);
  CHECK(length(client + "cycles = 4\n[[job]]\nname = \"j\"\nentity = \"e\"\nduration = 0\n").jobs ==
        13);
}

}  // namespace
}  // namespace drmsim::tests
