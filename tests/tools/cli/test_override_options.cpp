// Options in place of what a scenario file says, in every command that runs one.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/format/scenario_overrides.h"
#include "scenarios/format/scenario_reader.h"
#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

using nlohmann::json;

constexpr const char* kClients = R"(name = "clients"
ring = [{ name = "gfx" }]
client = [
  { name = "a", rings = "gfx", duration = "10us", cycles = 2, sleep = "5us", jobs_per_cycle = 3 },
  { name = "b", rings = "gfx", duration = "10us", cycles = 2, jobs_per_cycle = 3 }]
)";

json run_json(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "run");
  arguments.insert(arguments.end(), {"--json", "-"});
  const CliRun run = drmsim(arguments);
  INFO(run.err);
  REQUIRE(run.status == 0);
  return json::parse(run.out)["runs"][0];
}

std::string written(const ScratchFolder& folder, const std::string& name, const std::string& keys) {
  std::string text = kClients;
  text.replace(text.find("name = \"gfx\""), 12, "name = \"gfx\", " + keys);
  return folder.write(name, text);
}

TEST_CASE("drmsim run --policy, --credits and --timeout are what the file could have said") {
  const ScratchFolder folder;
  const std::string file = folder.write("clients.toml", kClients);
  const auto hash = [](const std::vector<std::string>& arguments) {
    return run_json(arguments)["event_log_hash"];
  };
  const json plain = hash({file});
  const json rr = hash({written(folder, "rr.toml", R"(scheduler.policy = "rr")")});
  CHECK(rr != plain);
  CHECK(hash({file, "--policy", "rr"}) == rr);
  const json one = hash({written(folder, "one.toml", "scheduler.credit_limit = 1")});
  CHECK(one != plain);
  CHECK(hash({file, "--credits", "1"}) == one);
  const json timed = hash({written(folder, "timed.toml", R"(scheduler.timeout = "7us")")});
  CHECK(timed != plain);
  CHECK(hash({file, "--timeout", "7us"}) == timed);
  CHECK(hash({written(folder, "inf.toml", R"(scheduler.timeout = "7us")"), "--timeout", "inf"}) ==
        plain);
}

TEST_CASE("drmsim run --repeat, --scale and --delay-scale change clients and the length of jobs") {
  const ScratchFolder folder;
  const std::string file = folder.write("clients.toml", kClients);
  CHECK(run_json({file})["jobs"] == 12);
  CHECK(run_json({file, "--repeat", "5"})["jobs"] == 30);
  CHECK(run_json({file, "--scale", "2.5"})["rings"][0]["execution"]["max_ns"] == 25'000);
  const json slow = run_json({file, "--delay-scale", "1000"});
  CHECK(slow["virtual_time_ns"] > 5'000'000);
  CHECK(slow["rings"][0]["execution"]["max_ns"] == 10'000);
  CHECK(slow["repeat_command"] == "drmsim run " + file + " --delay-scale 1000 --seed 1");
}

TEST_CASE("drmsim run: what a scenario cannot take in its place is told") {
  const ScratchFolder folder;
  const std::string file = folder.write("clients.toml", kClients);
  const std::string no_client = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  const auto says = [](const std::vector<std::string>& arguments, const std::string& text) {
    const CliRun run = drmsim(arguments);
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(contains(run.err, text));
  };
  says({"run", file, "--policy", "fiffo"}, "no policy `fiffo`; did you mean `fifo`?");
  says({"run", file, "--scheduler", "model", "--policy", "fair"}, "there is no policy `fair`");
  says(
      {"run", written(folder, "slot.toml", R"(slots = 1, driver.kind = "slot")"), "--credits", "2"},
      "expected `credit_limit = 1`");
  says({"run", no_client, "--repeat", "3"},
       "hang_replay.toml: --repeat is about clients, and this scenario has no [[client]]");
  says({"run", no_client, "--scale", "1e300"}, "is longer than 1000000s");
  for (const char* wrong : {"0", "-1", "1.5", "x", "1000001"}) {
    says({"run", file, "--credits", wrong}, "expected a whole number, 1 to 1000000");
  }
  for (const char* wrong : {"5", "0ns", "soon"}) {
    says({"test", file, "--timeout", wrong}, "expected a duration and its unit");
  }
  for (const char* wrong : {"0", "-1", "nan", "inf", "1x"}) {
    says({"explore", file, "--scale", wrong}, "expected a number above 0");
  }
  says({"compare", "--random", "2", "--policy", "rr"}, "--policy requires FILE");
  says({"explore", "--random", "2", "--policy", "rr"}, "--policy excludes --random");
}

TEST_CASE("drmsim explore and replay: the overrides are of the failure, and repeat it") {
  const ScratchFolder folder;
  // Fails only with a timeout: a job is slow, and nobody keeps a reference to its fence.
  const std::string file = folder.write("slow.toml", R"(name = "slow"
[[ring]]
name = "gfx"
driver = { fence = "preallocated", keep_reference = false, release = "now", reset_time = "50us" }
[[entity]]
name = "app"
rings = "gfx"
[[job]]
name = "slow"
entity = "app"
duration = "1020us"
[[job]]
name = "next"
entity = "app"
at = "1us"
duration = "10us"
)");
  const std::vector<std::string> explore{"explore", file, "--schedules", "10",
                                         "--jobs",  "1",  "--out",       folder.path("replays")};
  const CliRun plain = drmsim(explore);
  INFO(plain.out << plain.err);
  CHECK(plain.status == 0);
  std::vector<std::string> with = explore;
  with.insert(with.end(), {"--timeout", "1ms"});
  const CliRun found = drmsim(with);
  INFO(found.out << found.err);
  CHECK(found.status == 1);
  const CliRun again = drmsim({"replay", folder.path("replays/slow-random-1.toml")});
  INFO(again.out << again.err);
  CHECK(again.status == 1);
  CHECK(contains(again.out, "failed as recorded"));
}

TEST_CASE("drmsim compare: files and --schedulers in any order, with overrides") {
  const ScratchFolder folder;
  const std::string file = folder.write("clients.toml", kClients);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"compare", file, "--schedulers", "model,model"},
        std::vector<std::string>{"compare", "--schedulers", "model,model", file},
        std::vector<std::string>{"compare", "--schedulers=model,model", file, "--policy", "rr"}}) {
    const CliRun run = drmsim(arguments);
    INFO(run.err);
    CHECK(run.status == 0);
    CHECK(contains(run.out, "clients.toml: equivalent, "));
  }
}

TEST_CASE("overrides: as text and back, and what is none is refused") {
  const scenarios::ScenarioOverrides some{{"policy", "rr"}, {"scale", "0.5"}};
  const std::string text = scenarios::overrides_text(some);
  CHECK(text == "policy=rr scale=0.5");
  CHECK(scenarios::overrides_from_text(text) == some);
  CHECK(scenarios::overrides_from_text("").empty());
  scenarios::ScenarioSpec spec = scenarios::parse_scenario(kClients, "clients.toml");
  for (const char* wrong : {"credit=4", "credits", "credits=", "=4", "policy=a  b", " "}) {
    INFO(wrong);
    CHECK_THROWS_AS(scenarios::apply_overrides(scenarios::overrides_from_text(wrong), spec),
                    scenarios::InputError);
  }
}

}  // namespace
}  // namespace drmsim::tests
