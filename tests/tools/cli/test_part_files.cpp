// Files that are half written are gone when a signal ends their process, and only then.
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/scratch_folder.h"
#include "tools/cli/part_files.h"

namespace drmsim::tools {
namespace {

using tests::ScratchFolder;

// How a process that does that ends: a signal's number, or 0 - it went on.
int signal_that_ended(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

bool is_there(const std::string& path) {
  return std::filesystem::exists(path);
}

}  // namespace

TEST_CASE("part files: a signal that ends the process removes them, and still ends it") {
  const ScratchFolder folder;
  const std::string first = folder.write("first with blanks.part", "half");
  const std::string second = folder.write("second.part", "half");
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    folder.write("first with blanks.part", "half");
    CHECK(signal_that_ended([&] {
            add_part_file(first);
            end_by_signal(number);
          }) == number);
    CHECK_FALSE(is_there(first));
    CHECK(is_there(second));
  }
}

TEST_CASE("part files: what has been put in its place is not removed") {
  const ScratchFolder folder;
  const std::string whole = folder.write("whole", "all of it");
  CHECK(signal_that_ended([&] {
          add_part_file(whole);
          forget_part_file(whole);
          forget_part_file(folder.path("never added"));
          end_by_signal(SIGTERM);
        }) == SIGTERM);
  CHECK(is_there(whole));
}

TEST_CASE("part files: a worker that is ended leaves its parent's file alone") {
  const ScratchFolder folder;
  const std::string parents = folder.write("parents.part", "half");
  add_part_file(parents);
  CHECK(signal_that_ended([] { end_by_signal(SIGTERM); }) == SIGTERM);
  forget_part_file(parents);
  CHECK(is_there(parents));
}

TEST_CASE("part files: a blocked signal ends the process all the same") {
  CHECK(signal_that_ended([] {
          sigset_t all;
          sigfillset(&all);
          sigprocmask(SIG_SETMASK, &all, nullptr);
          end_by_signal(SIGINT);
        }) == SIGINT);
}

TEST_CASE("part files: more of them than there is room for, or a path too long, do no harm") {
  const ScratchFolder folder;
  const std::string last = folder.write("last.part", "half");
  CHECK(signal_that_ended([&] {
          add_part_file(std::string(5'000, 'x'));
          for (int i = 0; i < 63; ++i) add_part_file(folder.path(std::to_string(i)));
          add_part_file(last);  // the 64th
          add_part_file(folder.path("one too many"));
          end_by_signal(SIGTERM);
        }) == SIGTERM);
  CHECK_FALSE(is_there(last));
}

TEST_CASE("part files: a place that is free again is used again") {
  const ScratchFolder folder;
  const std::string last = folder.write("last.part", "half");
  CHECK(signal_that_ended([&] {
          for (int i = 0; i < 1'000; ++i) {
            add_part_file(folder.path(std::to_string(i)));
            forget_part_file(folder.path(std::to_string(i)));
          }
          add_part_file(last);
          end_by_signal(SIGTERM);
        }) == SIGTERM);
  CHECK_FALSE(is_there(last));
}

}  // namespace drmsim::tools
