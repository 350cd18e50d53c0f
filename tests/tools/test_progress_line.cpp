#include <sstream>

#include <catch2/catch.hpp>

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

}  // namespace
}  // namespace drmsim::tests
