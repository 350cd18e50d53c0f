// [defaults]: what each table of a kind says that does not say otherwise.
#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

using Mistakes = std::vector<std::string>;

}  // namespace

TEST_CASE("defaults: hold where a table does not say otherwise, tables merged key by key") {
  const ScenarioSpec spec = parse_scenario(
      "name = \"d\"\n"
      "[defaults.ring]\nslots = 3\nscheduler = { timeout = \"1ms\", hang_limit = 2 }\n"
      "[defaults.client]\nrings = \"a\"\nduration = \"5us\"\ncycles = 7\n"
      "[[ring]]\nname = \"a\"\n"
      "[[ring]]\nname = \"b\"\nslots = 4\nscheduler.hang_limit = 1\n"
      "[[client]]\nname = \"c\"\n[[client]]\nname = \"d\"\ncycles = 1\n",
      "f");
  CHECK(spec.rings[0].slots == 3);
  CHECK(spec.rings[0].scheduler.hang_limit == 2);
  CHECK(spec.rings[0].scheduler.credit_limit == 3);
  CHECK(spec.rings[1].slots == 4);
  CHECK(spec.rings[1].scheduler.timeout_ns == 1'000'000);
  CHECK(spec.rings[1].scheduler.hang_limit == 1);
  CHECK(spec.clients[0].cycles == 7);
  CHECK(spec.clients[0].duration.min_ns == 5000);
  CHECK(spec.clients[1].cycles == 1);
}

TEST_CASE("defaults: hold for every kind of table that there may be several of") {
  CHECK(mistakes_in("name = \"d\"\n[defaults]\nengine.width = 2\nreset_domain.ring_reset_time = "
                    "\"1us\"\nentity.rings = \"r\"\njob = { entity = \"e\", duration = 0 }\n"
                    "fault = { ring = \"r\", fault = { slow_by = \"1us\" } }\n"
                    "action = { at = \"1s\", do = \"kill\" }\n"
                    "preempt = { context = \"run\", at = \"lock\", hold = \"1us\" }\n"
                    "[[ring]]\nname = \"r\"\n[[engine]]\nname = \"x\"\n[[reset_domain]]\nname = "
                    "\"y\"\n[[entity]]\nname = \"e\"\n[[job]]\nname = \"j\"\n[[fault]]\n"
                    "[[action]]\nentity = \"e\"\n[[preempt]]\n") == Mistakes{});
}

TEST_CASE("defaults: a mistake is reported once, however many tables have it") {
  CHECK(mistakes_in("name = \"d\"\n[defaults.ring]\nslots = 0\nslot = 1\nname = \"x\"\n"
                    "[[ring]]\nname = \"a\"\n[[ring]]\nname = \"b\"\n") ==
        Mistakes{"3:9: `slots` in [defaults.ring] is 0; expected an integer from 1 to 4096",
                 "4:1: unknown key `slot` in [defaults.ring]; did you mean `slots`? expected "
                 "`name`, `slots`, `engine`, `reset_domain`, `scheduler`, `driver` or `count`",
                 "5:1: `name` in [defaults.ring] would name all of them; expected it in each "
                 "[[ring]]"});
}

TEST_CASE("defaults: too much for all the tables together is refused before it takes memory") {
  std::string text = "name = \"d\"\n[[ring]]\nname = \"a\"\n[defaults.job]\nafter = [";
  for (int i = 0; i < 250; ++i) text += "\"j0\", ";
  text += "]\nentity = \"e\"\nduration = 0\n[[entity]]\nname = \"e\"\nrings = \"a\"\n";
  for (int i = 0; i < 10'000; ++i) text += "[[job]]\nname = \"j" + std::to_string(i) + "\"\n";
  const Mistakes mistakes = mistakes_in(text);
  REQUIRE_FALSE(mistakes.empty());
  CHECK(mistakes[0].rfind("4:1: these defaults, in each [[job]], are more than", 0) == 0);
}

TEST_CASE("defaults: are checked where no table has them, and of kinds that there are") {
  CHECK(mistakes_in(small_scenario("[defaults.job]\ncredits = -1\n")).size() == 1);
  const Mistakes unknown = mistakes_in(small_scenario("[defaults.rings]\nslots = 1\n"));
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].rfind("7:11: unknown key `rings` in [defaults]; did you mean `ring`?", 0) == 0);
  CHECK(mistakes_in(small_scenario("[defaults]\nring = 3\n")) ==
        Mistakes{"8:8: `ring` in [defaults] is 3; expected a table"});
}

TEST_CASE("defaults: an error about a default that does not fit names its place") {
  const Mistakes mistakes = mistakes_in(
      "name = \"d\"\n[defaults.client]\nrings = \"nowhere\"\nduration = \"1us\"\ncycles = 1\n"
      "[[ring]]\nname = \"a\"\n[[client]]\nname = \"c\"\n[[client]]\nname = \"e\"\n");
  CHECK(mistakes == Mistakes{"3:9: no [[ring]] named `nowhere`; expected `a`"});
}

}  // namespace drmsim::scenarios
