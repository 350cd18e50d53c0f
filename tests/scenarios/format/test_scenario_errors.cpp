// Every message that no single key is to blame for, word by word; single keys:
// test_scenario_keys.cpp.
#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

using Mistakes = std::vector<std::string>;

std::string job(const std::string& name, const std::string& more, const char* entity = "app") {
  return "[[job]]\nname = \"" + name + "\"\nentity = \"" + entity + "\"\nduration = \"1ns\"\n" +
         more;
}

std::string client(const std::string& more) {
  return "[[client]]\nname = \"c\"\nduration = \"1us\"\n" + more;
}

std::string action(const std::string& more) {
  return "[[action]]\nat = \"1ns\"\n" + more;
}

// The mistakes in the small scenario with `more` from line 7 on.
Mistakes small(const std::string& more) {
  return mistakes_in(small_scenario(more));
}

}  // namespace

TEST_CASE("scenario errors: a file of nothing but comments lacks a name and a ring") {
  CHECK(
      mistakes_in("# nothing yet\n") ==
      Mistakes{"1:1: the scenario has no `name`; expected a name: a letter, then letters, digits, "
               "`_`, `-`, `.` and `:`, at most 64 characters",
               "1:1: the scenario has no `ring`; expected one table for each, under the header "
               "[[ring]], at most 1024"});
}

TEST_CASE("scenario errors: a file without any ring in its list of rings") {
  CHECK(mistakes_in("name = \"a\"\nring = []\n") ==
        Mistakes{"2:8: the scenario has no [[ring]]; expected at least one"});
}

TEST_CASE("scenario errors: single brackets where tables repeat") {
  CHECK(mistakes_in("name = \"a\"\n[ring]\nname = \"gfx\"\n") ==
        Mistakes{"2:1: `ring` in the scenario is a table; expected one table for each, under the "
                 "header [[ring]], at most 1024"});
}

TEST_CASE("scenario errors: a misspelt table is one mistake, not one for each reference to it") {
  CHECK(mistakes_in("name = \"a\"\n[[rings]]\nname = \"gfx\"\n[[entity]]\nname = \"e\"\n"
                    "rings = [\"gfx\"]\n")
            .size() == 1);
}

TEST_CASE("scenario errors: a table without a name does not make references to it wrong") {
  const Mistakes mistakes = mistakes_in(
      "name = \"a\"\n[[ring]]\nslots = 8\n[[entity]]\nname = \"e\"\nrings = "
      "[\"gfx\"]\n");
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].rfind("2:1: [[ring]] has no `name`", 0) == 0);
}

TEST_CASE("scenario errors: a second thing of a name points at the first") {
  CHECK(small(job("j", "") + job("j", "")) ==
        Mistakes{"11:1: a second [[job]] named `j`; the first is at line 7"});
  CHECK(small("[[ring]]\nname = \"gfx\"\n") ==
        Mistakes{"7:1: a second [[ring]] named `gfx`; the first is at line 2"});
  CHECK(small(job("j1", "") + job("j", "count = 2\n")) ==
        Mistakes{"11:1: a second [[job]] named `j1`; the first is at line 7"});
}

TEST_CASE("scenario errors: a client's own entity collides with a declared one") {
  CHECK(small("[[client]]\nname = \"app\"\nduration = \"1ns\"\ncycles = 1\nrings = \"gfx\"\n") ==
        Mistakes{"7:1: a second [[entity]] named `app`; the first is at line 4"});
}

TEST_CASE("scenario errors: a reference to a kind that the file does not have") {
  CHECK(small("[expect]\norder = [\"j\"]\n") ==
        Mistakes{"8:10: no [[job]] named `j`; the file defines none"});
}

TEST_CASE("scenario errors: a near miss is suggested") {
  CHECK(small(job("render", "") + job("b", "after = \"redner\"\n")) ==
        Mistakes{"15:9: no [[job]] named `redner`; did you mean `render`? expected `render` or "
                 "`b`"});
}

TEST_CASE("scenario errors: jobs that wait for each other") {
  const std::string other = "[[entity]]\nname = \"o\"\nrings = \"gfx\"\n";
  CHECK(small(other + job("a", "after = \"b\"\n") + job("b", "after = \"a\"\n", "o")) ==
        Mistakes{"14:9: jobs wait for each other: `a` waits for `b` waits for `a`; expected no "
                 "circle (a job also waits for those that its entity submits before it)"});
}

TEST_CASE("scenario errors: a job that depends on a later one of its own entity") {
  CHECK(small(job("a", "after = \"b\"\n") + job("b", "at = \"5ns\"\n")) ==
        Mistakes{"11:9: jobs wait for each other: `a` waits for `b` waits for `a`; expected no "
                 "circle (a job also waits for those that its entity submits before it)"});
}

TEST_CASE("scenario errors: a job that depends on itself") {
  CHECK(
      small(job("a", "after = \"a\"\n")) ==
      Mistakes{"11:9: jobs wait for each other: `a` waits for `a`; expected no circle (a job also "
               "waits for those that its entity submits before it)"});
}

TEST_CASE("scenario errors: submission order is by time, so an earlier moment breaks the circle") {
  CHECK(small(job("a", "at = \"9ns\"\nafter = \"b\"\n") + job("b", "at = \"5ns\"\n")).empty());
}

TEST_CASE("scenario errors: a ring listed twice") {
  CHECK(small("[[entity]]\nname = \"e\"\nrings = [\"gfx\", \"gfx\"]\n") ==
        Mistakes{"9:17: ring `gfx` is listed twice"});
}

TEST_CASE("scenario errors: who has rings has one") {
  const Mistakes none = {"9:9: `rings` in [[entity]] has 0 items; expected at least 1"};
  CHECK(small("[[entity]]\nname = \"e\"\nrings = []\n") == none);
  CHECK(small("[[client]]\nname = \"c\"\nrings = []\nduration = \"1us\"\ncycles = 1\n") ==
        Mistakes{"9:9: `rings` in [[client]] has 0 items; expected at least 1"});
  CHECK(small("[[action]]\nat = 0\nrings = []\ndo = \"modify_sched\"\nentity = \"app\"\n") ==
        Mistakes{"9:9: `rings` in [[action]] has 0 items; expected at least 1"});
}

TEST_CASE("scenario errors: releases and defects that do not exist") {
  CHECK(mistakes_in("semantics = \"linux-6.21\"\n" + small_scenario()) ==
        Mistakes{"1:13: no release named `linux-6.21`; did you mean `linux-6.12`? expected "
                 "`linux-6.12`, `linux-7.2` or `linux-7.3`"});
  const Mistakes mistakes = mistakes_in("defects = \"a\"\nwithout = \"b\"\n" + small_scenario());
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].rfind("1:11: no defect named `a`; ", 0) == 0);
  CHECK(mistakes[1].rfind("2:11: no defect named `b`; ", 0) == 0);
}

TEST_CASE("scenario errors: only what a release has is mended in it") {
  CHECK(mistakes_in("without = [\"A7\", \"N7\"]\n" + small_scenario()) ==
        Mistakes{"1:18: linux-6.12 does not have N7; of its own it has `A7`, `B2`, `D1`, `D5`, "
                 "`E13`, `N1`"});
  CHECK(mistakes_in("semantics = \"linux-7.2\"\nwithout = [\"A7\", \"N7\"]\n" + small_scenario())
            .empty());
}

TEST_CASE("scenario errors: a defect is brought in or mended, not both") {
  CHECK(mistakes_in("defects = \"A7\"\nwithout = \"A7\"\n" + small_scenario()) ==
        Mistakes{"2:11: `A7` is in `defects` as well; expected it in one of the two"});
}

TEST_CASE("scenario errors: a table of switches is refused with what to write now") {
  CHECK(mistakes_in("semantics = { preset = \"linux-7.3\", on = [\"free_cancels_timeout_first\", "
                    "\"fini_cancels_jobs\"], off = \"pause_is_a_flag\" }\n" +
                    small_scenario()) ==
        Mistakes{"1:13: `semantics` in the scenario is a table; expected the name of a release, "
                 "its defects by their ids: `semantics = \"linux-7.3\"`, `defects = [\"A4\"]`, "
                 "`without = [\"D1\", \"B2\"]`"});
}

TEST_CASE("scenario errors: nothing is done to a ring after its driver has gone") {
  const std::string unload = action("do = \"unload\"\nring = \"gfx\"\n");
  const std::string gone =
      "ring `gfx` is unloaded by then; expected nothing to be done to it after its `unload`";
  CHECK(small(unload + unload) == Mistakes{"14:8: " + gone});
  CHECK(small(unload + action("do = \"wqueue_stop\"\nring = \"gfx\"\n")) ==
        Mistakes{"14:8: " + gone});
  // What counts is the order in which they happen.
  CHECK(small("[[action]]\nat = \"2ns\"\ndo = \"wqueue_stop\"\nring = \"gfx\"\n" + unload) ==
        Mistakes{"10:8: " + gone});
  CHECK(small(unload + action("do = \"modify_sched\"\nentity = \"app\"\nrings = \"gfx\"\n")) ==
        Mistakes{"15:9: ring `gfx` is unloaded in this scenario; expected a ring that stays"});
}

TEST_CASE("scenario errors: what is suspended is resumed, and nothing is resumed otherwise") {
  const auto of_ring = [](const std::string& verb) {
    return action("do = \"" + verb + "\"\nring = \"gfx\"\n");
  };
  CHECK(small(of_ring("suspend") + of_ring("resume") + of_ring("unload")).empty());
  CHECK(small(of_ring("suspend")) ==
        Mistakes{"10:8: ring `gfx` is not resumed after that; expected a `do = \"resume\"`"});
  CHECK(small(of_ring("resume")) ==
        Mistakes{"10:8: ring `gfx` has no `do = \"suspend\"` before that; expected one"});
  CHECK(small(of_ring("resume_timeout")) ==
        Mistakes{"10:8: ring `gfx` has no `do = \"suspend_timeout\"` before that; expected one"});
  CHECK(
      small(of_ring("suspend") + of_ring("unload") + of_ring("resume")) ==
      Mistakes{"14:8: the device of ring `gfx` sleeps by then; expected a `do = \"resume\"` "
               "before",
               "18:8: ring `gfx` is unloaded by then; expected nothing to be done to it after its "
               "`unload`"});
}

TEST_CASE("scenario errors: a process is one that jobs of the entity name") {
  CHECK(small(job("j", "process = \"child\"\n") +
              action("do = \"kill\"\nentity = \"app\"\nprocess = \"chidl\"\n")) ==
        Mistakes{"16:11: no [[job]] of entity `app` has the process `chidl`; did you mean `child`? "
                 "expected `child`"});
}

TEST_CASE("scenario errors: an action without what its verb needs, or with more") {
  CHECK(small(action("do = \"kill\"\n")) ==
        Mistakes{"7:1: [[action]] has no `entity`, which is required with `do = \"kill\"`"});
  CHECK(
      small(action("do = \"kill\"\nentity = \"app\"\npriority = \"low\"\n")) ==
      Mistakes{"11:1: `priority` in [[action]] means nothing with `do = \"kill\"`; expected `at`, "
               "`do`, `entity`, `process` or `wait`"});
  CHECK(small(action("do = \"device_lost\"\nring = \"gfx\"\n")) ==
        Mistakes{"10:1: `ring` in [[action]] means nothing with `do = \"device_lost\"`; expected "
                 "`at` or `do`"});
}

TEST_CASE("scenario errors: a fault that names no place") {
  CHECK(small("[[fault]]\nfault = { hang_attempts = 1 }\n") ==
        Mistakes{"7:1: [[fault]] needs `ring`, `entity` or `job`"});
}

TEST_CASE("scenario errors: a client that is not told where to submit, or told twice") {
  CHECK(small(client("cycles = 1\n")) ==
        Mistakes{"7:1: [[client]] needs either `entity` or `rings`"});
  CHECK(small(client("cycles = 1\nentity = \"app\"\nrings = \"gfx\"\n")) ==
        Mistakes{"12:1: [[client]] has both `entity` and `rings`; expected one of them"});
  CHECK(small(client("cycles = 1\nentity = \"app\"\npriority = \"low\"\n")) ==
        Mistakes{"12:1: `priority` in [[client]] means nothing without `rings`; expected it in the "
                 "client's [[entity]]"});
}

TEST_CASE("scenario errors: a client that never ends, or floods one instant") {
  CHECK(
      small(client("entity = \"app\"\n")) ==
      Mistakes{"7:1: [[client]] `c` never ends; expected `cycles` in it, or `until` at the top of "
               "the file"});
  const std::string until = "until = \"1s\"\n";
  CHECK(mistakes_in(until + small_scenario(client("entity = \"app\"\n"))).empty());
  CHECK(mistakes_in(until + small_scenario(client("entity = \"app\"\nsynchronous = false\n"))) ==
        Mistakes{"8:1: [[client]] `c` would submit without end in one instant; expected `cycles`, "
                 "`in_flight`, `sleep` or `period`, or `synchronous = true`"});
  CHECK(small(client("cycles = 1\nentity = \"app\"\nsleep = \"1ns\"\nperiod = \"1ns\"\n")) ==
        Mistakes{"13:1: [[client]] has both `sleep` and `period`; expected one of them"});
}

TEST_CASE("scenario errors: spacing for copies without copies") {
  CHECK(small(job("j", "every = \"1ns\"\n")) ==
        Mistakes{"11:1: `every` in [[job]] means nothing without `count`"});
}

TEST_CASE("scenario errors: bounds that nothing can meet, or that say nothing") {
  CHECK(small("[expect]\njobs = { min = 3, max = 2 }\n") ==
        Mistakes{"8:8: `jobs` in [expect] has a `min` above its `max`"});
  CHECK(small("[expect]\njobs = {}\n") ==
        Mistakes{"8:8: `jobs` in [expect] is an empty table; expected `min`, `max` or both"});
  CHECK(
      small("[expect]\njobs = { mim = 3 }\n") ==
      Mistakes{"8:10: unknown key `mim` in `jobs` of [expect]; did you mean `min`? expected `min` "
               "or `max`"});
  CHECK(
      small("[expect]\njobs = \"3\"\n") ==
      Mistakes{"8:8: `jobs` in [expect] is \"3\"; expected an integer from 0 to 1000000000000, or "
               "a table with `min`, `max` or both"});
}

TEST_CASE("scenario errors: what is in always is told with its name") {
  CHECK(small("[always]\njobs = {}\n") ==
        Mistakes{"8:8: `jobs` in [always] is an empty table; expected `min`, `max` or both"});
  const Mistakes unknown = small("[always]\njob = 3\n");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].find("8:1: unknown key `job` in [always]; did you mean `jobs`?") == 0);
}

TEST_CASE("scenario errors: a range with one end") {
  CHECK(small("[cpu]\nsubmit = { min = 1 }\n") ==
        Mistakes{"8:10: `submit` in [cpu] has only one of `min` and `max`; expected both"});
}

TEST_CASE("scenario errors: outcomes that do not exist") {
  CHECK(small(job("j", "") + "[expect]\nfinished = { j = \"ECANCELLED\" }\n") ==
        Mistakes{"12:18: `j` in `finished` of [expect] is \"ECANCELLED\"; did you mean "
                 "`ECANCELED`?"});
}

TEST_CASE("scenario errors: several mistakes are reported at once, in file order") {
  const Mistakes mistakes =
      small(job("j", "credit = 2\nat = \"1 us\"\n") + "[expect]\ntimeouts = -1\n");
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].rfind("11:1: unknown key `credit`", 0) == 0);
  CHECK(mistakes[1].rfind("12:6: `at`", 0) == 0);
  CHECK(mistakes[2].rfind("14:12: `timeouts`", 0) == 0);
}

TEST_CASE("scenario errors: after twenty mistakes the rest are counted") {
  std::string jobs;
  for (int i = 0; i < 30; ++i) jobs += job("j" + std::to_string(i), "credits = 0\n");
  const Mistakes mistakes = small(jobs);
  REQUIRE(mistakes.size() == 21);
  CHECK(mistakes[20] == " and 10 more mistakes");
}

TEST_CASE("scenario errors: the mistakes of copies are reported once") {
  CHECK(small("[[job]]\nname = \"j\"\nentity = \"ap\"\nduration = \"1ns\"\ncount = 100\n").size() ==
        1);
}

TEST_CASE("scenario errors: more jobs, clients or dependencies than a file may define") {
  std::string jobs;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l"}) {
    jobs += job(name, "count = 10000\n");
  }
  CHECK(small(jobs) == Mistakes{"57:1: the file defines more than 100000 jobs"});
  const std::string clients =
      "[[client]]\nname = \"c\"\nduration = \"1ns\"\ncycles = 1\nentity = "
      "\"app\"\ncount = 10000\n"
      "[[client]]\nname = \"d\"\nduration = \"1ns\"\ncycles = 1\nentity = "
      "\"app\"\n";
  CHECK(small(clients) == Mistakes{"13:1: the file defines more than 10000 clients"});
  std::string after = "after = [";
  for (int i = 0; i < 200; ++i) after += "\"a\", ";
  after += "]\ncount = 10000\n";
  CHECK(small(job("a", "") + job("b", after)) ==
        Mistakes{"11:1: the file defines more than 1000000 dependencies"});
}

TEST_CASE("scenario errors: lists and texts that are too long") {
  std::string after = "after = [";
  for (int i = 0; i < 300; ++i) after += "\"a\", ";
  const Mistakes lists = small(job("a", "") + job("b", after + "]\n"));
  CHECK(lists == Mistakes{"15:9: `after` in [[job]] has 300 items; expected at most 256"});
  const Mistakes texts =
      mistakes_in("summary = \"" + std::string(5000, 'x') + "\"\n" + small_scenario());
  CHECK(texts == Mistakes{"1:11: `summary` in the scenario has 5000 bytes; expected at most 4000"});
}

}  // namespace drmsim::scenarios
