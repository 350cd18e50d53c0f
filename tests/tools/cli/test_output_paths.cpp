// What a command may write: never over what it reads, never two results into one file. What is in
// the way of a result stays, and what cannot be written is told, with what was found.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

const std::string kFiles = DRMSIM_SOURCE_DIR "/scenarios/files/";
const std::string kGood = kFiles + "recovery/hang_replay.toml";
const std::string kFailing = DRMSIM_SOURCE_DIR "/tests/tools/explore/one_reference.toml";

CliRun explore(const std::string& out, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"explore", kFailing, "--jobs", "1", "--out", out};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return drmsim(arguments);
}

TEST_CASE("drmsim bugs: a twin is an input") {
  const ScratchFolder folder;
  const std::string bug =
      folder.write("replay_allocates.toml", file_text(kFiles + "bugs/replay_allocates.toml"));
  const std::string text = file_text(kFiles + "bugs/replay_preallocated.toml");
  const std::string twin = folder.write("replay_preallocated.toml", text);
  const CliRun run = drmsim({"bugs", bug, "--json", twin, "--seeds", "1", "--jobs", "1"});
  CHECK(run.status == 2);
  CHECK(run.err == "drmsim: cannot write " + twin + ": it is an input of this command\n");
  CHECK(file_text(twin) == text);
}

TEST_CASE("drmsim run: a workload of -w is an input") {
  const ScratchFolder folder;
  const std::string workload = folder.write("w.wsim", "1.RCS.500.0.0\n");
  const CliRun run = drmsim({"run", "-w", workload, "--json", workload});
  CHECK(run.err == "drmsim: cannot write " + workload + ": it is an input of this command\n");
}

// The project's own file: each call has a mistake for which it would end before it is written to.
TEST_CASE("the list of known failures is an input, where it is read without being named") {
  const ScratchFolder folder;
  std::string text = file_text(kFiles + "bugs/replay_allocates.toml");
  const std::string twin = "replay_preallocated.toml";
  text.replace(text.find(twin), twin.size(), "none.toml");
  const std::string bug = folder.write("bug.toml", text);
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {"explore", "--random", "1", "--on", "nonesuch"}, {"bugs", bug, "--seeds", "1"}}) {
    std::vector<std::string> arguments = call;
    arguments.insert(arguments.end(), {"--jobs", "1", "--json", kFiles + "known_failures.txt"});
    CHECK(contains(drmsim(arguments).err, "it is an input of this command"));
  }
}

TEST_CASE("two outputs are one file, through a link that leads nowhere yet") {
  const ScratchFolder folder;
  const std::string file = folder.path("n");
  const std::string link = folder.path("n2");
  fs::create_symlink("n", link);
  for (const auto& [events, json] : {std::pair{file, link}, std::pair{link, file}}) {
    const CliRun run = drmsim({"run", kGood, "--events", events, "--json", json});
    CHECK(run.status == 2);
    CHECK(run.err == "drmsim: cannot write " + json + ": another output goes there\n");
  }
  CHECK(drmsim({"run", kGood, "--events", link}).status == 0);
  CHECK(fs::is_symlink(link));
  CHECK(fs::is_regular_file(fs::symlink_status(file)));
}

TEST_CASE("results as data do not take the place of the folder for files") {
  const ScratchFolder folder;
  const std::string out = folder.path("out");
  const std::string words = "drmsim: cannot write " + out + ": another output goes there\n";
  CHECK(explore(out, {"--json", out}).err == words);
  CHECK(drmsim({"explore", "--random", "1", "--out", out, "--json", out}).err == words);
  CHECK(
      drmsim({"compare", kGood, "--schedulers", "model,model", "--out", out, "--json", out}).err ==
      words);
}

TEST_CASE("stdout by another name is stdout") {
  const ScratchFolder folder;
  const std::string link = folder.path("link");
  fs::create_symlink("/dev/stdout", link);
  const std::string words = "--events: and --json cannot both go to stdout";
  for (const std::string& name :
       std::vector<std::string>{"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", link}) {
    INFO(name);
    CHECK(contains(drmsim({"run", kGood, "--events", name, "--json", "-"}).err, words));
    CHECK(contains(drmsim({"run", kGood, "--events", "-", "--json", name}).err, words));
    CHECK(drmsim({"run", kGood, "--json", name}).out.rfind("{\n", 0) == 0);
  }
}

TEST_CASE("a replay file goes beside what is no file, and is not waited for") {
  const ScratchFolder folder;
  const std::string name = folder.path("one_reference-random-1");
  fs::create_directories(name + ".toml");
  REQUIRE(mkfifo((name + "-2.toml").c_str(), 0600) == 0);
  fs::create_symlink("/dev/zero", name + "-3.toml");
  fs::create_symlink("nowhere", name + "-4.toml");
  const CliRun run = explore(folder.path(""), {"--json", name + "-5.toml"});
  INFO(run.out << run.err);
  CHECK(run.status == 1);
  CHECK(contains(run.out, "drmsim replay " + name + "-6.toml\n"));
  CHECK(file_text(name + "-5.toml").rfind("{\n", 0) == 0);
  CHECK(drmsim({"replay", name + "-6.toml"}).status == 1);
}

TEST_CASE("an empty value is not the same as none") {
  const ScratchFolder folder;
  const std::string workload = folder.write("w.wsim", "1.RCS.500.0.0\n");
  const std::vector<std::pair<std::string, std::vector<std::string>>> calls{
      {"--json", {"run", kGood, "--json", ""}},
      {"--events", {"run", kGood, "--events", ""}},
      {"--json", {"run", kGood, "--json="}},
      {"--events", {"run", "--events=", kGood, kGood}},
      {"--priority", {"run", workload, "-p", ""}},
      {"--append", {"run", workload, "-a", ""}},
      {"--json", {"test", kGood, "--json", ""}},
      {"--json", {"explore", kGood, "--json", ""}},
      {"--known", {"explore", kGood, "--known", ""}},
      {"--out", {"explore", kGood, "--out", ""}},
      {"--on", {"explore", "--random", "1", "--on", ""}},
      {"--json", {"compare", kGood, "--json", ""}},
      {"--semantics", {"compare", "--random", "1", "--semantics", ""}},
      {"--schedulers", {"compare", kGood, "--schedulers", ""}},
      {"--out", {"compare", kGood, "--out", ""}},
      {"--json", {"bugs", "--json", ""}},
      {"--events", {"replay", kGood, "--events", ""}},
      {"--out", {"completion", "bash", "--out", ""}},
      {"--out", {"man", "--out", ""}},
      {"--name", {"kernel", "build", ".", "--name", ""}},
      {"--cc", {"kernel", "build", ".", "--cc", ""}},
      {"--out", {"kernel", "list", "--out", ""}},
      {"FILE", {"run", ""}},
      {"FILE", {"lint", ""}},
      {"FILE", {"explore", ""}},
      {"REPLAY", {"replay", ""}},
      {"WORD", {"list", ""}},
      {"COMMAND", {"man", ""}},
      {"NAME", {"new", "scenario", ""}},
      {"RELEASE", {"kernel", "fetch", ""}},
      {"TREE", {"kernel", "build", ""}}};
  for (const auto& [name, arguments] : calls) {
    const CliRun run = drmsim(arguments);
    INFO(arguments.front() << ": " << run.err);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(contains(run.err, ": " + name + ": is empty; expected a value\n"));
  }
}

TEST_CASE("drmsim replay: what it found is told before the events cannot be written") {
  const ScratchFolder folder;
  CHECK(explore(folder.path("")).status == 1);
  const CliRun run =
      drmsim({"replay", folder.path("one_reference-random-1.toml"), "--events", "/dev/full"});
  CHECK(run.status == 2);
  CHECK(contains(run.out, "failed as recorded"));
  CHECK(run.err == "drmsim: cannot write /dev/full: No space left on device\n");
}

TEST_CASE("with JSON on stdout the report is on stderr") {
  const ScratchFolder folder;
  const CliRun searched = explore(folder.path(""), {"--json", "-"});
  CHECK(searched.out.rfind("{\n", 0) == 0);
  CHECK(contains(searched.err, "hazard use_after_free"));
  CHECK(contains(drmsim({"bugs", kFiles + "bugs/replay_allocates.toml", "--seeds", "1", "--jobs",
                         "1", "--json", "-"})
                     .err,
                 "allocation_in_signalling_path"));
  CHECK(contains(
      drmsim({"explore", "--random", "1", "--jobs", "1", "--out", folder.path(""), "--json", "-"})
          .err,
      "1 scenario on model"));
}

TEST_CASE("what cannot be written is told with the system's reason, and behind the report") {
  const ScratchFolder folder;
  const std::string reason = "drmsim: cannot write /dev/full: No space left on device\n";
  for (const char* option : {"--json", "--events"}) {
    const CliRun run = drmsim({"run", kGood, option, "/dev/full"});
    CHECK(run.status == 2);
    CHECK(run.err == reason);
    CHECK(contains(run.out, "of virtual time"));
  }
  const std::string json = folder.path("json");
  CHECK(drmsim({"run", kGood, "--events", "/dev/full", "--json", json}).err == reason);
  CHECK(contains(file_text(json), "\"runs\""));
  const CliRun searched = explore(folder.path(""), {"--json", "/dev/full"});
  CHECK(searched.err == reason);
  CHECK(contains(searched.out, "hazard use_after_free"));
  CHECK(drmsim({"completion", "bash", "--out", "/dev/full"}).err == reason);
}

}  // namespace
}  // namespace drmsim::tests
