// `drmsim compare`: verdicts, exit status, shrunk files, and the same result for any number of
// processes.
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <sstream>

#include <nlohmann/json.hpp>

#include "scenarios/format/scenario_reader.h"
#include "sched/api/drm_api.h"
#include "tests/tools/cli/support/cli_run.h"
#include "tests/tools/cli/support/sleepy_scheduler.h"
#include "tools/cli/compare_command.h"

namespace drmsim::tests {
namespace {

const std::string kScenario = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
const std::string kRecorded = DRMSIM_SOURCE_DIR "/tests/scenarios/recorded/runs/4_hang.toml";

// The built-in schedulers, and three others: one is slow to wake its workers, one
// crashes, one is of a release that the model is not.
scenarios::Extensions with_others() {
  scenarios::Extensions extensions;
  const drm::ApiFactory model = *extensions.schedulers.find("model");
  add_sleepy(extensions);
  extensions.schedulers.add("crashing", [](const drm::ApiContext&) -> std::unique_ptr<drm::Api> {
    ::raise(SIGKILL);
    return nullptr;
  });
  extensions.schedulers.add("kernel:5.10", model);
  return extensions;
}

CliRun compare(const tools::CompareArguments& arguments) {
  static const scenarios::Extensions kExtensions = with_others();
  std::ostringstream out;
  std::ostringstream err;
  const int status = tools::compare_inputs(arguments, kExtensions, tools::Console{out, err});
  return {status, out.str(), err.str()};
}

TEST_CASE("drmsim compare: equivalent schedulers give a line for each file, and 0") {
  const CliRun run = drmsim({"compare", kScenario, kRecorded, "--schedulers", "model,model"});
  CHECK(run.err.empty());
  CHECK(run.status == 0);
  CHECK(contains(run.out, "hang_replay.toml: equivalent, "));
  CHECK(contains(run.out, "4_hang.toml: equivalent, "));
  CHECK(contains(run.out, "model and model: 2 scenarios of "));
  CHECK(contains(run.out, "compared, equivalent\n"));
}

TEST_CASE("drmsim compare: random scenarios are quiet if they are equivalent") {
  const CliRun run = drmsim({"compare", "--random", "20", "--schedulers", "model,model"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("model and model: 20 scenarios of ", 0) == 0);
}

TEST_CASE("drmsim compare: what refuses every random scenario says so once") {
  const auto refused = [](const char* scenarios) {
    return drmsim({"compare", "--random", scenarios, "--semantics", "linux-9", "--schedulers",
                   "model,model"});
  };
  CHECK_FALSE(contains(refused("1").err, "other random"));
  CHECK(contains(refused("2").err, "\nand 1 other random scenario\n"));
  const CliRun run = refused("20");
  CHECK(run.status == 2);
  CHECK(contains(run.err, "random_1: there is no release `linux-9`"));
  CHECK(contains(run.err, "\nand 19 other random scenarios\n"));
  CHECK_FALSE(contains(run.err, "random_2"));
  CHECK(contains(run.out, "model and model: 0 scenarios of 0 lines compared, nothing to compare"));
}

TEST_CASE("drmsim compare: a divergence is shown, shrunk to a file that repeats it, and gives 1") {
  const ScratchFolder folder;
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  arguments.schedulers = {"model", "sleepy"};
  arguments.out = folder.path("found");
  const CliRun run = compare(arguments);
  INFO(run.out);
  CHECK(run.status == 1);
  CHECK(contains(run.out, "hang_replay.toml: divergence at line "));
  CHECK(contains(run.out, "\n   model: "));
  CHECK(contains(run.out, "\n  sleepy: "));
  const std::string file = folder.path("found/hang_replay.toml");
  CHECK(contains(run.out, "  smallest: drmsim compare " + file + " --schedulers model,sleepy\n"));
  const scenarios::ScenarioSpec shrunk = scenarios::load_scenario(file);
  CHECK(shrunk.jobs.size() == 1);
  CHECK(contains(shrunk.summary, "the sides part at line "));
  CHECK(contains(shrunk.summary, "Repeat: drmsim compare FILE --schedulers model,sleepy"));
  arguments.files = {file};
  arguments.out = folder.path("again");
  CHECK(compare(arguments).status == 1);
}

TEST_CASE("drmsim compare: a divergence goes beside a folder of its name") {
  const ScratchFolder folder;
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  arguments.schedulers = {"model", "sleepy"};
  arguments.out = folder.path("found");
  std::filesystem::create_directories(folder.path("found/hang_replay.toml"));
  const CliRun run = compare(arguments);
  CHECK(run.status == 1);
  CHECK(contains(run.out, "drmsim compare " + folder.path("found/hang_replay-2.toml")));
}

TEST_CASE("drmsim compare: a divergence is told whose smallest scenario cannot be written") {
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  arguments.schedulers = {"model", "sleepy"};
  arguments.out = "/proc/no/folder";
  const CliRun run = compare(arguments);
  CHECK(run.status == 2);
  CHECK(contains(run.out, ": divergence at line "));
  CHECK(contains(run.out, "  the smallest is lost: cannot write /proc/no/folder/"));
}

TEST_CASE("drmsim compare: the model is told which release to be, where it is not the kernel's") {
  tools::CompareArguments arguments;
  arguments.random = 2;
  arguments.schedulers = {"model", "kernel:5.10"};
  CHECK_THROWS_WITH(compare(arguments),
                    "--schedulers: the model is no release that does what kernel:5.10 does; "
                    "expected `--semantics` with the one to compare it with");
  arguments.semantics = "linux-6.12";
  CHECK(compare(arguments).status == 0);
}

TEST_CASE("drmsim compare: the result does not depend on the number of processes") {
  tools::CompareArguments arguments;
  arguments.random = 12;
  arguments.seed = 5;
  arguments.schedulers = {"model", "sleepy"};
  std::string first;
  for (const unsigned jobs : {1u, 3u}) {
    const ScratchFolder folder;
    arguments.jobs = jobs;
    arguments.out = folder.path("found");
    CliRun run = compare(arguments);
    for (std::size_t at = run.out.find(arguments.out); at != std::string::npos;) {
      run.out.erase(at, arguments.out.size());
      at = run.out.find(arguments.out);
    }
    CHECK(run.status == 1);
    CHECK(contains(run.out, ": divergence at line "));
    if (jobs == 1) first = run.out;
    CHECK(run.out == first);
  }
}

TEST_CASE("drmsim compare: a scheduler that crashes is a divergence of that scenario") {
  const ScratchFolder folder;
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  arguments.schedulers = {"model", "crashing"};
  arguments.files.push_back(kRecorded);  // of one alone no process of its own is made
  arguments.jobs = 2;
  arguments.out = folder.path("found");
  const CliRun run = compare(arguments);
  CHECK(run.status == 1);
  CHECK(contains(run.out, "hang_replay.toml: divergence: "));
  CHECK(contains(run.out, "2 diverge\n"));
}

std::string long_scenario(const std::string& keys, unsigned cycles) {
  return "name = \"long\"\n" + keys +
         "[[ring]]\nname = \"gfx\"\n[[client]]\nname = \"c\"\nrings = \"gfx\"\n"
         "duration = \"1us\"\ncycles = " +
         std::to_string(cycles) + "\n";
}

TEST_CASE("drmsim compare: what is compared up to a limit only is told") {
  const ScratchFolder folder;
  folder.write("long.toml", long_scenario("max_steps = 2000\n", 1'000'000));
  tools::CompareArguments arguments;
  arguments.files = {folder.path("long.toml"), kScenario};
  arguments.schedulers = {"model", "model"};
  arguments.jobs = 1;
  const CliRun run = compare(arguments);
  CHECK(run.status == 0);
  CHECK(contains(run.out, "; cut at max_steps: what follows is not compared\n"));
  CHECK(contains(run.out, "equivalent; 1 not to the end\n"));
  arguments.json = "-";
  const auto json = nlohmann::json::parse(compare(arguments).out);
  CHECK(json.at("equivalent") == true);
  CHECK(json.at("interrupted") == false);
  REQUIRE(json.at("cut").size() == 1);
  CHECK(json.at("cut")[0] == nlohmann::json{{"input", arguments.files[0]}, {"at", "max_steps"}});
}

TEST_CASE("drmsim compare: a file is compared to its end, far beyond what random scenarios are") {
  const ScratchFolder folder;
  folder.write("long.toml", long_scenario("", 40'000));
  tools::CompareArguments arguments;
  arguments.files = {folder.path("long.toml")};
  arguments.schedulers = {"model", "model"};
  arguments.jobs = 1;
  CHECK(contains(compare(arguments).out, "long.toml: equivalent, 280,000 lines\n"));
}

TEST_CASE("drmsim compare: results as JSON") {
  const ScratchFolder folder;
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  arguments.schedulers = {"model", "sleepy"};
  arguments.out = folder.path("found");
  arguments.json = "-";
  const auto json = nlohmann::json::parse(compare(arguments).out);
  CHECK(json.at("schedulers") == nlohmann::json{"model", "sleepy"});
  CHECK(json.at("scenarios") == 1);
  CHECK(json.at("equivalent") == false);
  REQUIRE(json.at("divergences").size() == 1);
  const auto& divergence = json.at("divergences")[0];
  CHECK(divergence.at("input") == kScenario);
  CHECK(divergence.at("line") >= 1);
  CHECK(divergence.at("first") != divergence.at("second"));
  CHECK(divergence.at("shrunk_file") == folder.path("found/hang_replay.toml"));
}

TEST_CASE("drmsim compare: mistakes give 2 and say what was expected") {
  const ScratchFolder folder;
  const CliRun unknown = drmsim({"compare", kScenario, "--schedulers", "model,kernle"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "there is no scheduler `kernle`"));
  CHECK(drmsim({"compare"}).status == 2);
  CHECK(drmsim({"compare", kScenario, "--schedulers", "model"}).status == 2);
  const CliRun missing = drmsim({"compare", "gone.toml", "--schedulers", "model,model"});
  CHECK(missing.status == 2);
  CHECK(contains(missing.err, "gone.toml"));
  const std::string odd = folder.write("odd.json", "{}");
  CHECK(contains(drmsim({"compare", odd, "--schedulers", "model,model"}).err,
                 "expected a scenario (.toml)"));
}

TEST_CASE("drmsim compare: without a kernel there is nothing to compare with") {
  tools::CompareArguments arguments;
  arguments.files = {kScenario};
  const CliRun run = compare(arguments);
  CHECK(run.status == 2);
  CHECK(contains(run.err, "no kernel's scheduler is built in"));
  CHECK(contains(run.err, "`model`"));
}

}  // namespace
}  // namespace drmsim::tests
