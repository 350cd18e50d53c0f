// `drmsim run` with workloads of gem_wsim.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

TEST_CASE("drmsim run: a workload gives gem_wsim's line, then the table") {
  const ScratchFolder folder;
  const std::string file = folder.write("w.wsim", "1.RCS.5000.0.0\n2.RCS.5000.-1.1\n");
  const CliRun run = drmsim({"run", file, "--repeat", "100"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("1.000s elapsed (100.000 workloads/s)\n", 0) == 0);
  CHECK(contains(run.out, "w: 1 client, 100 iterations each"));
  CHECK(contains(run.out, "200 jobs"));
}

TEST_CASE("drmsim run: clones of a workload share the engine") {
  const ScratchFolder folder;
  const std::string file = folder.write("w.wsim", "1.RCS.1000.0.1\n");
  const CliRun run = drmsim({"run", file, "-c", "4", "-r", "10", "--json", "-"});
  CHECK(run.status == 0);
  const auto result = nlohmann::json::parse(run.out)["runs"][0];
  CHECK(result["workload"]["elapsed_ns"] == 40'000'000);
  CHECK(result["workload"]["clients"].size() == 4);
  CHECK(result["workload"]["clients"][0]["cycles"] == 10);
  CHECK(result["jobs"] == 40);
}

TEST_CASE("drmsim run: workloads of the command line run together") {
  const CliRun run =
      drmsim({"run", "-w", "1.RCS.100.0.1", "-p", "5", "-W", "1.VCS1.200.0.1", "-r", "3", "-v"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "2 clients.\n"));
  CHECK(contains(run.out, "*1: "));  // the master
  CHECK(contains(run.out, "workloads: 2 clients, 3 iterations each"));
}

TEST_CASE("drmsim run: the command that repeats a workload has all that decides") {
  const CliRun run = drmsim(
      {"run", "-w", "1.RCS.1-9.0.0", "-r", "2", "--policy", "rr", "--seed", "7", "--json", "-"});
  const auto document = nlohmann::json::parse(run.out);
  CHECK(document["runs"][0]["repeat_command"] ==
        "drmsim run -w 1.RCS.1-9.0.0 --policy rr --repeat 2 --seed 7");
}

TEST_CASE(
    "drmsim run: both halves of a large seed count for a workload, and it is repeated whole") {
  const auto hash = [](const std::string& seed) {
    const CliRun run =
        drmsim({"run", "-w", "1.RCS.1-99.0.0", "-r", "9", "--json", "-", "--seed", seed});
    const auto document = nlohmann::json::parse(run.out)["runs"][0];
    CHECK(contains(document["repeat_command"], "--seed " + seed));
    return document["event_log_hash"];
  };
  CHECK(hash("4294967301") == hash("4294967301"));
  CHECK(hash("4294967301") != hash("5"));
}

TEST_CASE("drmsim run: what gem_wsim takes and nobody means is a warning") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", folder.write("w.wsim", "1.RCS.5us.0.0\n")});
  CHECK(run.status == 0);
  CHECK(contains(run.err, "(warning)"));
}

TEST_CASE("drmsim run: options of workloads are refused for scenarios") {
  const std::string file = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  const CliRun run = drmsim({"run", file, "--clients", "2"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--clients is about workloads, and this is a scenario"));
}

TEST_CASE("drmsim run: bad options of workloads give 2") {
  const auto status = [](std::vector<std::string> options) {
    options.insert(options.begin(), {"run", "-w", "1.RCS.5.0.0"});
    return drmsim(options).status;
  };
  CHECK(status({}) == 0);
  CHECK(status({"-c", "0"}) == 2);
  CHECK(status({"-r", "many"}) == 2);
  CHECK(status({"--engines", "RCS,WHAT"}) == 2);
  CHECK(status({"--policy", "lifo"}) == 2);
  CHECK(status({"--credits", "0"}) == 2);
  CHECK(status({"--timeout", "1"}) == 2);
  CHECK(status({"--credits", "1025"}) == 2);
  CHECK(status({"-W", "1.RCS.5.0.0", "-c", "2"}) == 2);
}

}  // namespace
}  // namespace drmsim::tests
