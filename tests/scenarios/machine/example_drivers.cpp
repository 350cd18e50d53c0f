// A driver that is added under the name of one that is there takes its place: here it notes what it
// is made from, and leaves the rest to the one that was there.
#include "scenarios/machine/drivers.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
TEST_CASE("example: a driver that notes what it is made from takes the place of another") {
  std::vector<std::string> notes;
  Extensions mine;
  REQUIRE(mine.drivers.find("slot") != nullptr);
  const DriverFactory slot = *mine.drivers.find("slot");  // a copy: add() takes its place
  mine.drivers.add("slot", [&notes, slot](const DriverContext& context) {
    notes.push_back(std::to_string(context.ring_index) + " " + context.ring.name);
    return slot(context);
  });
  const auto names = mine.drivers.names();
  CHECK(std::count(names.begin(), names.end(), "slot") == 1);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(mine.drivers.find("slots") == nullptr);

  MachineOptions options;
  options.extensions = &mine;
  const RunReport report = tests::run_program(R"(name = "t"
ring = [{ name = "vpu", driver = { kind = "slot" }, scheduler = { credit_limit = 1 } },
        { name = "gfx" },
        { name = "jpeg", driver = { kind = "slot" }, scheduler = { credit_limit = 1 } }]
entity = [{ name = "app", rings = "vpu" }, { name = "game", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "1us" },
       { name = "k", entity = "game", duration = "1us" }])",
                                              nullptr, options);
  CHECK(report.as_expected());
  CHECK(report.jobs == 2);
  CHECK(notes == std::vector<std::string>{"0 vpu", "2 jpeg"});
}

}  // namespace drmsim::scenarios
