// `drmsim kernel fetch RELEASE`, `build TREE`, `list`: the kernel trees that scenarios can run on.
//
// What brings an archive of a tree is tools/kernel_fetch.sh, and what compiles one
// tools/kernel_build.sh; this finds them, chooses the folder in which --scheduler will look, and
// says how the result is used.
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
  std::string release;  // to fetch: "6.12", "newest"
  std::string tree;
  std::string name;      // empty: the release, "6.12"
  std::string out;       // folder of kernels; empty: where --scheduler looks
  std::string compiler;  // empty: $CC, or gcc
  std::string headers;   // "ours" or "tree"; empty: ours
};

struct KernelCommands {
  CLI::App* fetch = nullptr;
  CLI::App* build = nullptr;
  CLI::App* list = nullptr;
};
KernelCommands add_kernel_commands(CLI::App& kernel, KernelArguments& arguments);

// 0: the archive is there, and its path on `out`; 2 it cannot be had.
int fetch_kernel(const KernelArguments& arguments, const Console& console);
// 0 built; 1 the tree does not compile; 2 no kernel tree, or it cannot be written.
int build_kernel(const KernelArguments& arguments, const Console& console);
// 0; 1 if one of them cannot be loaded.
int list_kernels(const KernelArguments& arguments, const Console& console);

// A script of tools/, as "kernel_build.sh": installed beside the program, in a folder above it, or
// in the source tree that was built.
std::optional<std::filesystem::path> kernel_script(const std::string& script,
                                                   const std::filesystem::path& program);

}  // namespace drmsim::tools
