// The command around `run`: help, version, list, and what it does not understand.
#include <catch2/catch.hpp>

#include "tests/tools/support/cli_run.h"

namespace drmsim::tests {
namespace {

TEST_CASE("drmsim explore: a switch of the model is none of a kernel") {
  const CliRun run = drmsim({"explore", "--random", "1", "--on", "queue_counts_after_link",
                             "--scheduler", "kernel:6.12"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "`queue_counts_after_link` is a switch of the model"));
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

TEST_CASE("drmsim list names every shipped scenario with its summary") {
  const CliRun run = drmsim({"list"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "recovery/hang_replay.toml"));
  CHECK(contains(run.out, "bugs/run_job_single_reference.toml"));
  CHECK(contains(run.out, "    One client hangs the ring"));
  CHECK_FALSE(contains(run.out, "cannot be read"));
}

}  // namespace
}  // namespace drmsim::tests
