// A folder that is to be a compiled kernel, and what is known of one that is.
#include "sched/kernel/loaded_library.h"

#include <catch2/catch.hpp>

#include <dlfcn.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "tests/support/scratch_folder.h"

namespace drmsim::kernel {
namespace {

namespace fs = std::filesystem;

std::string error_of(const std::string& folder) {
  try {
    const LoadedLibrary library(folder);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

fs::path kernel_6_12() {
  return fs::path(DRMSIM_KERNELS_DIR) / "6.12";
}

// A copy: loading the same file twice gives the same library.
std::string copy_of_6_12(const tests::ScratchFolder& scratch) {
  const std::string folder = scratch.path("mine");
  fs::copy(kernel_6_12(), folder);
  return folder;
}

// The file that the C library's mathematics are in: a library, and no kernel.
std::string some_library() {
  Dl_info info{};
  REQUIRE(dladdr(reinterpret_cast<void*>(&dlopen), &info) != 0);
  return info.dli_fname;
}

}  // namespace

TEST_CASE("loaded library: a folder without a library is told with its path") {
  const tests::ScratchFolder scratch;
  fs::create_directories(scratch.path("empty"));
  const std::string error = error_of(scratch.path("empty"));
  INFO(error);
  CHECK(says(error, "cannot load a kernel: "));
  CHECK(says(error, scratch.path("empty") + "/kernel.so"));
}

TEST_CASE("loaded library: a file that is no library, or cut short, is refused") {
  const tests::ScratchFolder scratch;
  scratch.write("text/kernel.so", "obj-y += sched_main.o\n");
  CHECK(says(error_of(scratch.path("text")), "cannot load a kernel: "));
  scratch.write("nothing/kernel.so", "");
  CHECK(says(error_of(scratch.path("nothing")), "cannot load a kernel: "));
  const std::string folder = copy_of_6_12(scratch);
  fs::resize_file(folder + "/kernel.so", 100);
  CHECK(says(error_of(folder), "cannot load a kernel: "));
}

TEST_CASE("loaded library: a library that is no kernel says so") {
  const tests::ScratchFolder scratch;
  fs::create_directories(scratch.path("libc"));
  fs::copy_file(fs::canonical(some_library()), scratch.path("libc/kernel.so"));
  const std::string error = error_of(scratch.path("libc"));
  INFO(error);
  CHECK((says(error, " is no kernel of drmsim") || says(error, "cannot load a kernel: ")));
}

TEST_CASE("loaded library: a kernel knows its release, its variables and its parameters") {
  LoadedLibrary library(kernel_6_12());
  CHECK(library.release().rfind("6.12", 0) == 0);
  CHECK(library.is_static(library.functions().host));
  CHECK(library.is_static(library.functions().system_wq));
  int local = 0;
  CHECK_FALSE(library.is_static(&local));
  CHECK_FALSE(library.is_static(nullptr));
  CHECK_FALSE(library.has_parameter("no_such_parameter"));
  CHECK_FALSE(library.set_parameter("no_such_parameter", 1));
}

TEST_CASE("loaded library: code is told by file, function and line, other code by the library") {
  const tests::ScratchFolder scratch;
  const std::string folder = copy_of_6_12(scratch);
  // Only what can be read counts: a line cut short, one without a number, one that is a place.
  scratch.write("mine/places.txt",
                "0xzz sched_main.c:1 not_an_address\n"
                "0x10 without_a_line drm_sched_init\n"
                "0x0020 drivers/sched_main.c:77 drm_sched_stop\n"
                "0x30 sched_main.c");
  LoadedLibrary library(folder);
  Dl_info info{};
  REQUIRE(dladdr(static_cast<void*>(library.functions().host), &info) != 0);
  const auto base = reinterpret_cast<std::uintptr_t>(info.dli_fbase);
  const sim::Where known = library.place_of(base + 0x20);
  CHECK(std::string(known.function()) == "drm_sched_stop");
  CHECK(known.line() == 77);
  for (const std::uintptr_t offset : {0x10U, 0x30U, 0x40U}) {
    CHECK(std::string(library.place_of(base + offset).function()) == "kernel code");
  }
}

}  // namespace drmsim::kernel
