// The folders in which compiled kernels are looked for, and the one that a new one is put into.
//
// A kernel is taken from the first folder that has its name, and what `drmsim kernel build` makes
// goes to the first folder of all: so what was built is what is found, whatever the others hold.
#pragma once

#include <filesystem>
#include <vector>

namespace drmsim::kernel {

// Of the running program, in this order; they need not exist.
// - $DRMSIM_KERNELS
// - `kernels` of the build folder that the program is in, if it is not installed
// - drmsim/kernels of the user's data ($XDG_DATA_HOME, or ~/.local/share)
// - share/drmsim/kernels of the installation that the program belongs to
// - `kernels` of the folders above the program, the nearest first
std::vector<std::filesystem::path> kernel_folders();
std::vector<std::filesystem::path> kernel_folders(const std::filesystem::path& program);

}  // namespace drmsim::kernel
