#include "sched/kernel/kernels.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>

#include "sched/kernel/kernel_api.h"
#include "sched/kernel/kernel_folders.h"
#include "sched/model/release.h"

namespace drmsim::kernel {

namespace fs = std::filesystem;

namespace {

// Loads the library at the first run.
drm::ApiFactory factory_of(const KernelInfo& kernel) {
  auto library = std::make_shared<std::unique_ptr<LoadedLibrary>>();
  return [library, folder = kernel.folder](const drm::ApiContext& context) {
    if (*library == nullptr) *library = std::make_unique<LoadedLibrary>(folder);
    return std::make_unique<KernelApi>(context, **library);
  };
}

// The model's release that does the same, "linux-6.12"; empty if there is none. After the last one:
// that.
std::string model_release_of(const KernelInfo& kernel) {
  const std::size_t patch = kernel.release.find('.', kernel.release.find('.') + 1);
  std::string name = "linux-" + kernel.release.substr(0, patch);
  if (drm::Release::find(name) != nullptr) return name;
  const char* end = kernel.release.data() + kernel.release.size();
  unsigned version = 0;
  unsigned patchlevel = 0;
  const char* dot = std::from_chars(kernel.release.data(), end, version).ptr;
  if (dot != end) std::from_chars(dot + 1, end, patchlevel);
  const bool newer = version > 7 || (version == 7 && patchlevel > 3);
  return newer ? "linux-7.3" : "";
}

void sort_by_name(std::vector<KernelInfo>& kernels) {
  std::sort(kernels.begin(), kernels.end(),
            [](const KernelInfo& a, const KernelInfo& b) { return a.name < b.name; });
}

// Which `drmsim kernel fetch` may know.
bool is_release(const std::string& name) {
  return !name.empty() && name.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

std::vector<KernelInfo> kernels_in(const fs::path& folder) {
  std::vector<KernelInfo> kernels;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.front() == '.' || !fs::exists(entry.path() / "kernel.so")) continue;
    KernelInfo kernel{name, "", "", entry.path()};
    std::getline(std::ifstream(entry.path() / "release") >> std::ws, kernel.release);
    std::getline(std::ifstream(entry.path() / "sources") >> std::ws, kernel.sources);
    kernels.push_back(std::move(kernel));
  }
  sort_by_name(kernels);
  return kernels;
}

std::vector<KernelInfo> kernels_found(std::vector<KernelInfo>* hidden) {
  std::vector<KernelInfo> found;
  for (const fs::path& folder : kernel_folders()) {
    for (KernelInfo& kernel : kernels_in(folder)) {
      const bool taken =
          std::any_of(found.begin(), found.end(),
                      [&kernel](const KernelInfo& other) { return other.name == kernel.name; });
      if (!taken) {
        found.push_back(std::move(kernel));
      } else if (hidden != nullptr) {
        hidden->push_back(std::move(kernel));
      }
    }
  }
  sort_by_name(found);
  return found;
}

std::optional<KernelInfo> kernel_of(const std::string& scheduler) {
  for (KernelInfo& kernel : kernels_found()) {
    if ("kernel:" + kernel.name == scheduler) return std::move(kernel);
  }
  return std::nullopt;
}

std::string build_command(const std::string& name) {
  if (!is_release(name)) return "drmsim kernel build TREE --name " + name;
  return "drmsim kernel build \"$(drmsim kernel fetch " + name + ")\"";
}

std::vector<std::string> drivers_of(const KernelInfo& kernel) {
  const LoadedLibrary library(kernel.folder);
  std::vector<std::string> drivers;
  for (unsigned long i = 0; i < library.functions().driver_count; ++i) {
    drivers.emplace_back(library.functions().drivers[i]->name);
  }
  return drivers;
}

std::string how_to_get(const std::string& scheduler) {
  const std::string prefix = "kernel";
  if (scheduler != prefix && scheduler.rfind(prefix + ':', 0) != 0) return "";
  const std::string name =
      scheduler == prefix ? kDefaultKernel : scheduler.substr(prefix.size() + 1);
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
  });
  if (!is_name || name.front() == '.') return "";
  return "; `" + build_command(name) + "` brings it";
}

void add_kernels(drm::Implementations& implementations, const std::vector<KernelInfo>& kernels) {
  if (kernels.empty()) return;
  const KernelInfo* chosen = &kernels.back();
  for (const KernelInfo& kernel : kernels) {
    implementations.add("kernel:" + kernel.name, factory_of(kernel), model_release_of(kernel));
    if (kernel.name == kDefaultKernel) chosen = &kernel;
  }
  implementations.add("kernel", factory_of(*chosen), model_release_of(*chosen));
}

}  // namespace drmsim::kernel
