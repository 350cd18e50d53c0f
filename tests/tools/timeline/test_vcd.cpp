// Signals of a run, read back from the dump.
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tests/tools/timeline/support/event_maker.h"
#include "tools/timeline/vcd.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;
using Changes = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  // moment, value

// A reader by the standard: the changes of each signal, by its path.
std::map<std::string, Changes> signals_of(const std::string& dump) {
  std::istringstream in(dump);
  std::vector<std::string> scope;
  std::map<std::string, std::string> paths;  // by identifier
  std::map<std::string, Changes> signals;
  std::uint64_t now = 0;
  std::string word;
  const auto skip_to_end = [&in] {
    for (std::string ignored; in >> ignored && ignored != "$end";) {
    }
  };
  while (in >> word) {
    if (word == "$scope") {
      std::string kind;
      in >> kind >> word;
      scope.push_back(word);
      skip_to_end();
    } else if (word == "$upscope") {
      REQUIRE(!scope.empty());
      scope.pop_back();
      skip_to_end();
    } else if (word == "$var") {
      std::string type;
      std::string width;
      std::string identifier;
      in >> type >> width >> identifier >> word;
      std::string path;
      for (const std::string& part : scope) path += part + ".";
      REQUIRE(paths.emplace(identifier, path + word).second);
      skip_to_end();
    } else if (word == "$dumpvars" || word == "$end") {
      continue;
    } else if (word[0] == '$') {
      skip_to_end();
    } else if (word[0] == '#') {
      const std::uint64_t next = std::stoull(word.substr(1));
      REQUIRE(next >= now);
      now = next;
    } else if (word[0] == 'b') {
      const std::uint64_t value = std::stoull(word.substr(1), nullptr, 2);
      in >> word;
      signals[paths.at(word)].emplace_back(now, value);
    } else {
      signals[paths.at(word.substr(1))].emplace_back(now, word[0] - '0');
    }
  }
  CHECK(scope.empty());
  return signals;
}

struct Dump {
  std::map<std::string, Changes> signals() {
    std::ostringstream out;
    vcd.write(out);
    return signals_of(out.str());
  }
  timeline::Vcd vcd;
  EventMaker log{vcd};
};

TEST_CASE("timeline: a ring's signals follow what its engine does") {
  Dump dump;
  EventMaker& log = dump.log;
  log.at(0).emit(EventKind::sched_init, "gfx", 4, 0, 0, "fifo");
  log.at(10, "client:app").emit(EventKind::push, "x", "app", "gfx", 1, 0, 0, 3, 1);
  log.emit(EventKind::push, "y", "app", "gfx", 2, 1, 0, 3, 2);
  log.at(20, "run:gfx").emit(EventKind::run_job, "x", "gfx", 1, 2, 1);
  log.emit(EventKind::hw_start, "x", "gfx").emit(EventKind::run_job, "y", "gfx", 1, 3, 0);
  log.at(40).emit(EventKind::hw_start, "y", "gfx").emit(EventKind::hw_done, "x", "gfx");
  log.emit(EventKind::irq, "gfx").emit(EventKind::finished, "x", "gfx", 0);
  log.at(60).emit(EventKind::hw_reset, "gfx", 1);
  log.at(70).emit(EventKind::finished, "y", "gfx", -125);
  auto signals = dump.signals();
  CHECK(signals["drmsim.rings.gfx.busy"] == Changes{{0, 0}, {20, 1}, {60, 0}});
  CHECK(signals["drmsim.rings.gfx.job"] == Changes{{0, 0}, {20, 1}, {40, 2}, {60, 0}});
  CHECK(signals["drmsim.rings.gfx.credits"] == Changes{{0, 0}, {20, 3}, {40, 1}, {70, 0}});
  CHECK(signals["drmsim.rings.gfx.emitted"] == Changes{{0, 0}, {20, 2}});
  CHECK(signals["drmsim.rings.gfx.completed"] == Changes{{0, 0}, {40, 1}});
  CHECK(signals["drmsim.interrupts.gfx.irq"] == Changes{{0, 0}, {40, 1}, {41, 0}});
  CHECK(signals["drmsim.clients.app.unfinished"] == Changes{{0, 0}, {10, 2}, {40, 1}, {70, 0}});
}

TEST_CASE("timeline: a device that is lost executes nothing on any ring") {
  Dump dump;
  dump.log.at(5).emit(EventKind::hw_start, "x", "a").emit(EventKind::hw_start, "y", "b");
  dump.log.at(9).emit(EventKind::hw_fault, "", "device_lost");
  auto signals = dump.signals();
  CHECK(signals["drmsim.rings.a.busy"] == Changes{{0, 0}, {5, 1}, {9, 0}});
  CHECK(signals["drmsim.rings.b.busy"] == Changes{{0, 0}, {5, 1}, {9, 0}});
}

TEST_CASE("timeline: an interrupt at the end of a pulse begins another as soon as it can") {
  Dump dump;
  for (const int now : {5, 6, 9}) dump.log.at(now).emit(EventKind::irq, "gfx");
  CHECK(dump.signals()["drmsim.interrupts.gfx.irq"] ==
        Changes{{0, 0}, {5, 1}, {7, 0}, {9, 1}, {10, 0}});
}

TEST_CASE("timeline: names that viewers would split stay whole, and apart") {
  Dump dump;
  dump.log.at(5).emit(EventKind::irq, "gfx.error").emit(EventKind::irq, "gfx_error");
  const auto signals = dump.signals();
  CHECK(signals.count("drmsim.interrupts.gfx_error.irq") == 1);
  CHECK(signals.count("drmsim.interrupts.gfx_error_.irq") == 1);
}

TEST_CASE("timeline: so many signals that their names have two letters are told apart") {
  Dump dump;
  for (int i = 0; i < 200; ++i) {
    dump.log.at(5 + i * 10).emit(EventKind::irq, ("line" + std::to_string(i)).c_str());
  }
  const auto signals = dump.signals();
  CHECK(signals.size() == 200);
  CHECK(signals.at("drmsim.interrupts.line199.irq") == Changes{{0, 0}, {1995, 1}, {1996, 0}});
}

TEST_CASE("drmsim run: --vcd shows what the log tells of a hang") {
  const std::string file = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  const CliRun run = drmsim({"run", file, "--vcd", "-"});
  CHECK(run.status == 0);
  auto signals = signals_of(run.out);
  CHECK(signals["drmsim.rings.gfx.busy"] == Changes{{0, 0}, {1'000, 1}, {2'131'000, 0}});
  CHECK(signals["drmsim.rings.gfx.completed"].back().second == 11);
  CHECK(signals["drmsim.rings.gfx.credits"].back() ==
        std::pair<std::uint64_t, std::uint64_t>{2'131'000, 0});
  CHECK(signals["drmsim.interrupts.gfx.irq"].size() == 7);
  CHECK(signals["drmsim.clients.bad.unfinished"].back().second == 0);
  CHECK(signals["drmsim.clients.good.unfinished"] ==
        Changes{{0, 0}, {3'000, 1}, {6'000, 2}, {2'121'000, 1}, {2'131'000, 0}});
}

}  // namespace
}  // namespace drmsim::tests
