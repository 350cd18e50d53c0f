// The compiled kernels of some folders, as implementations of drm::Api: kernel:6.12, kernel:mine.
//
// Limits: a library is loaded when a run asks for it, and stays.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sched/api/implementations.h"

namespace drmsim::kernel {

struct KernelInfo {
  std::string name;     // 6.12
  std::string release;  // 6.12.117
  std::string sources;  // hash of what was compiled of the tree, as text; empty: an old build's
  std::filesystem::path folder;
};

inline constexpr const char* kDefaultKernel = "6.12";  // the tree that the build itself compiles

// Sorted by name. A folder that does not exist has none.
std::vector<KernelInfo> kernels_in(const std::filesystem::path& folder);

// Those of all folders in which the program looks (kernel_folders()), sorted by name: of a name,
// the first. `hidden`, if given, gets the others.
std::vector<KernelInfo> kernels_found(std::vector<KernelInfo>* hidden = nullptr);
// Of a scheduler by its full name, kernel:6.12; none: it is no kernel's, or not built.
std::optional<KernelInfo> kernel_of(const std::string& scheduler);

// What builds the kernel of that name, for a person on any machine.
std::string build_command(const std::string& name);

// The drivers whose scheduler code was compiled with that kernel ("lima"). Loads it; throws
// std::invalid_argument, with a sentence, if it cannot be used.
std::vector<std::string> drivers_of(const KernelInfo& kernel);

// The commands that bring the scheduler of that name, if it is a kernel's: what follows "there is
// no scheduler `kernel:7.3`". Else empty.
std::string how_to_get(const std::string& scheduler);

// Adds each as kernel:NAME, and kDefaultKernel, or else the last, as kernel.
void add_kernels(drm::Implementations& implementations, const std::vector<KernelInfo>& kernels);

}  // namespace drmsim::kernel
