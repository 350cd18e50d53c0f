// Whether a bug of the corpus is where it should be, and not where it should not: on the model, and
// on what stands for a kernel's own code.
#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

#include <unistd.h>

#include "scenarios/format/scenario_reader.h"
#include "tests/support/scratch_folder.h"
#include "tools/explore/bug_check.h"

namespace drmsim::scenarios {
namespace {

// The hardware completes a job after drm_sched_stop() has dropped the only reference of its fence.
std::string late_completion(const std::string& driver, const std::string& more) {
  return "name = \"late\"\n" + more +
         "[[ring]]\nname = \"gfx\"\nscheduler = { credit_limit = 4, timeout = \"1ms\" }\n"
         "driver = { reset_time = \"50us\", fence = \"preallocated\", release = \"now\"" +
         driver +
         " }\n"
         "[[entity]]\nname = \"app\"\nrings = \"gfx\"\n"
         "[[job]]\nname = \"slow\"\nentity = \"app\"\nduration = \"1020us\"\n"
         "[[job]]\nname = \"next\"\nentity = \"app\"\nat = \"1us\"\nduration = \"10us\"\n";
}

const std::string kNoOwnReference = ", keep_reference = false";

std::string with_bug(const std::string& bug) {
  return late_completion(kNoOwnReference, "") + "[bug]\nid = \"B4\"\nfix = \"none\"\n" + bug;
}

// An entity that never ran is destroyed, which hangs with the defect.
const char* const kNeverRan = R"(name = "never_ran"
defects = ["C9"]
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
action = [{ at = "1us", do = "destroy", entity = "app" }]
[bug]
id = "C9"
fix = "none"
hazards = "stall"
)";

// What a kernel's own code is to the check: a scheduler of that name, without switches.
const Extensions& with_a_kernel() {
  static const Extensions kExtensions = [] {
    Extensions extensions;
    extensions.schedulers.add("kernel:same", *extensions.schedulers.find("model"));
    return extensions;
  }();
  return kExtensions;
}

BugCheckOptions few_schedules(const std::string& scheduler = "") {
  BugCheckOptions options;
  options.seeds = 3;
  options.search.schedules = 20;
  options.machine.scheduler = scheduler;
  options.machine.extensions = &with_a_kernel();
  return options;
}

BugResult checked(const std::string& file, const BugCheckOptions& options = few_schedules()) {
  return check_bug(load_scenario(file), options);
}

}  // namespace

TEST_CASE("bug check: a bug that every search finds, with a clean twin, is as it should be") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const std::string file =
      folder.write("late.toml", with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n"));
  const BugResult result = checked(file);
  CHECK(result.as_should_be());
  CHECK(result.schedules == std::vector<std::uint64_t>{1, 1, 1});  // the plain run shows it
  CHECK(result.missed == 0);
  CHECK(result.found.hazard.kind == sim::HazardKind::use_after_free);
  CHECK(result.repair_tried);
  CHECK(result.repaired_schedules == 20);
  CHECK(result.id == "B4");
  CHECK(result.file == file);
}

TEST_CASE("bug check: a hazard of another kind than the file names is another bug") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const BugResult result =
      checked(folder.write("late.toml", with_bug("hazards = \"stall\"\ntwin = \"twin.toml\"\n")));
  CHECK(result.missed == 3);
  CHECK_FALSE(result.found_at_all());
  CHECK(result.median() == 0);
  CHECK_FALSE(result.as_should_be());
}

TEST_CASE("bug check: of several kinds that the file names, one is enough") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  CHECK(checked(folder.write("late.toml", with_bug("hazards = [\"stall\", \"use_after_free\"]\n"
                                                   "twin = \"twin.toml\"\n")))
            .as_should_be());
}

TEST_CASE("bug check: where the file names functions, the same kind elsewhere is another bug") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const std::string named = "hazards = \"use_after_free\"\ntwin = \"twin.toml\"\nwhere = ";
  const BugResult anywhere = checked(
      folder.write("a.toml", with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n")));
  const std::string here = anywhere.found.hazard.function;
  REQUIRE_FALSE(here.empty());
  CHECK(checked(folder.write("b.toml", with_bug(named + "[\"elsewhere\", \"" + here + "\"]\n")))
            .missed == 0);
  CHECK(checked(folder.write("c.toml", with_bug(named + "[\"elsewhere\"]\n"))).missed == 3);
  // A part of its name is not its name.
  CHECK(
      checked(folder.write("d.toml", with_bug(named + "[\"" + here.substr(1) + "\"]\n"))).missed ==
      3);
}

TEST_CASE("bug check: a repair that fails in any way is none") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion(kNoOwnReference, ""));
  const BugResult result = checked(
      folder.write("late.toml", with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n")));
  CHECK(result.missed == 0);
  REQUIRE_FALSE(result.repaired_failures.empty());
  CHECK_FALSE(result.as_should_be());
}

TEST_CASE("bug check: without a twin the repair is the same file without its defects") {
  const tests::ScratchFolder folder;
  const std::string file = folder.write("never_ran.toml", kNeverRan);
  const BugResult result = checked(file);
  CHECK(result.as_should_be());
  CHECK(result.repaired_schedules == 20);
  const ScenarioSpec without = repaired(load_scenario(file));
  CHECK(without.defects.empty());
  CHECK(without.actions.size() == 1);
}

TEST_CASE("bug check: what the twin expects is not asked of it") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", "") + "[expect]\ntimeouts = 99\n");
  const std::string file =
      folder.write("late.toml", with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n"));
  CHECK((repaired(load_scenario(file)).expect == ExpectSpec{}));
  CHECK(checked(file).as_should_be());
}

TEST_CASE("bug check: a twin is beside the file that names it, in whatever folder that is") {
  const tests::ScratchFolder folder;
  folder.write("with blanks/deep/twin.toml", late_completion("", ""));
  const std::string file =
      folder.write("with blanks/deep/late.toml",
                   with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n"));
  const ScenarioSpec spec = load_scenario(file);
  CHECK(twin_file(spec) == folder.path("with blanks/deep/twin.toml"));
  CHECK(repaired(spec).rings.at(0).driver.keep_reference);
  ScenarioSpec here = spec;
  here.file = "late.toml";  // of the folder that the command is called in
  CHECK(twin_file(here) == "twin.toml");
  here.bug.twin.clear();
  CHECK(twin_file(here).empty());
}

TEST_CASE("bug check: a twin that is not there is the file's mistake, not a clean repair") {
  const tests::ScratchFolder folder;
  const std::string file =
      folder.write("late.toml", with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\n"));
  CHECK_THROWS_AS(checked(file), InputError);
}

TEST_CASE("bug check: a kernel must have the bug where the file says so, the model always") {
  ScenarioSpec spec;
  spec.bug.present = {{"kernel:6.1", {}}, {"kernel:same", {}}};
  CHECK(must_be_found(spec, ""));
  CHECK(must_be_found(spec, "model"));
  CHECK(must_be_found(spec, "kernel:same"));
  CHECK(must_be_found(spec, "kernel:6.1"));
  CHECK_FALSE(must_be_found(spec, "kernel:6.12"));
  CHECK_FALSE(must_be_found(spec, "kernel"));
}

TEST_CASE("bug check: a kernel runs files that speak of kernels, the model those that do not") {
  ScenarioSpec models;
  ScenarioSpec both;
  both.bug.present = {{"kernel:6.12", {}}};
  ScenarioSpec kernels = both;
  kernels.scheduler.name = "kernel:6.12";
  CHECK(concerns(models, ""));
  CHECK(concerns(models, "model"));
  CHECK_FALSE(concerns(models, "kernel:6.12"));
  CHECK(concerns(both, ""));
  CHECK(concerns(both, "kernel:7.2"));
  CHECK_FALSE(concerns(kernels, ""));
  CHECK_FALSE(concerns(kernels, "model"));
  CHECK(concerns(kernels, "kernel:6.12"));
}

TEST_CASE("bug check: on a kernel the plain run is looked at, once, unless the file says explore") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const std::string bug =
      "hazards = \"use_after_free\"\ntwin = \"twin.toml\"\npresent = \"kernel:same\"\n";
  const BugCheckOptions options = few_schedules("kernel:same");
  const BugResult plain = checked(folder.write("plain.toml", with_bug(bug)), options);
  CHECK(plain.schedules == std::vector<std::uint64_t>{1});
  CHECK(plain.must_be_found);
  CHECK(plain.as_should_be());
  const BugResult searched =
      checked(folder.write("search.toml", with_bug(bug + "explore = true\n")), options);
  CHECK(searched.schedules.size() == 3);
}

TEST_CASE("bug check: a kernel that the files speak of may not show what they do not say") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const std::string file = folder.write(
      "late.toml",
      with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\npresent = \"kernel:old\"\n"));
  BugCheckOptions options = few_schedules("kernel:same");
  const BugResult unknown_tree = checked(file, options);
  CHECK_FALSE(unknown_tree.must_be_found);
  CHECK(unknown_tree.may_be_found);
  CHECK(unknown_tree.as_should_be());
  options.release_is_known = true;
  const BugResult known_tree = checked(file, options);
  CHECK_FALSE(known_tree.may_be_found);
  CHECK(known_tree.found_at_all());
  CHECK_FALSE(known_tree.as_should_be());
}

TEST_CASE("bug check: a kernel that has mended what some file must not show is as it should be") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", ""));
  const std::string file = folder.write(
      "late.toml",
      with_bug("hazards = \"stall\"\ntwin = \"twin.toml\"\npresent = \"kernel:old\"\n"));
  const BugResult result = checked(file, few_schedules("kernel:same"));
  CHECK(result.missed == 1);
  CHECK(result.as_should_be());
}

TEST_CASE("bug check: on a kernel a repair that is a switch of the model is not tried") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion("", "without = [\"A7\"]\n"));
  const std::string present = "hazards = \"use_after_free\"\npresent = \"kernel:same\"\n";
  const BugCheckOptions options = few_schedules("kernel:same");
  const BugResult no_twin = checked(folder.write("a.toml", with_bug(present)), options);
  CHECK_FALSE(no_twin.repair_tried);
  CHECK(no_twin.repaired_schedules == 0);
  const BugResult switched =
      checked(folder.write("b.toml", with_bug(present + "twin = \"twin.toml\"\n")), options);
  CHECK_FALSE(switched.repair_tried);
  CHECK(switched.as_should_be());
}

TEST_CASE(
    "bug check: what a kernel is known for is not held against its repair, but of the model it "
    "is") {
  const tests::ScratchFolder folder;
  folder.write("twin.toml", late_completion(kNoOwnReference, ""));
  const std::string file = folder.write(
      "late.toml",
      with_bug("hazards = \"use_after_free\"\ntwin = \"twin.toml\"\npresent = \"kernel:same\"\n"));
  BugCheckOptions options = few_schedules("kernel:same");
  const BugResult unknown = checked(file, options);
  REQUIRE_FALSE(unknown.repaired_failures.empty());
  std::string lines;
  for (const Failure& failure : unknown.repaired_failures) {
    lines += "kernel:same N1 " + failure.identity + "\nmodel N1 " + failure.identity + "\n";
  }
  const KnownFailures known = KnownFailures::parse(lines, "known.txt");
  options.known = &known;
  CHECK(checked(file, options).as_should_be());
  options.machine.scheduler = "model";
  CHECK_FALSE(checked(file, options).as_should_be());
}

TEST_CASE("bug check: a search that is ended says nothing about the bug") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  REQUIRE(write(stop[1], "", 1) == 1);
  const tests::ScratchFolder folder;
  const ScenarioSpec spec = load_scenario(folder.write("never_ran.toml", kNeverRan));
  BugCheckOptions options = few_schedules();
  options.jobs = 1;
  options.stop = stop[0];
  CHECK_FALSE(shows_bug(spec, options).has_value());
  const BugResult result = check_bug(spec, options);
  CHECK(result.stopped);
  CHECK(result.repaired_schedules == 0);
  close(stop[0]);
  close(stop[1]);
  options.stop = -1;
  CHECK(shows_bug(spec, options) == true);
  CHECK(shows_bug(repaired(spec), options) == false);
}

TEST_CASE("bug check: searches that need more schedules than there are miss it") {
  const tests::ScratchFolder folder;
  const ScenarioSpec spec = load_scenario(folder.write("never_ran.toml", kNeverRan));
  BugCheckOptions options = few_schedules();
  options.seeds = 0;
  const BugResult none = check_bug(spec, options);
  CHECK_FALSE(none.found_at_all());
  CHECK(none.median() == 0);
}

TEST_CASE("bug check: the median is of the searches that found it, the later one of two") {
  BugResult result;
  result.schedules = {7};
  CHECK(result.median() == 7);
  result.schedules = {1, 9};
  CHECK(result.median() == 9);
  result.schedules = {1, 2, 100};
  CHECK(result.median() == 2);
}

TEST_CASE("bug check: a crash is never as it should be, found or not") {
  BugResult result;
  result.schedules = {1};
  CHECK(result.as_should_be());
  result.crash = "killed by signal 11";
  CHECK_FALSE(result.as_should_be());
}

}  // namespace drmsim::scenarios
