// Which objects the batches of a workload use, and how.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/object_uses.h"
#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

// Of each step "w out.1", "r 7.0 shared", in their order.
std::vector<std::vector<std::string>> uses_in(const std::string& text) {
  Workload workload = parse_workload(text, "w", WorkloadForm::inline_text);
  check_workload(workload);
  std::vector<std::vector<std::string>> all;
  for (const std::vector<ObjectUse>& uses : object_uses(workload)) {
    std::vector<std::string>& of_step = all.emplace_back();
    for (const ObjectUse& use : uses) {
      of_step.push_back(std::string(use.access == ObjectAccess::write ? "w " : "r ") +
                        (use.set == kOutputs ? "out" : std::to_string(use.set)) + "." +
                        std::to_string(use.index) + (use.shared ? " shared" : ""));
    }
  }
  return all;
}

using Uses = std::vector<std::string>;

}  // namespace

TEST_CASE("object uses: a batch writes its output, another step has none") {
  const auto uses = uses_in("d.5,1.RCS.1.0.0,f,1.RCS.1.0.0");
  REQUIRE(uses.size() == 4);
  CHECK(uses[0].empty());
  CHECK(uses[1] == Uses{"w out.1"});
  CHECK(uses[2].empty());
  CHECK(uses[3] == Uses{"w out.3"});
}

TEST_CASE("object uses: a data dependency reads the output of that batch, however often named") {
  CHECK(uses_in("1.RCS.1.0.0,d.1,1.RCS.1.-2/-2.0")[2] == Uses{"r out.0", "w out.2"});
}

TEST_CASE("object uses: a fence is waited for, and no object") {
  CHECK(uses_in("1.RCS.1.0.0,2.BCS.1.f-1.0")[1] == Uses{"w out.1"});
}

TEST_CASE("object uses: ranges have both of their ends") {
  CHECK(uses_in("w.7.4n4k,1.RCS.1.r7-1-3.0")[1] == Uses{"r 7.1", "r 7.2", "r 7.3", "w out.1"});
  CHECK(uses_in("w.7.4n4k,1.RCS.1.w7-0.0")[1] == Uses{"w 7.0", "w out.1"});
}

TEST_CASE("object uses: what is read and written is written, in whichever order it is named") {
  CHECK(uses_in("w.7.4n4k,1.RCS.1.r7-0-2/w7-1.0")[1] == Uses{"r 7.0", "w 7.1", "r 7.2", "w out.1"});
  CHECK(uses_in("w.7.4n4k,1.RCS.1.w7-1/r7-0-2.0")[1] == Uses{"r 7.0", "w 7.1", "r 7.2", "w out.1"});
}

TEST_CASE("object uses: sets are apart, and those of W are shared, wherever they stand") {
  CHECK(uses_in("1.RCS.1.r9-0/r2-0.0,w.2.4k,W.9.4k")[0] ==
        Uses{"r 2.0", "r 9.0 shared", "w out.0"});
}

TEST_CASE("object uses: the last set that a file can name is not taken for outputs") {
  CHECK(uses_in("w.2147483647.4k,1.RCS.1.r2147483647-0.0")[1] == Uses{"r 2147483647.0", "w out.1"});
}

TEST_CASE("object uses: a million in all, outputs among them, and not one more") {
  const std::string set = "w.1.1000000n4k,";
  CHECK(uses_in(set + "1.RCS.1.r1-0-999998.0")[1].size() == 1'000'000);
  CHECK_THROWS_WITH(
      uses_in(set + "1.RCS.1.r1-0-999999.0"),
      "w:1:16: Invalid dependency at step 1! The batches name more objects than can be simulated; "
      "expected at most 1000000 in all");
  // Of two batches together, each of which would do.
  const std::string half = "1.RCS.1.r1-0-499999.0";
  CHECK_THROWS_WITH(uses_in(set + half + "," + half), Catch::Contains("at step 2!"));
}

}  // namespace drmsim::scenarios::wsim
