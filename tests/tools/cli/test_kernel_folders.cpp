// Where kernels are looked for: every folder is, in one order, whichever of them exist.
#include <catch2/catch.hpp>

#include <filesystem>

#include "sched/kernel/kernel_folders.h"
#include "sched/kernel/kernels.h"
#include "tests/tools/cli/support/cli_run.h"
#include "tests/tools/cli/support/environment.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

// Folders of kernels in a scratch folder, from the root "/" of which everything is seen.
struct Places {
  Places() {
    kernels.set("");
    data.set(scratch.path("data"));
  }
  std::vector<std::string> of(const std::string& program, std::size_t first_of_them) const {
    std::vector<std::string> names;
    for (const fs::path& folder : kernel::kernel_folders(scratch.path(program))) {
      if (names.size() == first_of_them) break;
      names.push_back(folder.lexically_relative(scratch.path("")).string());
    }
    return names;
  }

  ScratchFolder scratch;
  Environment kernels{"DRMSIM_KERNELS"};
  Environment data{"XDG_DATA_HOME"};
};

using Names = std::vector<std::string>;

TEST_CASE("kernel folders: of a program in a build folder, then of its user, then those above") {
  Places places;
  fs::create_directories(places.scratch.path("tree/build/release"));
  places.scratch.write("tree/build/release/CMakeCache.txt", "");
  const Names expected{"tree/build/release/kernels", "data/drmsim/kernels",
                       "tree/build/release/tools/kernels", "tree/build/kernels"};
  CHECK(places.of("tree/build/release/tools/drmsim", 4) == expected);
  // What exists changes nothing.
  fs::create_directories(places.scratch.path("tree/build/release/tools/kernels/6.12"));
  places.scratch.write("tree/build/release/tools/kernels/6.12/kernel.so", "");
  CHECK(places.of("tree/build/release/tools/drmsim", 4) == expected);
  places.kernels.set(places.scratch.path("mine"));
  CHECK(places.of("tree/build/release/tools/drmsim", 2) ==
        Names{"mine", "tree/build/release/kernels"});
}

TEST_CASE("kernel folders: of an installed program the user's is before the installation's") {
  Places places;
  fs::create_directories(places.scratch.path("prefix/share/drmsim"));
  CHECK(places.of("prefix/bin/drmsim", 3) ==
        Names{"data/drmsim/kernels", "prefix/share/drmsim/kernels", "prefix/bin/kernels"});
  places.data.set("relative");  // counts as not set
  Environment home("HOME");
  home.set(places.scratch.path("home"));
  CHECK(places.of("prefix/bin/drmsim", 1) == Names{"home/.local/share/drmsim/kernels"});
}

TEST_CASE("kernel folders: one that is named twice is one") {
  Places places;
  places.kernels.set(places.scratch.path("link"));
  fs::create_directories(places.scratch.path("data/drmsim/kernels"));
  fs::create_directory_symlink(places.scratch.path("data/drmsim/kernels"),
                               places.scratch.path("link"));
  CHECK(places.of("bin/drmsim", 2) == Names{"link", "bin/kernels"});
}

TEST_CASE("drmsim kernel list: all folders are looked at, and a name is the first one's") {
  Places places;
  places.kernels.set(places.scratch.path("first"));
  for (const char* name : {"first/odd", "data/drmsim/kernels/odd", "data/drmsim/kernels/other"}) {
    fs::create_directories(places.scratch.path(name));
    places.scratch.write(std::string(name) + "/kernel.so", "");
    places.scratch.write(std::string(name) + "/release", "6.12.1\n");
  }
  const CliRun run = drmsim({"kernel", "list"});
  INFO(run.out);
  CHECK(run.status == 1);  // they cannot be loaded
  const std::string user = places.scratch.path("data/drmsim/kernels");
  CHECK(contains(run.out, "kernel:odd   6.12.1\nin " + places.scratch.path("first") + "\n"));
  CHECK(contains(run.out, "kernel:other   6.12.1\nin " + user + "\n"));
  CHECK(contains(run.out, "not used: " + user + "/odd; drmsim finds " +
                              places.scratch.path("first/odd") + " first\n"));
}

}  // namespace
}  // namespace drmsim::tests
