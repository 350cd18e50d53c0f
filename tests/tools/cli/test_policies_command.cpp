// `drmsim policies`: the table, its data, what is refused, and the exit status.
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>
#include <nlohmann/json.hpp>

#include "sched/api/drm_api.h"
#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/policies_command.h"

namespace drmsim::tests {
namespace {

const std::string kFolder = DRMSIM_SOURCE_DIR "/scenarios/files/policies/";
const std::string kVideo = kFolder + "deep_queue_and_video.toml";
const std::string kEqual = kFolder + "two_equal.toml";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

CliRun policies(const tools::PoliciesArguments& arguments,
                const scenarios::Extensions& extensions) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = tools::compare_policies(arguments, extensions, tools::Console{out, err});
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("drmsim policies: a row for each client and policy, and the best where there is one") {
  const CliRun run = drmsim({"policies", kVideo});
  INFO(run.out);
  CHECK(run.err.empty());
  CHECK(run.status == 0);
  const std::vector<std::string> lines = lines_of(run.out);
  REQUIRE(lines.size() > 8);
  CHECK(lines[0] == "deep_queue_and_video on model, 20 seeds");
  CHECK(lines[1].rfind("client  policy ", 0) == 0);
  const char* rows[] = {"batch   fair ", "batch   fifo ", "batch   rr ",
                        "video   fair ", "video   fifo ", "video   rr "};
  for (int i = 0; i < 6; ++i) CHECK(lines[2 + i].rfind(rows[i], 0) == 0);
  for (const char* heading : {"elapsed", "ideal", "slowdown", "cycles/s", "share", "cycle min",
                              "p99", "latency min", "starved", "missed"}) {
    CHECK(contains(run.out, heading));
  }
  CHECK(contains(run.out, "*: the best of the policies"));
}

TEST_CASE("drmsim policies: the number of processes changes nothing") {
  const std::vector<std::string> words = {"policies", kVideo, kEqual, "--seeds", "3", "--jobs"};
  std::vector<std::string> one = words;
  std::vector<std::string> three = words;
  one.emplace_back("1");
  three.emplace_back("3");
  CHECK(drmsim(one).out == drmsim(three).out);
}

TEST_CASE("drmsim policies: a seed begins what the seed before would have gone on with") {
  const auto table = [](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"policies", kVideo, "--policies", "fifo", "--csv", "-"};
    words.insert(words.end(), more.begin(), more.end());
    return drmsim(words).out;
  };
  CHECK(table({"--seeds", "1"}) == table({"--seeds", "1", "--seed", "1"}));  // the file's own
  CHECK(table({"--seeds", "1"}) != table({"--seeds", "1", "--seed", "2"}));
}

TEST_CASE("drmsim policies: the table as CSV, whole, and not over an input") {
  const ScratchFolder folder;
  const std::string file = folder.path("table.csv");
  const CliRun run =
      drmsim({"policies", kVideo, "--policies", "fifo,rr", "--seeds", "2", "--csv", file});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "deep_queue_and_video on model, 2 seeds"));
  const std::vector<std::string> lines = lines_of(file_text(file));
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].rfind("file,case,client,policy,scheduler,seeds,elapsed_ns,elapsed_ns_spread,",
                       0) == 0);
  CHECK(lines[1].rfind(kVideo + ",deep_queue_and_video,batch,fifo,model,2,", 0) == 0);
  CHECK(lines[4].rfind(kVideo + ",deep_queue_and_video,video,rr,model,2,", 0) == 0);

  std::filesystem::copy_file(kVideo, folder.path("x.toml"));
  const CliRun over = drmsim({"policies", folder.path("x.toml"), "--csv", folder.path("x.toml")});
  CHECK(over.status == 2);
  CHECK(file_text(folder.path("x.toml")) == file_text(kVideo));
}

TEST_CASE("drmsim policies: the table as JSON") {
  const CliRun run =
      drmsim({"policies", kVideo, "--policies", "fifo,rr", "--seeds", "2", "--json", "-"});
  CHECK(run.status == 0);
  CHECK(contains(run.err, "deep_queue_and_video on model"));  // stdout is for the document
  const auto json = nlohmann::json::parse(run.out);
  REQUIRE(json.at("rows").size() == 4);
  const auto& row = json.at("rows")[2];
  CHECK(row.at("client") == "video");
  CHECK(row.at("policy") == "fifo");
  CHECK(row.at("missed_deadlines").at("seeds") == 2);
  CHECK(row.at("missed_deadlines").at("mean") > 0);
  CHECK(row.at("missed_deadlines").at("best") == false);
  CHECK(json.at("rows")[0].at("missed_deadlines").is_null());
  CHECK(json.at("runs")[0].at("measured") == 2);
}

TEST_CASE("drmsim policies: what a scheduler does not have is refused, with what it has") {
  const CliRun policy = drmsim({"policies", kVideo, "--policies", "fifo,fairer"});
  CHECK(policy.status == 2);
  CHECK(policy.out.empty());
  CHECK(policy.err == kVideo +
                          ": scheduler `model` has no policy `fairer`; did you mean `fair`? "
                          "expected `fair`, `fifo` or `rr`\n");
  const CliRun scheduler = drmsim({"policies", kVideo, "--schedulers", "model,modle"});
  CHECK(scheduler.status == 2);
  CHECK(contains(scheduler.err, "there is no scheduler `modle`"));
  const CliRun file = drmsim({"policies", kFolder + "none.toml"});
  CHECK(file.status == 2);
  CHECK(drmsim({"policies"}).status == 2);
  CHECK(drmsim({"policies", kVideo, "--policies", "fifo,,rr"}).status == 2);
  CHECK(drmsim({"policies", kVideo, "--csv", "-", "--json", "-"}).status == 2);
  CHECK(drmsim({"policies", kVideo, "--series", "0ms"}).status == 2);
}

TEST_CASE("drmsim policies: a hazard, or a crash, is told and gives 1") {
  const ScratchFolder folder;
  const std::string file = folder.path("hangs.toml");
  std::ofstream(file) << "name = \"hangs\"\n[[ring]]\nname = \"gfx\"\n[[client]]\nname = \"c\"\n"
                         "rings = \"gfx\"\nduration = \"1ms\"\ncycles = 1\n[[fault]]\n"
                         "ring = \"gfx\"\nfault = { hang_attempts = 1 }\n";
  const CliRun run = drmsim({"policies", file, "--policies", "fifo", "--seeds", "2"});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "hangs, model, fifo: 2 of 2 runs not counted: "));

  scenarios::Extensions extensions;
  const drm::ApiFactory model = *extensions.schedulers.find("model");
  extensions.policies.add("crashing", []() -> std::unique_ptr<drm::RunQueuePolicy> {
    ::raise(SIGKILL);
    return nullptr;
  });
  tools::PoliciesArguments arguments;
  arguments.files = {kVideo};
  arguments.policies = {"crashing", "fifo"};
  arguments.seeds = 1;
  const CliRun crashed = policies(arguments, extensions);
  CHECK(crashed.status == 1);
  CHECK(contains(crashed.out, "deep_queue_and_video, model, crashing: 1 of 1 run not counted: "));
  CHECK(contains(crashed.out, "\nvideo   fifo "));
}

TEST_CASE("drmsim policies: SIGINT ends it, with the table of what is measured") {
  scenarios::Extensions extensions;
  extensions.policies.add("interrupting", []() -> std::unique_ptr<drm::RunQueuePolicy> {
    ::kill(::getppid(), SIGINT);
    ::pause();
    return nullptr;
  });
  tools::PoliciesArguments arguments;
  arguments.files = {kVideo};
  arguments.policies = {"fifo", "interrupting"};
  arguments.seeds = 1000;
  arguments.jobs = 1;
  const CliRun run = policies(arguments, extensions);
  CHECK(run.status == 0);
  CHECK(contains(run.out, "deep_queue_and_video on model, 1 seed\n"));
  CHECK(contains(run.out, "\nvideo   fifo "));
  CHECK(contains(run.out, "interrupted: 1 of 2,000 runs measured\n"));
}

TEST_CASE("drmsim policies: a machine without jobs is said to have nothing to measure") {
  const ScratchFolder folder;
  const std::string file = folder.path("idle.toml");
  std::ofstream(file) << "name = \"idle\"\n[[ring]]\nname = \"gfx\"\n";
  const CliRun table = drmsim({"policies", file, "--seeds", "2"});
  CHECK(table.status == 0);
  CHECK(table.out == "idle on model: nothing to measure: no client has a job\n");
  const CliRun series = drmsim({"policies", file, "--policies", "rr", "--series", "1ms"});
  CHECK(series.out == "idle, rr on model, seed 1\n  nothing to measure: no client has a job\n");
}

TEST_CASE("drmsim policies: a series of less than a millisecond says when") {
  const CliRun run = drmsim({"policies", kEqual, "--policies", "rr", "--series", "500us"});
  CHECK(run.out.find("\t+   0.5ms: ") != std::string::npos);
  CHECK(run.out.find("\t+     1ms: ") != std::string::npos);
}

TEST_CASE("drmsim policies: --series in the layout of the kernel's tests, and as CSV") {
  const ScratchFolder folder;
  const std::string file = folder.path("series.csv");
  const CliRun run =
      drmsim({"policies", kEqual, "--policies", "rr", "--series", "100ms", "--csv", file});
  INFO(run.out);
  CHECK(run.status == 0);
  const std::vector<std::string> lines = lines_of(run.out);
  REQUIRE(lines.size() > 20);
  CHECK(lines[0] == "two_equal, rr on model, seed 1");
  CHECK(lines[1] == "  1: left");
  CHECK(lines[3] == "\t            pct1 cps1 qd1;  pct2 cps2 qd2");
  CHECK(lines[4].rfind("\t+     0ms:   0     0 ", 0) == 0);
  CHECK(lines[5].rfind("\t+   100ms: ", 0) == 0);
  const std::vector<std::string> csv = lines_of(file_text(file));
  CHECK(csv[0] ==
        "file,case,policy,scheduler,seed,time_ns,client,percent_done,cycles_per_second,"
        "queue_depth");
  CHECK(csv[3].rfind(kEqual + ",two_equal,rr,model,1,100000000,left,", 0) == 0);
}

}  // namespace drmsim::tests
