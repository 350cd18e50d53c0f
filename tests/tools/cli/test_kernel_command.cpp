// `drmsim kernel`: what it says of trees that are none, and of kernels that cannot be loaded. That
// it builds is tests/kernel's to say: it takes a tree.
#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/child_program.h"
#include "tools/cli/kernel_command.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("drmsim kernel build: what is no kernel tree gives 2, says why, and leaves nothing") {
  const ScratchFolder folder;
  const std::string out = folder.path("kernels");
  const std::string tree = folder.path("tree");
  const auto error = [&](const std::string& given) {
    const CliRun run = drmsim({"kernel", "build", given, "--out", out});
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK((!fs::exists(out) || fs::is_empty(out)));
    return run.err;
  };
  CHECK(error(tree) == "drmsim kernel build: there is no " + tree + "\n");
  const std::string no_tree = "drmsim kernel build: " + tree + " is no kernel tree: ";
  fs::create_directories(tree);
  CHECK(error(tree) == no_tree + "it has no Makefile\n");
  folder.write("tree/Makefile", "all:\n");
  CHECK(error(tree) == no_tree + "it has no include/drm/gpu_scheduler.h\n");
  fs::create_directories(tree + "/include/drm");
  fs::create_directories(tree + "/drivers/gpu/drm/scheduler");
  folder.write("tree/include/drm/gpu_scheduler.h", "");
  folder.write("tree/drivers/gpu/drm/scheduler/sched_main.c", "");
  CHECK(error(tree) == no_tree + "its Makefile sets no VERSION and PATCHLEVEL\n");
  CHECK(contains(error(folder.write("notes.txt", "text")), "is no archive of a kernel tree"));
}

TEST_CASE("drmsim kernel build: names that --schedulers could not say, and missing compilers") {
  const ScratchFolder folder;
  const CliRun name = drmsim({"kernel", "build", folder.path(""), "--name", "a,b"});
  CHECK(name.status == 2);
  CHECK(contains(name.err, "`a,b` cannot be a name: expected letters, digits"));
  const CliRun compiler = drmsim({"kernel", "build", folder.path(""), "--cc", "nonesuch-cc"});
  CHECK(compiler.status == 2);
  CHECK(contains(compiler.err, "there is no compiler nonesuch-cc"));
  CHECK(drmsim({"kernel", "build"}).status == 2);
  CHECK(drmsim({"kernel"}).status == 2);
}

TEST_CASE("drmsim kernel build: a folder that cannot be written is named") {
  const ScratchFolder folder;
  folder.write("file", "");
  const CliRun run =
      drmsim({"kernel", "build", folder.path(""), "--out", folder.path("file/kernels")});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "cannot write to the folder " + folder.path("file/kernels") +
                              ": Not a directory; use another --out, or DRMSIM_KERNELS"));
}

// --out . --name linux, in the folder above the tree: the tree went, with the work in it.
TEST_CASE("drmsim kernel build: what has that name and is no kernel stays") {
  const ScratchFolder folder;
  folder.write("tree/include/drm/gpu_scheduler.h", "");
  folder.write("tree/drivers/gpu/drm/scheduler/sched_main.c", "");
  folder.write("tree/Makefile", "VERSION = 6\nPATCHLEVEL = 12\n");
  const CliRun run =
      drmsim({"kernel", "build", folder.path("tree"), "--out", folder.path(""), "--name", "tree"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "tree is there, and no kernel of drmsim"));
  CHECK(folder.files() == std::vector<std::string>{"tree"});
}

TEST_CASE("drmsim kernel list: none is no error, and says how to get one") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"kernel", "list", "--out", folder.path("kernels")});
  CHECK(run.status == 0);
  CHECK(run.out.empty());
  CHECK(contains(run.err, "no kernel has been built in " + folder.path("kernels")));
  CHECK(contains(run.err, "drmsim kernel build TREE"));
}

TEST_CASE("drmsim kernel list: a library that cannot be loaded is listed, and gives 1") {
  const ScratchFolder folder;
  fs::create_directories(folder.path("odd"));
  folder.write("odd/kernel.so", "text");
  folder.write("odd/release", "6.12.1\n");
  const CliRun run = drmsim({"kernel", "list", "--out", folder.path("")});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "kernel:odd   6.12.1\n"));
  CHECK(contains(run.err, "drmsim: kernel:odd: cannot load a kernel: "));
}

TEST_CASE("kernel_build.sh is found beside an installed program, above a build, or in the tree") {
  const ScratchFolder folder;
  const auto script_for = [&](const std::string& program) {
    return tools::kernel_script("kernel_build.sh", folder.path(program)).value_or("none");
  };
  CHECK(script_for("bin/drmsim") == fs::path(DRMSIM_SOURCE_DIR "/tools/kernel_build.sh"));
  fs::create_directories(folder.path("tools"));
  folder.write("tools/kernel_build.sh", "");
  CHECK(script_for("build/release/tools/drmsim") == fs::path(folder.path("tools/kernel_build.sh")));
  fs::create_directories(folder.path("share/drmsim/tools"));
  folder.write("share/drmsim/tools/kernel_build.sh", "");
  CHECK(script_for("bin/drmsim") == fs::path(folder.path("share/drmsim/tools/kernel_build.sh")));
}

TEST_CASE("a program that is run: its streams, its environment, its end") {
  std::ostringstream out;
  std::ostringstream err;
  const auto run = [&](const std::string& script) {
    return tools::run_program({"sh", "-c", script}, {"DRMSIM_TEST=given"}, out, err);
  };
  CHECK(run("echo to out; echo $DRMSIM_TEST >&2; exit 3") == 3);
  CHECK(out.str() == "to out\n");
  CHECK(err.str() == "given\n");
  CHECK(run("kill -9 $$") == 128 + 9);
  CHECK_THROWS(tools::run_program({"/nonesuch/program"}, {}, out, err));
}

TEST_CASE("a program that is run: once it shall stop, it and what it has started get SIGTERM") {
  const ScratchFolder folder;
  const std::string fifo = folder.path("fifo");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const int stop = open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(stop >= 0);
  std::ostringstream out;
  std::ostringstream err;
  // The shell waits for the sleepers, of which one keeps its stdout open.
  const int status = tools::run_program(
      {"bash", "-c", "trap 'echo told; exit 3' TERM; sleep 611 & echo >\"$0\"; sleep 612", fifo},
      {}, out, err, stop);
  CHECK(status == 3);
  CHECK(out.str() == "told\n");
  close(stop);
}

}  // namespace
}  // namespace drmsim::tests
