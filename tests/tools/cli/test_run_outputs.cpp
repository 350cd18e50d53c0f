// `drmsim run --events`, `--json` and `--hash`.
#include <set>

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/report/event_hash.h"
#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

using Json = nlohmann::json;

const std::string kReplay = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
const std::string kUseAfterFree =
    DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";

TEST_CASE("drmsim run: --events to stdout writes nothing else there") {
  const CliRun run = drmsim({"run", kReplay, "--events", "-"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("             0  sched_init   sched=gfx", 0) == 0);
  CHECK(contains(run.out, "  quiescent\n"));
  CHECK_FALSE(contains(run.out, "of virtual time"));
  CHECK(contains(run.err, "of virtual time"));
}

TEST_CASE("drmsim run: an output does not replace a file that the scenario includes") {
  const ScratchFolder folder;
  const std::string machine = folder.write("machine.toml", "[[ring]]\nname = \"gfx\"\n");
  const std::string own = folder.write("own.toml", "name = \"o\"\ninclude = \"machine.toml\"\n");
  const CliRun run = drmsim({"run", own, "--events", machine});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "it is an input of this command"));
  CHECK(file_text(machine) == "[[ring]]\nname = \"gfx\"\n");
}

TEST_CASE("drmsim run: what an included file expects is unmet at its place there") {
  const ScratchFolder folder;
  folder.write("expects.toml", "\n[expect]\njobs = 3\n");
  const std::string own = folder.write(
      "own.toml", "name = \"o\"\ninclude = \"expects.toml\"\n[[ring]]\nname = \"gfx\"\n");
  const CliRun run = drmsim({"run", own, "--json", folder.path("json")});
  CHECK(run.status == 1);
  CHECK(contains(run.out, folder.path("expects.toml") + ":3:8: unmet jobs: expected 3, was 0"));
  const Json unmet = Json::parse(file_text(folder.path("json")))["runs"][0]["unmet"][0];
  CHECK(unmet["file"] == folder.path("expects.toml"));
  CHECK(unmet["line"] == 3);
}

TEST_CASE("drmsim run: --events to a file writes the same") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", kReplay, "--events", folder.path("log")});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "of virtual time"));
  CHECK(file_text(folder.path("log")) == drmsim({"run", kReplay, "--events", "-"}).out);
  CHECK(folder.files() == std::vector<std::string>{"log"});
}

TEST_CASE("drmsim run: --hash prints the hash of the text that --events writes") {
  scenarios::EventHash hash;
  hash.add(drmsim({"run", kReplay, "--events", "-"}).out);
  const CliRun run = drmsim({"run", kReplay, "--hash"});
  CHECK(contains(run.out, fmt::format("event log hash {:016x}\n", hash.value())));
}

TEST_CASE("drmsim run: the JSON document has the table's content") {
  const CliRun run = drmsim({"run", kReplay, "--json", "-"});
  CHECK(run.status == 0);
  const Json document = Json::parse(run.out);
  CHECK(document["drmsim"]["version"] == "0.1.0");
  REQUIRE(document["runs"].size() == 1);
  const Json& result = document["runs"][0];
  CHECK(result["file"] == kReplay);
  CHECK(result["scenario"] == "hang_replay");
  CHECK(result["as_expected"] == true);
  CHECK(result["end"] == "quiescent");
  CHECK(result["rings"][0]["name"] == "gfx");
  CHECK(result["rings"][0]["execution"]["p50_ns"] == 10'000);
  CHECK(result["clients"].size() == 2);
  CHECK(result["errors_by_name"]["ECANCELED"] == result["errors"]);
  CHECK(result["timeouts"] == result["rings"][0]["timeouts"]);
  CHECK(result["guilty"] == Json::array({"bad"}));
  CHECK(result["event_log_hash"].get<std::string>().size() == 16);
  CHECK(result["workload"].is_null());
  CHECK(result["wall_seconds"] > 0.0);
}

TEST_CASE("drmsim run: hazards and unmet expectations are in the JSON document") {
  const ScratchFolder folder;
  const std::string file = folder.write("unmet.toml", R"(name = "unmet"
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "10us" }]
expect.timeouts = 1)");
  const CliRun run = drmsim({"run", file, kUseAfterFree, "--json", "-"});
  CHECK(run.status == 1);
  const Json runs = Json::parse(run.out)["runs"];
  REQUIRE(runs.size() == 2);
  CHECK(runs[0]["as_expected"] == false);
  CHECK(runs[0]["unmet"][0] ==
        Json{{"key", "timeouts"}, {"line", 5}, {"column", 19}, {"expected", "1"}, {"actual", "0"}});
  CHECK(runs[1]["hazards"][0]["kind"] == "use_after_free");
  CHECK(runs[1]["hazards"][0]["expected"] == true);
  CHECK(runs[1]["hazards"][0]["story"].size() > 3);
}

// The names of all keys in the document, but not those that name things of the scenario.
void collect_keys(const Json& json, std::set<std::string>& keys) {
  for (const auto& [key, value] : json.items()) {
    if (json.is_object()) keys.insert(key);
    if (value.is_structured() && key != "errors_by_name") collect_keys(value, keys);
  }
}

TEST_CASE("drmsim run: every key of the JSON document is in tools/README.md") {
  const std::string shared = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/starved_context.toml";
  const std::string stall = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/foreign_fence.toml";
  const std::string faults = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/client_faults.toml";
  const CliRun run = drmsim({"run", shared, stall, faults, kUseAfterFree, "--json", "-"});
  std::set<std::string> keys;
  collect_keys(Json::parse(run.out), keys);
  CHECK(keys.size() > 60);
  const std::string page = file_text(DRMSIM_SOURCE_DIR "/tools/README.md");
  for (const std::string& key : keys) {
    INFO(key);
    CHECK((contains(page, "`" + key + "`") || contains(page, "{" + key + ",") ||
           contains(page, " " + key + ",") || contains(page, "\n" + key + ",") ||
           contains(page, " " + key + "}")));
  }
}

TEST_CASE("drmsim run: bad input leaves an output file as it was") {
  const ScratchFolder folder;
  const std::string json = folder.write("out.json", "old");
  const std::string events = folder.write("log", "old");
  const std::string bad = folder.write("bad.toml", "name = 1");
  CHECK(drmsim({"run", bad, "--json", json, "--events", events}).status == 2);
  CHECK(file_text(json) == "old");
  CHECK(file_text(events) == "old");
  CHECK(folder.files() == std::vector<std::string>{"bad.toml", "log", "out.json"});
}

TEST_CASE("drmsim run: an output file that cannot be written gives 2 before anything runs") {
  const ScratchFolder folder;
  for (const std::string& path : {folder.path("absent/out.json"), folder.path("")}) {
    const CliRun run = drmsim({"run", kReplay, "--json", path});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "cannot write " + path));
    CHECK(run.out.empty());
  }
}

TEST_CASE("drmsim run: contradicting outputs are refused") {
  CHECK(drmsim({"run", kReplay, "--json", "-", "--events", "-"}).status == 2);
  CHECK(drmsim({"run", kReplay, kReplay, "--events", "-"}).status == 2);
}

}  // namespace
}  // namespace drmsim::tests
