// What a file says about the bug that it shows: a program lists the bugs that a kernel has.
#include "scenarios/format/bug_spec.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

bool is_present_in(const BugSpec& bug, const std::string& scheduler) {
  return bug.given() && std::any_of(bug.present.begin(), bug.present.end(),
                                    [&](const NameRef& of) { return of.name == scheduler; });
}

}  // namespace

TEST_CASE("example: which kernels have a bug, by what its file says") {
  const ScenarioSpec spec = parse_scenario(small_scenario("[bug]\n"
                                                          "id = \"N5\"\n"
                                                          "fix = \"none is known\"\n"
                                                          "hazards = [\"stall\", \"leak\"]\n"
                                                          "present = [\"kernel:6.12\"]\n"),
                                           "bug.toml");
  CHECK(is_present_in(spec.bug, "kernel:6.12"));
  CHECK_FALSE(is_present_in(spec.bug, "kernel:7.3"));
  CHECK(spec.bug.hazards[1].kind == sim::HazardKind::leak);
  CHECK_FALSE(spec.bug.explore);  // the plain run shows it
  CHECK(spec.bug.twin.empty());   // the same file without its defects has everything but the bug
  CHECK(spec.bug.where.empty());  // in whichever function
  CHECK(spec.bug.present[0].where.line == 11);
  CHECK_FALSE(is_present_in(parse_scenario(small_scenario(), "t").bug, "kernel:6.12"));
}

}  // namespace drmsim::scenarios
