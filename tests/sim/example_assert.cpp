// An invariant of one's own model: cheap while it holds, the end of the process when it does not.
#include "sim/assert.h"

#include <csignal>
#include <cstdio>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE("example: a broken invariant ends the process with its place and its reason") {
  int checks = 0;
  const auto free_slots = [&](int used) {
    DRMSIM_ASSERT((++checks, used <= 4), "a ring has four slots");
    return 4 - used;
  };
  CHECK(free_slots(3) == 1);
  CHECK(checks == 1);  // in Release, too

  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // not the handler of the test program
    dup2(pipe_ends[1], STDERR_FILENO);
    free_slots(5);
    _exit(0);
  }
  close(pipe_ends[1]);
  std::string said;
  for (char c = 0; read(pipe_ends[0], &c, 1) == 1;) said += c;
  close(pipe_ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  CHECK_THAT(said, Catch::Contains("example_assert.cpp:") &&
                       Catch::Contains("a ring has four slots") && Catch::Contains("used <= 4"));
}

}  // namespace
}  // namespace drmsim::sim
