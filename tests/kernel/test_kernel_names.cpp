// The kernels of a folder, by the names that scenarios and command lines use.
#include "sched/kernel/kernels.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"

namespace drmsim::kernel {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Names names_of(const std::vector<KernelInfo>& kernels) {
  Names names;
  for (const KernelInfo& kernel : kernels) names.push_back(kernel.name);
  return names;
}

KernelInfo made_up(const std::string& name, const std::string& release) {
  return {name, release, "", fs::path("/nowhere") / name};
}

drm::Implementations with(const std::vector<KernelInfo>& kernels) {
  drm::Implementations implementations;
  add_kernels(implementations, kernels);
  return implementations;
}

}  // namespace

TEST_CASE("kernel names: a folder's kernels are its folders that hold a library") {
  const tests::ScratchFolder scratch;
  scratch.write("7.3/kernel.so", "");
  scratch.write("7.3/release", "\n 7.3.4\nsecond line\n");
  scratch.write("7.3/sources", "abc123\n");
  scratch.write("6.12/kernel.so", "");
  scratch.write("unfinished/release", "7.2\n");
  scratch.write(".build.1/kernel.so", "");
  scratch.write("a_file", "");
  const auto kernels = kernels_in(scratch.path(""));
  REQUIRE(names_of(kernels) == Names{"6.12", "7.3"});
  CHECK(kernels[0].release.empty());  // an old build's: without
  CHECK(kernels[1].release == "7.3.4");
  CHECK(kernels[1].sources == "abc123");
  CHECK(kernels[1].folder == fs::path(scratch.path("7.3")));
}

TEST_CASE("kernel names: a folder that is not there, or is a file, has none") {
  const tests::ScratchFolder scratch;
  CHECK(kernels_in(scratch.path("nowhere")).empty());
  CHECK(kernels_in(scratch.write("file", "")).empty());
}

TEST_CASE("kernel names: `kernel` is 6.12, or the last where that is not there") {
  CHECK(with({}).names().empty());
  const auto two = with({made_up("6.12", "6.12.117"), made_up("7.3", "7.3.4")});
  CHECK(two.names() == Names{"kernel", "kernel:6.12", "kernel:7.3"});
  CHECK(two.release_of("kernel") == "linux-6.12");
  CHECK(with({made_up("7.2", "7.2.13"), made_up("7.3", "7.3.4")}).release_of("kernel") ==
        "linux-7.3");
}

TEST_CASE("kernel names: which release of the model does what a kernel does") {
  const auto release_of = [](const std::string& release) {
    return with({made_up("mine", release)}).release_of("kernel:mine");
  };
  CHECK(release_of("6.12.117") == "linux-6.12");
  CHECK(release_of("6.12") == "linux-6.12");
  CHECK(release_of("7.2.0-rc3") == "linux-7.2");
  CHECK(release_of("7.3.4") == "linux-7.3");
  // Newer than all that the model knows: the last. Older, or in between: none.
  CHECK(release_of("7.4.0-rc1+") == "linux-7.3");
  CHECK(release_of("7.10.2") == "linux-7.3");
  CHECK(release_of("8.0") == "linux-7.3");
  CHECK(release_of("6.1.180").empty());
  CHECK(release_of("6.17.2").empty());
  CHECK(release_of("").empty());
  CHECK(release_of("next").empty());
}

TEST_CASE("kernel names: a kernel that cannot be loaded is told when it is asked for, not before") {
  const auto implementations = with({made_up("broken", "7.3")});
  REQUIRE(implementations.find("kernel:broken") != nullptr);
  CHECK_THROWS_AS(drivers_of(made_up("broken", "7.3")), std::invalid_argument);
}

TEST_CASE("kernel names: what brings a kernel that is not there") {
  CHECK(build_command("7.3") == "drmsim kernel build \"$(drmsim kernel fetch 7.3)\"");
  CHECK(build_command("drm-misc") == "drmsim kernel build TREE --name drm-misc");
  CHECK(how_to_get("kernel") == "; `" + build_command(kDefaultKernel) + "` brings it");
  CHECK(how_to_get("kernel:7.3") == "; `" + build_command("7.3") + "` brings it");
  CHECK(how_to_get("kernel:mine_2") == "; `" + build_command("mine_2") + "` brings it");
  // Nothing that a shell would take apart, and nothing that is hidden.
  for (const char* name : {"kernel:", "kernel:a b", "kernel:a;b", "kernel:.git", "kernel:../x",
                           "kernel:`id`", "kernels", "model", ""}) {
    INFO(name);
    CHECK(how_to_get(name).empty());
  }
}

TEST_CASE("kernel names: the drivers of a kernel are those whose job code it was built with") {
  const fs::path folder = DRMSIM_KERNELS_DIR;
  for (const KernelInfo& kernel : kernels_in(folder)) {
    if (kernel.name != "6.12") continue;
    CHECK(drivers_of(kernel) == Names{"lima", "v3d"});
  }
}

}  // namespace drmsim::kernel
