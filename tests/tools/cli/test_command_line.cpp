// The command around `run`: help, version, list, and what it does not understand.
#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/machine/extensions.h"
#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

TEST_CASE("drmsim explore: a defect of the model is none of a kernel") {
  if (scenarios::Extensions::of_program().schedulers.find("kernel:6.12") == nullptr) {
    WARN("skipped: kernel:6.12 is not here");
    return;
  }
  const CliRun run =
      drmsim({"explore", "--random", "1", "--on", "E1", "--scheduler", "kernel:6.12"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "`E1` is a defect of the model"));
}

TEST_CASE("drmsim --version prints the build identity") {
  const CliRun run = drmsim({"--version"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("drmsim 0.1.0 (commit ", 0) == 0);
}

TEST_CASE("drmsim --help shows examples and the exit status") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, std::vector<std::string>{"run", "--help"}}) {
    const CliRun run = drmsim(arguments);
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    CHECK(contains(run.out, "Examples:"));
    CHECK(contains(run.out, "Exit status:"));
    CHECK(contains(run.out, "run"));
  }
}

TEST_CASE("drmsim without arguments shows the help, and gives 2") {
  const CliRun run = drmsim({});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "Examples:"));
}

TEST_CASE("drmsim: what it does not understand gives 2 and a pointer to the help") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"rnu"}, std::vector<std::string>{"run"},
        std::vector<std::string>{"run", "x.toml", "--evnets", "-"},
        std::vector<std::string>{"run", "x.toml", "--until", "tomorrow"},
        std::vector<std::string>{"run", "x.toml", "--until", "0ns"},
        std::vector<std::string>{"run", "x.toml", "--seed", "-1"},
        std::vector<std::string>{"run", "x.toml", "--scheduler", "mdoel"},
        std::vector<std::string>{"test", "x.toml", "--scheduler", ""}}) {
    const CliRun run = drmsim(arguments);
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "--help"));
  }
}

TEST_CASE("drmsim run --scheduler: an unknown name gives 2 and the names that there are") {
  const CliRun run = drmsim({"run", "x.toml", "--scheduler", "mdoel"});
  CHECK(run.status == 2);
  // After "expected" also come the kernels that are built here.
  CHECK(contains(run.err, "there is no scheduler `mdoel`; did you mean `model`? expected `"));
}

TEST_CASE("drmsim list has a line for every shipped scenario, with the sentence of its summary") {
  const CliRun run = drmsim({"list"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "\nrecovery/hang_replay  "));
  CHECK(contains(run.out,
                 "  One client hangs the ring; recovery cancels it and replays the "
                 "innocent jobs.\n"));
  CHECK(contains(run.out, "\nbugs/run_job_single_reference  "));
  CHECK_FALSE(contains(run.out, "cannot be read"));
  const auto lines = std::count(run.out.begin(), run.out.end(), '\n');
  CHECK(lines > 100);
  CHECK(nlohmann::json::parse(drmsim({"list", "--json"}).out).size() ==
        static_cast<std::size_t>(lines));
}

TEST_CASE("drmsim list WORD: those with the word in their name or anywhere in their summary") {
  const CliRun by_name = drmsim({"list", "COVERY/hang_replay"});
  CHECK(by_name.out.rfind("recovery/hang_replay  One client", 0) == 0);
  CHECK(std::count(by_name.out.begin(), by_name.out.end(), '\n') == 1);
  // Of its second sentence.
  CHECK(contains(drmsim({"list", "drm_sched_stop drops"}).out, "bugs/run_job_single_reference"));
  const auto list = nlohmann::json::parse(drmsim({"list", "very/hang_replay", "--json"}).out);
  REQUIRE(list.size() == 1);
  CHECK(list[0]["name"] == "recovery/hang_replay");
  CHECK(contains(list[0]["file"], "scenarios/files/recovery/hang_replay.toml"));
  CHECK(contains(list[0]["summary"], "One client hangs the ring"));
  const CliRun none = drmsim({"list", "no such word"});
  CHECK(none.status == 0);
  CHECK(none.out.empty());
  CHECK(contains(none.err, "no scenario has `no such word`"));
}

TEST_CASE("drmsim: unknown commands and options get the nearest that there is") {
  const auto says = [](const std::vector<std::string>& arguments, const std::string& text) {
    const CliRun run = drmsim(arguments);
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(contains(run.err, text));
  };
  says({"rnu"}, "drmsim: there is no command `rnu`; did you mean `run`?");
  says({"kernel", "bulid"}, "drmsim kernel: there is no command `bulid`; did you mean `build`?");
  says({"kernel"}, "drmsim kernel: expected a command: `fetch`, `build` or `list`");
  says({"run", "x", "--evnets"},
       "drmsim run: there is no option `--evnets`; did you mean `--events`?");
  says({"test", "x", "-evnets"},
       "drmsim test: there is no option `-evnets`; did you mean `--events`?");
  says({"explore", "x", "--sheduler=model"}, "`--sheduler`; did you mean `--scheduler`?");
  says({"compare", "--randon", "5"}, "`--randon`; did you mean `--random`?");
  says({"bugs", "--tabel"}, "`--tabel`; did you mean `--table`?");
  says({"replay", "x", "--event", "-"}, "`--event`; did you mean `--events`?");
  says({"kernel", "build", "x", "--nam", "y"}, "`--nam`; did you mean `--name`?");
  says({"list", "--jsno"}, "`--jsno`; did you mean `--json`?");
  says({"--verison"}, "drmsim: there is no option `--verison`; did you mean `--version`?");
  says({"--strategy", "pct", "explore", "x"},
       "there is no option `--strategy`; it belongs behind `drmsim explore` or `drmsim bugs`");
  says({"run", "x", "--strategy", "pct"}, "it belongs behind `drmsim explore` or `drmsim bugs`");
  says({"replay", "a", "b"}, "drmsim replay: `b` is one argument too many");
  says({"explore", "x", "--strategy", "pcct"}, "there is no `pcct`; did you mean `pct`?");
}

TEST_CASE("drmsim: an option without its value, given twice, or with a value of another kind") {
  const std::string file = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  CHECK(contains(drmsim({"run", file, "--seed"}).err,
                 "`--seed` stands without a value; expected `--seed N`"));
  CHECK(contains(drmsim({"compare", file, "--schedulers"}).err, "`--schedulers` stands without"));
  const CliRun twice = drmsim({"run", file, "--json", "a", "--json", "b"});
  CHECK(twice.status == 2);
  CHECK(contains(twice.err, "`--json` is given twice; expected it once"));
  for (const char* steps : {"abc", "0x10", " 5", "0"}) {
    CHECK(
        contains(drmsim({"run", file, "--max-steps", steps}).err, "expected a whole number, 1 to"));
  }
}

TEST_CASE("drmsim: names of files reach the terminal without their control characters") {
  const ScratchFolder folder;
  const std::string name = folder.path("q\x1b[31m.toml");
  folder.write("q\x1b[31m.toml", file_text(DRMSIM_SOURCE_DIR "/scenarios/files/checks/"
                                                             "killed_in_interrupt_recurses.toml"));
  const std::string out = folder.path("out");
  for (const std::vector<std::string>& call :
       {std::vector<std::string>{"run", name},
        {"run", name, name},
        {"lint", name},
        {"explore", name, "--schedules", "3", "--jobs", "1", "--out", out},
        {"compare", name, "--schedulers", "model,model", "--jobs", "1", "--out", out}}) {
    const CliRun run = drmsim(call);
    CHECK_FALSE(contains(run.out + run.err, "\x1b"));
    CHECK((contains(run.out, "q?[31m") || contains(run.out, "q\\x1b[31m")));
  }
}

TEST_CASE("drmsim: names of files with mistakes reach it without them, too") {
  const ScratchFolder folder;
  const std::string ring = "[[ring]]\nname = \"gfx\"\n";
  const std::string bad =
      folder.write("q\x1b[31m.toml", "name = \"x\"\n" + ring + "scheduler.policy = \"nope\"\n");
  const std::string far =
      folder.write("f\x1b[31m.toml", "name = \"x\"\nscheduler = \"kernel:none\"\n" + ring);
  const std::string odd = folder.write("w\x1b[31m.wsim", "1.RCS.5us.0.0\n");
  const std::string fine = folder.write("u\x1b[31m.toml", "name = \"x\"\n" + ring +
                                                              "[[fault]]\nring = \"gfx\"\n"
                                                              "fault = { hang_attempts = 1 }\n"
                                                              "[expect]\njobs = 1\n");
  for (const std::vector<std::string>& call :
       {std::vector<std::string>{"compare", bad, "--schedulers", "model,model", "--jobs", "1"},
        {"run", bad},
        {"run", odd},
        {"test", far},
        {"run", fine},
        {"test", fine, fine}}) {
    const CliRun run = drmsim(call);
    CAPTURE(call.front(), call[1]);
    CHECK_FALSE(contains(run.out + run.err, "\x1b"));
    CHECK(contains(run.out + run.err, "?[31m"));
  }
}

TEST_CASE("drmsim: what is no kernel's name is not advised to be built") {
  const std::string file = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  for (const char* name : {"kernel:../../x", "kernel:"}) {
    CHECK_FALSE(contains(drmsim({"run", file, "--scheduler", name}).err, "kernel build"));
  }
  CHECK(contains(drmsim({"run", file, "--scheduler", "kernel:9.9"}).err, "kernel fetch 9.9"));
}

TEST_CASE("drmsim: the help of each command is its own") {
  const CliRun run = drmsim({"run", "--help"});
  CHECK(contains(run.out, "drmsim run hang_replay"));
  CHECK_FALSE(contains(run.out, "drmsim compare"));
  CHECK_FALSE(contains(run.out, "--strategy"));
  const CliRun compare = drmsim({"compare", "--help"});
  CHECK(contains(compare.out, "drmsim compare --random 1000"));
  CHECK_FALSE(contains(compare.out, "drmsim run"));
  CHECK(contains(drmsim({"kernel", "build", "--help"}).out, "drmsim kernel build ~/linux"));
}

TEST_CASE("drmsim --seed: every command takes 0 to 2^63 - 1, and nothing else") {
  const ScratchFolder folder;
  const std::string one = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  const std::string bug = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";
  const std::string out = folder.path("out");
  const std::vector<std::vector<std::string>> commands = {
      {"run", one},
      {"run", "-w", "1.RCS.5.0.0"},
      {"test", one},
      {"explore", one, "--schedules", "10", "--jobs", "1", "--out", out},
      {"explore", "--random", "2", "--schedules", "5", "--jobs", "1", "--out", out},
      {"compare", "--random", "2", "--schedulers", "model,model", "--jobs", "1", "--out", out},
      {"bugs", bug, "--schedules", "20", "--seeds", "2", "--jobs", "1"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--seed", "9223372036854775807"});
    const CliRun largest = drmsim(command);
    INFO(largest.out << largest.err);
    CHECK(largest.status == 0);
    for (const char* wrong :
         {"9223372036854775808", "18446744073709551616", "-1", "1e3", "0x10", "many", ""}) {
      command.back() = wrong;
      const CliRun run = drmsim(command);
      CHECK(run.status == 2);
      CHECK(contains(run.err, "--seed: `" + std::string(wrong) +
                                  "`; expected a whole number, 0 to 9223372036854775807"));
    }
  }
}

}  // namespace
}  // namespace drmsim::tests
