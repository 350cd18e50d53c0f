#include "sched/kernel/kernel_folders.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

namespace drmsim::kernel {
namespace {

namespace fs = std::filesystem;

// As the XDG base directory specification has it: a relative path counts as none. Empty: none.
fs::path user_folder() {
  const char* given = std::getenv("XDG_DATA_HOME");
  if (given != nullptr && fs::path(given).is_absolute()) return fs::path(given) / "drmsim/kernels";
  const char* home = std::getenv("HOME");
  if (home == nullptr || !fs::path(home).is_absolute()) return {};
  return fs::path(home) / ".local/share/drmsim/kernels";
}

// Where CMake has built the program; empty: nowhere.
fs::path build_folder(const fs::path& program) {
  std::error_code error;
  for (fs::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (fs::exists(folder / "CMakeCache.txt", error)) return folder;
  }
  return {};
}

}  // namespace

std::vector<fs::path> kernel_folders(const fs::path& program) {
  std::vector<fs::path> folders;
  std::error_code error;
  const auto add = [&](const fs::path& folder) {
    const bool known = std::any_of(folders.begin(), folders.end(), [&](const fs::path& other) {
      return folder == other || fs::equivalent(folder, other, error);
    });
    if (!folder.empty() && !known) folders.push_back(folder);
  };
  const char* given = std::getenv("DRMSIM_KERNELS");
  if (given != nullptr && *given != '\0') add(given);
  const fs::path installation = program.parent_path().parent_path() / "share/drmsim";
  const bool installed = fs::is_directory(installation, error);
  const fs::path built = installed ? fs::path() : build_folder(program);
  if (!built.empty()) add(built / "kernels");
  add(user_folder());
  if (installed) add(installation / "kernels");
  for (fs::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    add(folder / "kernels");
  }
  return folders;
}

std::vector<fs::path> kernel_folders() {
  std::error_code error;
  return kernel_folders(fs::read_symlink("/proc/self/exe", error));
}

}  // namespace drmsim::kernel
