#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/engine_placement.h"
#include "tools/wsim/workload_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

std::string reread(const std::string& text) {
  const auto name = parse_engine_name(text);
  return name ? to_string(*name) : "none";
}

// Placements as "RCS", "[VCS1 VCS2]" for a virtual engine, "-" for a step without engine.
std::vector<std::string> places(const std::string& text, const EngineSet& machine = EngineSet()) {
  const Workload workload = parse_workload(text, "w", WorkloadForm::inline_text);
  std::vector<std::string> result;
  for (const EnginePlacement& placement : place_engines(workload, machine)) {
    std::string names;
    for (const std::size_t engine : placement.engines) {
      names += (names.empty() ? "" : " ") + machine.name_of(engine);
    }
    if (names.empty()) names = "-";
    result.push_back(placement.is_virtual ? "[" + names + "]" : names);
  }
  return result;
}

using Places = std::vector<std::string>;

EngineSet machine(const std::string& list) {
  return EngineSet::parse(list, "--engines");
}

}  // namespace

TEST_CASE("wsim engines: names in every form") {
  CHECK(reread("DEFAULT") == "DEFAULT");
  CHECK(reread("default") == "DEFAULT");
  CHECK(reread("rcs") == "RCS");
  CHECK(reread("Vecs1") == "VECS1");
  CHECK(reread("VCS2") == "VCS2");
  CHECK(reread("VCS2-1") == "VCS2-1");
  CHECK(reread("VCS-1") == "VCS-1");
  CHECK(reread("VCS-") == "VCS");
  CHECK(reread("CCS65533") == "CCS65533");
}

TEST_CASE("wsim engines: what is no name") {
  for (const char* text : {"", "R", "XCS", "VCS0", "VCS-x", "VCS2-", "VCS2x", "VCS1-2-3", "VCS--1",
                           "DEFAULT1", "VCS65534", "VCS1-65534", " RCS"}) {
    INFO(text);
    CHECK(reread(text) == "none");
  }
}

TEST_CASE("wsim engines: the default machine") {
  const EngineSet engines;
  REQUIRE(engines.engines().size() == 6);
  CHECK(engines.name_of(0) == "RCS");
  CHECK(engines.name_of(2) == "VCS1");
  CHECK(engines.name_of(3) == "VCS2");
  CHECK(engines.name_of(5) == "CCS");
}

TEST_CASE("wsim engines: a machine from a list") {
  const EngineSet engines = machine("CCS,vcs2,VCS1-1");
  REQUIRE(engines.engines().size() == 3);
  CHECK(engines.name_of(0) == "CCS");
  CHECK(engines.name_of(1) == "VCS2");
  CHECK(engines.name_of(2) == "VCS1-1");
  CHECK(engines.default_engine() == 0);
  CHECK(machine("BCS,CCS,RCS").default_engine() == 2);
  CHECK(machine("BCS,VCS").default_engine() == 0);
}

TEST_CASE("wsim engines: lists that describe no machine are refused") {
  CHECK_THROWS_WITH(machine(""), "--engines: no engines; expected a list like RCS,BCS,VCS1,VCS2");
  CHECK_THROWS_WITH(machine("RCS,GPU"),
                    "--engines: 'GPU' is no engine; expected RCS, BCS, VCS, VECS or CCS with an "
                    "optional instance (VCS2)");
  CHECK_THROWS_WITH(machine("DEFAULT"), Catch::Contains("'DEFAULT' is no engine"));
  CHECK_THROWS_WITH(machine("VCS,VCS1"),
                    "--engines: 'VCS1' is given twice; expected every engine once");
}

TEST_CASE("wsim engines: without a map a batch runs where its name says, a class means its first") {
  CHECK(places("1.DEFAULT.1.0.0,1.VCS.1.0.0,1.VCS2.1.0.0,d.1,1.vecs.1.0.0") ==
        Places{"RCS", "VCS1", "VCS2", "-", "VECS"});
  CHECK(places("1.DEFAULT.1.0.0", machine("BCS,CCS")) == Places{"CCS"});
  CHECK(places("1.VCS-1.1.0.0", machine("VCS1,VCS1-1")) == Places{"VCS1-1"});
}

TEST_CASE("wsim engines: a balanced map is a virtual engine, wherever its steps stand") {
  CHECK(places("M.1.VCS,B.1,1.VCS.1.0.0,1.DEFAULT.1.0.0") ==
        Places{"-", "-", "[VCS1 VCS2]", "[VCS1 VCS2]"});
  CHECK(places("1.VCS.1.0.0,M.1.VCS,B.1") == Places{"[VCS1 VCS2]", "-", "-"});
  CHECK(places("M.1.RCS|VCS2|VCS,B.1,1.DEFAULT.1.0.0") == Places{"-", "-", "[RCS VCS2 VCS1]"});
}

TEST_CASE("wsim engines: the full name of an engine in the map leads to that engine") {
  CHECK(places("M.1.VCS,B.1,1.VCS2.1.0.0") == Places{"-", "-", "VCS2"});
  CHECK(places("M.1.VCS,1.VCS1.1.0.0") == Places{"-", "VCS1"});
}

TEST_CASE("wsim engines: an engine outside a balanced map, even of another class, means the map") {
  CHECK(places("M.3.VCS,B.3,3.RCS.1.0.0") == Places{"-", "-", "[VCS1 VCS2]"});
}

TEST_CASE("wsim engines: a map belongs to its context, and the last one holds") {
  CHECK(places("M.1.VCS,B.1,2.VCS.1.0.0") == Places{"-", "-", "VCS1"});
  CHECK(places("M.1.VCS,M.1.RCS,1.RCS1.1.0.0") == Places{"-", "-", "RCS"});
}

TEST_CASE("wsim engines: what the machine lacks is refused at its step") {
  CHECK_THROWS_WITH(places("f,1.VCS3.1.0.0"),
                    "w:1:3: Invalid engine id at step 1! The machine has no VCS3; expected one of "
                    "RCS, BCS, VCS1, VCS2, VECS, CCS");
  CHECK_THROWS_WITH(
      places("M.1.VCS|BCS,1.VCS1.1.0.0", machine("RCS,VCS")),
      "w:1:1: Invalid engine map list at step 0! The machine has no BCS; expected engines "
      "among RCS, VCS");
}

TEST_CASE("wsim engines: a batch outside a map that is not balanced is refused") {
  CHECK_THROWS_WITH(
      places("M.1.VCS,1.VCS.1.0.0"),
      "w:1:9: Invalid engine id at step 1! VCS is not in the engine map of context 1; "
      "expected an engine of the map by its full name, or a B.1 step");
}

}  // namespace drmsim::scenarios::wsim
