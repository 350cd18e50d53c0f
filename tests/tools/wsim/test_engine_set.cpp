// Engines of a machine, and which of them a name may mean.
#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/engine_set.h"

namespace drmsim::scenarios::wsim {
namespace {

EngineSet set_of(const std::string& list) {
  return EngineSet::parse(list, "--engines");
}

using Indexes = std::vector<std::size_t>;

Indexes meant(const EngineSet& set, const std::string& name) {
  const std::optional<EngineName> parsed = parse_engine_name(name);
  REQUIRE(parsed.has_value());
  return set.matching(*parsed);
}

}  // namespace

TEST_CASE("engine set: a class means all of its engines, in the order of the machine") {
  const EngineSet set = set_of("VCS2,RCS,VCS1,VCS1-1");
  CHECK(meant(set, "VCS") == Indexes{0, 2, 3});
  CHECK(meant(set, "VCS1") == Indexes{2, 3});  // of any GT
  CHECK(meant(set, "VCS1-0") == Indexes{2});
  CHECK(meant(set, "VCS-1") == Indexes{3});
  CHECK(meant(set, "VCS-0") == Indexes{0, 2});
  CHECK(meant(set, "VCS3").empty());
  CHECK(meant(set, "BCS").empty());
  CHECK(meant(set, "VCS1-2").empty());
}

TEST_CASE("engine set: DEFAULT is one engine: render, or compute, or the first that there is") {
  CHECK(meant(set_of("BCS,CCS,RCS2,RCS1"), "DEFAULT") == Indexes{2});
  CHECK(meant(set_of("BCS,CCS2"), "default") == Indexes{1});
  CHECK(meant(set_of("VECS"), "DEFAULT") == Indexes{0});
}

TEST_CASE("engine set: engines of one class are named with their instances, a single one without") {
  const EngineSet one = set_of("RCS,VCS7");
  CHECK(one.name_of(0) == "RCS");
  CHECK(one.name_of(1) == "VCS");
  const EngineSet two = set_of("VCS1-0,VCS1-1");
  CHECK(two.name_of(0) == "VCS1");
  CHECK(two.name_of(1) == "VCS1-1");
}

TEST_CASE(
    "engine set: an engine twice is a mistake in whichever form, on another GT it is another") {
  for (const char* list : {"RCS,rcs", "RCS,RCS1", "RCS,RCS-0", "VCS2,BCS,VCS2-0", "RCS,RCS-"}) {
    CAPTURE(list);
    CHECK_THROWS_WITH(set_of(list), Catch::Contains("is given twice"));
  }
  CHECK(set_of("RCS,RCS-1").engines().size() == 2);
}

TEST_CASE("engine set: separators of nothing are nothing, and nothing is no machine") {
  CHECK(set_of(",RCS,,BCS,").engines().size() == 2);
  CHECK_THROWS_WITH(set_of(",,"), Catch::Contains("no engines"));
  CHECK_THROWS_WITH(set_of("RCS, BCS"), Catch::Contains("' BCS' is no engine"));
  CHECK_THROWS_WITH(set_of("RCS;BCS"), Catch::Contains("'RCS;BCS' is no engine"));
  CHECK_THROWS_WITH(set_of("RCS\n"), Catch::Contains("'RCS\\n' is no engine"));
}

TEST_CASE("engine names: ids at the ends of their range, with the signs and blanks that C skips") {
  CHECK(parse_engine_name("VCS65533")->instance == 65533);
  CHECK_FALSE(parse_engine_name("VCS65534").has_value());
  CHECK_FALSE(parse_engine_name("VCS65537").has_value());  // not 1, wrapped around
  CHECK(parse_engine_name("VCS1-65533")->gt == 65533);
  CHECK(parse_engine_name("VCS1-0")->gt == 0);
  CHECK(parse_engine_name("VCS+2")->instance == 2);
  CHECK_FALSE(parse_engine_name("VCS99999999999999999999").has_value());
  CHECK_FALSE(parse_engine_name("DEFAULT-1").has_value());
  CHECK_FALSE(parse_engine_name("DEFAUL").has_value());
}

}  // namespace drmsim::scenarios::wsim
