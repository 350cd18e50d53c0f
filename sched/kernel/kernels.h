// The compiled kernels of some folders, as implementations of drm::Api: kernel:6.12, kernel:mine.
//
// Limits: a library is loaded when a run asks for it, and stays.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sched/api/implementations.h"

namespace drmsim::kernel {

struct KernelInfo {
  std::string name;     // 6.12
  std::string release;  // 6.12.117
  std::filesystem::path folder;
};

inline constexpr const char* kDefaultKernel = "6.12";  // the tree that the build itself compiles

// Sorted by name. A folder that does not exist has none.
std::vector<KernelInfo> kernels_in(const std::filesystem::path& folder);

// Those of all folders in which the program looks (kernel_folders()), sorted by name: of a name,
// the first. `hidden`, if given, gets the others.
std::vector<KernelInfo> kernels_found(std::vector<KernelInfo>* hidden = nullptr);

// The drivers whose scheduler code was compiled with that kernel ("lima"). Loads it; throws
// std::invalid_argument, with a sentence, if it cannot be used.
std::vector<std::string> drivers_of(const KernelInfo& kernel);

// Where `drmsim kernel fetch` puts the archives: drmsim/kernels in the user's cache.
std::filesystem::path archive_folder();

// The commands that bring the scheduler of that name, if it is a kernel's: what follows "there is
// no scheduler `kernel:7.3`". Else empty.
std::string how_to_get(const std::string& scheduler);

// Adds each as kernel:NAME, and kDefaultKernel, or else the last, as kernel.
void add_kernels(drm::Implementations& implementations, const std::vector<KernelInfo>& kernels);

}  // namespace drmsim::kernel
