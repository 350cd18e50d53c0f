// Names: what is one, patterns, numbered copies, and names that the program makes.
#include <catch2/catch.hpp>

#include "scenarios/format/name_pattern.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

using Mistakes = std::vector<std::string>;

std::vector<std::string> names_of(const std::vector<NameRef>& references) {
  std::vector<std::string> names;
  for (const NameRef& reference : references) names.push_back(reference.name);
  return names;
}

using Names = std::vector<std::string>;

// Three rings, queue0 to queue2, and copy; `more` is from line 7 on.
std::string rings_scenario(const std::string& more) {
  return "name = \"r\"\n[[ring]]\nname = \"queue\"\ncount = 3\n[[ring]]\nname = \"copy\"\n" + more;
}

ScenarioSpec rings(const std::string& more) {
  return parse_scenario(rings_scenario(more), "r");
}

Mistakes mistakes_of(const std::string& more) {
  return mistakes_in(rings_scenario(more));
}

std::string one_job(const std::string& name, const std::string& more = "") {
  return "[[job]]\nname = \"" + name + "\"\nentity = \"e\"\nduration = \"1us\"\n" + more;
}

const std::string kEntity = "[[entity]]\nname = \"e\"\nrings = \"copy\"\n";

}  // namespace

TEST_CASE("names: those of kernel drivers are names, those that would confuse are not") {
  for (const char* name : {"gfx_0.0.0", "amdgpu_cs:0", "comp_1.3.1", "a.", "_", "kiq_0.2.1.0"}) {
    INFO(name);
    CHECK(is_name(name));
  }
  for (const char* name : {"", "0gfx", ".gfx", ":a", "-a", "a b", "a*", "a#", "a=b", "a\n"}) {
    INFO(name);
    CHECK_FALSE(is_name(name));
  }
  CHECK(is_name(std::string(64, 'a')));
  CHECK_FALSE(is_name(std::string(65, 'a')));
}

TEST_CASE("names: with dots and colons in every kind of table, and wherever they are referred to") {
  const ScenarioSpec spec = parse_scenario(
      "name = \"a.b:c\"\n"
      "[[engine]]\nname = \"se.0\"\n[[reset_domain]]\nname = \"card:0\"\n"
      "[[ring]]\nname = \"gfx_0.0.0\"\nengine = \"se.0\"\nreset_domain = \"card:0\"\n"
      "scheduler = { timeout = \"1ms\", submit_queue = \"shared:wq.0:1\" }\n"
      "[[entity]]\nname = \"amdgpu_cs:0\"\nrings = [\"gfx_0.0.0\"]\n"
      "[[client]]\nname = \"Xorg:cs0\"\nentity = \"amdgpu_cs:0\"\nduration = \"1us\"\ncycles = 1\n"
      "[[job]]\nname = \"ib.1\"\nentity = \"amdgpu_cs:0\"\nduration = \"1us\"\n"
      "[[job]]\nname = \"ib.2\"\nentity = \"amdgpu_cs:0\"\nprocess = \"child:1\"\n"
      "duration = \"1us\"\nafter = \"ib.1\"\n"
      "[[fault]]\nring = \"gfx_0.0.0\"\nentity = \"amdgpu_cs:0\"\nfault.slow_by = \"1us\"\n"
      "[[action]]\nat = \"1s\"\ndo = \"kill\"\nentity = \"amdgpu_cs:0\"\nprocess = \"child:1\"\n"
      "[expect]\nfinished = { \"ib.1\" = \"ok\" }\norder = [\"ib.1\", \"ib.2\"]\nguilty = []\n"
      "[expect.ring.\"gfx_0.0.0\"]\njobs = 3\n[expect.engine.\"se.0\"]\nbusy = { max = 1 }\n"
      "[expect.client.\"Xorg:cs0\"]\njobs = 1\n",
      "f");
  CHECK(spec.rings[0].name == "gfx_0.0.0");
  CHECK(spec.expect.rings[0].ring.name == "gfx_0.0.0");
  CHECK(parse_scenario(scenario_text(spec), "f") == spec);
}

TEST_CASE("names: one that the program makes is refused with both places") {
  const auto refused = [](const std::string& mistake) { return Mistakes{mistake}; };
  CHECK(mistakes_in(small_scenario("[[ring]]\nname = \"gfx.error\"\n")) ==
        refused("7:1: [[ring]] `gfx.error` has the name that an interrupt line of [[ring]] `gfx` "
                "at line 2 gets, `gfx.error`; expected another name"));
  CHECK(mistakes_in(small_scenario("[[job]]\nname = \"c.17\"\nentity = \"app\"\nduration = 0\n"
                                   "[[client]]\nname = \"c\"\nentity = \"app\"\ncycles = 1\n"
                                   "duration = \"1ns\"\n")) ==
        refused("7:1: [[job]] `c.17` has the name that a job of [[client]] `c` at line 11 gets, "
                "`c.17`; expected another name"));
  for (const char* name : {"run:gfx", "tdr:gfx", "irq:gfx", "gfx.normal", "irq:gfx.error"}) {
    INFO(name);
    const Mistakes mistakes =
        mistakes_in(small_scenario("[[engine]]\nname = \"" + std::string(name) + "\"\n"));
    REQUIRE(mistakes.size() == 1);
    CHECK(mistakes[0].find("of [[ring]] `gfx` at line 2 gets") != std::string::npos);
  }
  CHECK(
      mistakes_in(small_scenario("[[entity]]\nname = \"client:app\"\nrings = \"gfx\"\n")).size() ==
      1);
  CHECK(mistakes_in(small_scenario("[[ring]]\nname = \"gfx.reset\"\n")).size() == 1);
}

TEST_CASE("names: a process of an entity makes one too") {
  const std::string process =
      "[[job]]\nname = \"j\"\nentity = \"app\"\nprocess = \"x.y\"\nduration = 0\n";
  CHECK(mistakes_in(small_scenario(process)).empty());
  CHECK(
      mistakes_in(small_scenario(process + "[[entity]]\nname = \"app.x.y\"\nrings = \"gfx\"\n")) ==
      Mistakes{"12:1: [[entity]] `app.x.y` has the name that a thread of the process `x.y` of "
               "[[entity]] `app` at line 7 gets, `app.x.y`; expected another name"});
  const Mistakes both =
      mistakes_in(small_scenario(
          process + "[[entity]]\nname = \"app.x\"\nrings = \"gfx\"\n[[job]]\nname = \"k\"\n"
                    "entity = \"app.x\"\nprocess = \"y\"\nduration = 0\n"));
  REQUIRE_FALSE(both.empty());
  CHECK(both[0].rfind("15:1: the process `y` of [[entity]] `app.x` has the name", 0) == 0);
}

TEST_CASE("names: a process has a name") {
  CHECK(mistakes_in(small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nprocess = \"a b\"\n"
                                   "duration = 0\n")) ==
        Mistakes{"10:11: `process` in [[job]] is \"a b\"; expected a name: a letter, then letters, "
                 "digits, `_`, `-`, `.` and `:`, at most 64 characters"});
}

TEST_CASE("names: what resembles a made name but is none is left alone") {
  CHECK(mistakes_in(small_scenario("[[job]]\nname = \"app.17\"\nentity = \"app\"\nduration = 0\n"
                                   "[[ring]]\nname = \"gfx.vector1\"\n"))
            .empty());
  CHECK(mistakes_in(small_scenario("[interrupt]\ncpus = 2\n[[ring]]\nname = \"gfx.vector1\"\n"))
            .size() == 1);
}

TEST_CASE("patterns: a star is any characters, a question mark is one") {
  CHECK(matches("queue*", "queue12"));
  CHECK(matches("queue*", "queue"));
  CHECK(matches("*", "gfx_0.0.0"));
  CHECK(matches("*_0.*", "gfx_0.0.0"));
  CHECK(matches("*0", "gfx_0.0.0"));
  CHECK(matches("queue?", "queue1"));
  CHECK(matches("gfx", "gfx"));
  CHECK_FALSE(matches("queue?", "queue12"));
  CHECK_FALSE(matches("queue*", "que"));
  CHECK_FALSE(matches("*1", "queue12"));
  CHECK_FALSE(matches("", "a"));
  CHECK(matches(std::string(30, '*') + "b", std::string(5000, 'a') + "b"));
}

TEST_CASE("count: rings are numbered, and have hardware of their own unless it is named") {
  const ScenarioSpec own = rings("");
  REQUIRE(own.rings.size() == 4);
  CHECK(own.rings[2].name == "queue2");
  CHECK(own.rings[2].engine.name == "queue2");
  const ScenarioSpec shared = parse_scenario(
      "name = \"r\"\n[[engine]]\nname = \"ce\"\n[[engine]]\nname = \"se0\"\n[[engine]]\nname = "
      "\"se1\"\n[[ring]]\nname = \"q\"\ncount = 2\nengine = \"se#\"\n[[ring]]\nname = \"c\"\n"
      "count = 1\nengine = \"ce\"\n",
      "f");
  REQUIRE(shared.rings.size() == 3);
  CHECK(shared.rings[1].engine.name == "se1");
  CHECK(shared.rings[2].name == "c0");
  CHECK(shared.rings[2].engine.name == "ce");
}

TEST_CASE("count: copies collide with what has their name, and rings are limited") {
  CHECK(mistakes_of("[[ring]]\nname = \"queue1\"\n") ==
        Mistakes{"7:1: a second [[ring]] named `queue1`; the first is at line 2"});
  CHECK(mistakes_of("[[ring]]\nname = \"a\"\ncount = 1021\n") ==
        Mistakes{"7:1: the file defines more than 1024 rings"});
}

TEST_CASE("count: a number sign is the number of the copy, in all that a copy refers to") {
  const ScenarioSpec spec = rings(
      "[[client]]\nname = \"app\"\ncount = 3\nrings = \"queue#\"\nduration = \"1us\"\ncycles = 1\n"
      "[[job]]\nname = \"x\"\ncount = 2\nentity = \"app#\"\nprocess = \"p#\"\nduration = \"1us\"\n"
      "[[job]]\nname = \"y\"\ncount = 2\nentity = \"app2\"\nduration = \"1us\"\nafter = "
      "[\"x#\"]\n");
  CHECK(names_of(spec.entities[1].rings) == Names{"queue1"});
  CHECK(spec.jobs[1].entity.name == "app1");
  CHECK(spec.jobs[1].process.name == "p1");
  CHECK(names_of(spec.jobs[3].after) == Names{"x1"});
  CHECK(mistakes_of("[[entity]]\nname = \"e\"\nrings = \"queue#\"\n").size() == 1);
}

TEST_CASE("patterns: rings of entities, clients and moves are what matches, once each") {
  const ScenarioSpec spec = rings(
      "[[entity]]\nname = \"e\"\nrings = [\"copy\", \"queue*\", \"*\"]\n"
      "[[client]]\nname = \"c\"\nrings = \"queue?\"\nduration = \"1us\"\ncycles = 1\n"
      "[[action]]\nat = \"1s\"\ndo = \"modify_sched\"\nentity = \"e\"\nrings = \"q*\"\n");
  CHECK(names_of(spec.entities[0].rings) == Names{"copy", "queue0", "queue1", "queue2"});
  CHECK(names_of(spec.entities[1].rings) == Names{"queue0", "queue1", "queue2"});
  CHECK(names_of(spec.actions[0].rings) == Names{"queue0", "queue1", "queue2"});
}

TEST_CASE("patterns: an action is done to each that matches, a fault keeps its pattern") {
  const ScenarioSpec spec =
      rings(kEntity +
            "[[action]]\nat = \"1s\"\ndo = \"mask_interrupt\"\nring = \"queue*\"\n"
            "[[fault]]\nring = \"queue*\"\nentity = \"e\"\nfault.slow_by = \"1us\"\n");
  REQUIRE(spec.actions.size() == 3);
  CHECK(spec.actions[2].ring.name == "queue2");
  CHECK(spec.faults[0].ring.name == "queue*");
  CHECK(parse_scenario(scenario_text(spec), "r") == spec);
}

TEST_CASE("patterns: dependencies and expectations are written out") {
  const ScenarioSpec spec =
      rings(kEntity + one_job("x", "count = 2\n") + one_job("y", "after = \"x*\"\n") +
            "[expect]\nfinished = { \"x*\" = \"ok\" }\norder = [\"x*\", \"y\"]\nguilty = \"*\"\n"
            "[expect.ring.\"queue*\"]\njobs = 0\n[expect.engine.\"*\"]\nbusy = { max = 1 }\n"
            "[always.client.\"*\"]\njobs = 3\n");
  CHECK(names_of(spec.jobs[2].after) == Names{"x0", "x1"});
  REQUIRE(spec.expect.finished.size() == 2);
  CHECK(spec.expect.finished[1].job.name == "x1");
  CHECK(names_of(spec.expect.order) == Names{"x0", "x1", "y"});
  CHECK(names_of(*spec.expect.guilty) == Names{"e"});
  REQUIRE(spec.expect.rings.size() == 3);
  CHECK(spec.expect.rings[1].jobs.max == 0u);
  CHECK(spec.expect.engines.size() == 4);
  CHECK(spec.always.clients.size() == 1);
}

TEST_CASE("patterns: one that matches nothing, or too much, is refused") {
  CHECK(mistakes_of("[[entity]]\nname = \"e\"\nrings = \"gfx*\"\n") ==
        Mistakes{"9:9: no [[ring]] matches `gfx*`; expected `queue0`, `queue1`, `queue2` or "
                 "`copy`"});
  CHECK(mistakes_of(kEntity + "[[fault]]\nring = \"g?x\"\nfault.slow_by = \"1us\"\n") ==
        Mistakes{"11:8: no [[ring]] matches `g?x`; expected `queue0`, `queue1`, `queue2` or "
                 "`copy`"});
  CHECK(mistakes_of("[[ring]]\nname = \"many\"\ncount = 100\n[[entity]]\nname = \"e\"\n"
                    "rings = [\"many*\"]\n") ==
        Mistakes{"12:10: these are 100 rings; expected at most 64"});
  CHECK(mistakes_of(kEntity + "[[job]]\nname = \"j\"\nentity = \"*\"\nduration = 0\n") ==
        Mistakes{"12:10: no [[entity]] named `*`; expected `e`"});
}

TEST_CASE("patterns: two tables of expectations about one thing are refused") {
  CHECK(mistakes_of("[expect.ring.queue1]\njobs = 0\n[expect.ring.\"queue*\"]\nresets = 0\n") ==
        Mistakes{"9:14: `queue*` speaks of `queue1`, and so does line 7; expected one of them"});
}

TEST_CASE("patterns: many copies with many dependencies each are refused, and soon") {
  const Mistakes mistakes = mistakes_of(kEntity + one_job("x", "count = 250\n") +
                                        one_job("y", "count = 10000\nafter = \"x*\"\n"));
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].find("more than 1000000 dependencies") != std::string::npos);
}

}  // namespace drmsim::scenarios
