// `drmsim kernel build TREE` and `drmsim kernel list`: the kernel trees that scenarios can run on.
//
// What compiles a tree is tools/kernel_build.sh; this finds it, chooses the folder in which
// --scheduler will look, and says how the result is used.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "tools/cli/console.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct KernelArguments {
  std::string tree;
  std::string name;      // empty: the release, "6.12"
  std::string out;       // folder of kernels; empty: where --scheduler looks
  std::string compiler;  // empty: $CC, or gcc
};

struct KernelCommands {
  CLI::App* build;
  CLI::App* list;
};
KernelCommands add_kernel_commands(CLI::App& kernel, KernelArguments& arguments);

// 0 built; 1 the tree does not compile; 2 no kernel tree, or it cannot be written.
int build_kernel(const KernelArguments& arguments, const Console& console);
// 0; 1 if one of them cannot be loaded.
int list_kernels(const KernelArguments& arguments, const Console& console);

// kernel_build.sh: installed beside the program, in a folder above it, or in the source tree that
// was built.
std::optional<std::filesystem::path> kernel_build_script(const std::filesystem::path& program);

}  // namespace drmsim::tools
