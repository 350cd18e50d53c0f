// The list of failures that are written up, as a person edits it.
#include <catch2/catch.hpp>

#include <string>

#include "scenarios/format/input_error.h"
#include "tests/support/scratch_folder.h"
#include "tools/explore/known_failures.h"

namespace drmsim::scenarios {
namespace {

const std::string kLeak = "leak of drm_sched_job in make_job (ring_driver.cpp)";

KnownFailures known_in(const std::string& text) {
  return KnownFailures::parse(text, "known.txt");
}

}  // namespace

TEST_CASE("known failures: a line is a scheduler, an entry, and an identity with its blanks") {
  const KnownFailures known = known_in("model N1 " + kLeak + "\nkernel:6.12 C6 6.12: " + kLeak);
  CHECK(known.entry("model", kLeak) == "N1");
  CHECK(known.entry("kernel:6.12", "6.12: " + kLeak) == "C6");
  CHECK(known.has("model", kLeak));
  CHECK(known.all().size() == 2);
}

TEST_CASE("known failures: what one scheduler is known for, another is not") {
  const KnownFailures known = known_in("kernel:6.12 C6 " + kLeak + "\n");
  CHECK_FALSE(known.has("kernel:6.1", kLeak));
  CHECK_FALSE(known.has("model", kLeak));
  CHECK(known.entry("kernel:6.1", kLeak).empty());
  CHECK_FALSE(known.has("kernel:6.12", kLeak + "x"));
  CHECK_FALSE(known.has("kernel:6.12", "leak"));
}

TEST_CASE("known failures: two schedulers may have one bug, under entries of their own") {
  const KnownFailures known = known_in("model N1 " + kLeak + "\nkernel:6.1 C6 " + kLeak + "\n");
  CHECK(known.entry("model", kLeak) == "N1");
  CHECK(known.entry("kernel:6.1", kLeak) == "C6");
}

TEST_CASE("known failures: nothing, and nothing but comments, know nothing") {
  CHECK(known_in("").all().empty());
  CHECK(known_in("\n\n").all().empty());
  CHECK(known_in("# model N1 leak").all().empty());
}

TEST_CASE("known failures: blanks around a line, and at its end, do not count") {
  CHECK(known_in("  # a comment that is set off\n").all().empty());
  CHECK(known_in(" \n\t\n").all().empty());
  const KnownFailures known = known_in("  model\tN1   " + kLeak + " \t\n");
  CHECK(known.entry("model", kLeak) == "N1");
}

TEST_CASE("known failures: a file with the line ends of another system says the same") {
  const KnownFailures known = known_in("# ours\r\n\r\nmodel N1 " + kLeak + "\r\n");
  CHECK(known.entry("model", kLeak) == "N1");
  CHECK(known.all().size() == 1);
}

TEST_CASE("known failures: a line without an identity is a mistake, and is named") {
  for (const char* line : {"model", "model N1", "model N1 ", "model N1 \r"}) {
    CAPTURE(line);
    CHECK_THROWS_WITH(known_in(std::string("# first\n") + line + "\n"),
                      "known.txt:2:1: expected a scheduler, an entry and an identity");
  }
}

TEST_CASE("known failures: one failure with two entries is a mistake, of the second line") {
  CHECK_THROWS_WITH(known_in("model N1 a leak\n\nmodel N2 a leak\n"),
                    "known.txt:3:1: `a leak` is given twice");
  CHECK_THROWS_AS(known_in("model N1 a leak\nmodel N1 a leak \n"), InputError);
}

TEST_CASE("known failures: a file that is not there is told by its path") {
  const tests::ScratchFolder folder;
  const std::string path = folder.path("no such file.txt");
  CHECK_THROWS_AS(KnownFailures::load(path), InputError);
  try {
    KnownFailures::load(path);
  } catch (const InputError& error) {
    CHECK(std::string(error.what()).find(path) != std::string::npos);
  }
}

}  // namespace drmsim::scenarios
