// submit = "after": jobs that follow each other as those of an application that waits for them.
#include <catch2/catch.hpp>

#include <string>

#include "tests/scenarios/support/event_lines.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;

const std::string kClosedLoop =
    "name = \"t\"\n[[ring]]\nname = \"gfx\"\n[[entity]]\nname = \"a\"\nrings = \"gfx\"\n"
    "[defaults.job]\nentity = \"a\"\nduration = \"10us\"\nsubmit = \"after\"\n";

std::string following_job(const std::string& name, const std::string& more = "") {
  return "[[job]]\nname = \"" + name + "\"\n" + more;
}

// When each job is pushed or refused: "10000 push job=y".
Lines submissions_in(const std::string& scenario) {
  Lines lines = event_lines(scenario, {EventKind::push, EventKind::refused});
  for (std::string& line : lines) {
    line.resize(std::min(line.find(' ', line.find(' ', line.find(' ') + 1) + 1), line.size()));
  }
  return lines;
}

}  // namespace

TEST_CASE("closed loop: a job is submitted when the one before it has finished, and thought of") {
  CHECK(submissions_in(kClosedLoop + following_job("x", "at = \"5us\"\n") +
                       following_job("y", "at = \"6us\"\n") +
                       following_job("z", "at = \"7us\"\nthink = \"3us\"\n")) ==
        Lines{"5000 push job=x", "15000 push job=y", "28000 push job=z"});
  // Times are an order, and not a limit: a machine that is faster is given more.
  CHECK(submissions_in(kClosedLoop + following_job("x") + following_job("z", "at = \"90us\"\n") +
                       following_job("y", "at = \"80us\"\n")) ==
        Lines{"0 push job=x", "10000 push job=y", "20000 push job=z"});
}

TEST_CASE("closed loop: with a depth so many jobs are in flight") {
  const std::string jobs = following_job("w") + following_job("x", "at = \"1us\"\n") +
                           following_job("y", "at = \"2us\"\n") +
                           following_job("z", "at = \"3us\"\n");
  CHECK(submissions_in(kClosedLoop + "depth = 2\n" + jobs) ==
        Lines{"0 push job=w", "1000 push job=x", "10000 push job=y", "20000 push job=z"});
  // While one thinks, the next one waits: it is one process.
  CHECK(submissions_in(kClosedLoop + "depth = 2\n" + following_job("w") + following_job("x") +
                       following_job("y", "think = \"50us\"\n") +
                       following_job("z", "think = \"1us\"\n")) ==
        Lines{"0 push job=w", "0 push job=x", "60000 push job=y", "60000 push job=z"});
}

TEST_CASE("closed loop: another process, and jobs with times, have their own pace") {
  CHECK(
      submissions_in(kClosedLoop + following_job("x") +
                     following_job("c", "process = \"child\"\n") + following_job("y") +
                     following_job("d", "process = \"child\"\nsubmit = \"at\"\nat = \"2us\"\n")) ==
      Lines{"0 push job=x", "0 push job=c", "2000 push job=d", "10000 push job=y"});
  CHECK(submissions_in(kClosedLoop + following_job("x") +
                       following_job("y", "at = \"1us\"\nsubmit = \"at\"\n") +
                       following_job("z", "at = \"2us\"\n")) ==
        Lines{"0 push job=x", "1000 push job=y", "20000 push job=z"});
}

TEST_CASE("closed loop: a kill comes at its time, and what would follow is refused") {
  CHECK(submissions_in(kClosedLoop + following_job("x", "duration = \"1ms\"\n") +
                       following_job("y", "at = \"1us\"\n") + following_job("z", "at = \"2us\"\n") +
                       "[[action]]\ndo = \"kill\"\nentity = \"a\"\nat = \"5us\"\n") ==
        Lines{"0 push job=x", "1000000 refused job=y", "1000000 refused job=z"});
}

TEST_CASE("closed loop: a job that hangs and is cancelled is over") {
  const Lines lines = submissions_in(
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\nscheduler = { timeout = \"10ms\" }\n"
      "driver = { reset_time = \"1ms\" }\n[[entity]]\nname = \"a\"\nrings = \"gfx\"\n"
      "[defaults.job]\nentity = \"a\"\nduration = \"10us\"\nsubmit = \"after\"\n" +
      following_job("x", "fault = { hang_attempts = \"forever\" }\n") + following_job("y"));
  REQUIRE(lines.size() == 2);
  CHECK(std::stoull(lines[1]) > 10'000'000);
}

TEST_CASE("closed loop: the end of the run ends it, for those who wait for its jobs as well") {
  CHECK(
      submissions_in("until = \"25us\"\n" + kClosedLoop + following_job("w") + following_job("x") +
                     following_job("y") + following_job("z") +
                     "[[entity]]\nname = \"b\"\nrings = \"gfx\"\n" +
                     following_job("after_w", "entity = \"b\"\nafter = \"w\"\n") +
                     following_job("after_z", "entity = \"b\"\nafter = \"z\"\n")) ==
      Lines{"0 push job=w", "0 push job=after_w", "10000 push job=x", "30000 refused job=after_z"});
}

TEST_CASE("closed loop: jobs of a list, and dependencies both ways") {
  CHECK(
      submissions_in(
          kClosedLoop +
          "[[job_list]]\nname = \"l\"\nentity = \"a\"\nsubmit = \"after\"\nthink = \"1us\"\n"
          "data = \"\"\"\nsubmit,duration,think,after\n0,10us,,\n0,10us,,\n0,10us,5us,other\n"
          "\"\"\"\n[[entity]]\nname = \"b\"\nrings = \"gfx\"\n" +
          following_job("other", "entity = \"b\"\nafter = \"l.1\"\n")) ==
      Lines{"0 push job=l.0", "11000 push job=l.1", "11000 push job=other", "26000 push job=l.2"});
}

}  // namespace drmsim::tests
