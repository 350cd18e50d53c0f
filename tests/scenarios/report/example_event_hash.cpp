// A fingerprint of a run, from its events or from the file that --events wrote of it.
#include "scenarios/report/event_hash.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// What --events writes.
struct EventFile final : sim::EventObserver {
  void begin(const sim::Names& all) override { names = &all; }
  void on_event(const sim::Event& event) override { text += sim::event_text(event, *names) + '\n'; }
  const sim::Names* names = nullptr;
  std::string text;
};

}  // namespace

TEST_CASE("example: the fingerprint of a run, of its file, and of another seed") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "10us..90us", cycles = 20 }])",
                                           "t.toml");
  EventFile file;
  const auto hash_of_run = [&](std::uint64_t seed) {
    EventHash hash;
    MachineOptions options;
    options.seed = seed;
    options.observers = {&hash};
    if (file.text.empty()) options.observers.push_back(&file);
    run_scenario(spec, options);
    return hash.value();
  };
  const std::uint64_t first = hash_of_run(5);
  EventHash of_file;
  of_file.add(file.text.substr(0, 100));  // in whatever pieces it is read
  of_file.add(file.text.substr(100));
  CHECK(first == of_file.value());
  CHECK(first == hash_of_run(5));
  CHECK(first != hash_of_run(6));
}

}  // namespace drmsim::scenarios
