#include "tools/cli/kernel_command.h"

#include <stdexcept>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "sched/kernel/kernels.h"
#include "tools/cli/child_program.h"
#include "tools/cli/command_line.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_options.h"
#include "tools/cli/text_table.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;
using kernel::KernelInfo;

fs::path folder_of(const KernelArguments& arguments) {
  return arguments.out.empty() ? kernel::kernel_folder() : fs::path(arguments.out);
}

// What goes before `drmsim` for it to find the kernels of that folder.
std::string environment_for(const fs::path& folder) {
  std::error_code error;
  if (fs::equivalent(folder, kernel::kernel_folder(), error)) return "";
  return "DRMSIM_KERNELS=" + shell_word(fs::absolute(folder).string()) + " ";
}

// The script, run to its end; nothing: it is not to be found, which has been said.
std::optional<int> run_script(const std::string& name, std::vector<std::string> arguments,
                              const std::string& command, const Console& console) {
  std::error_code error;
  const auto script = kernel_script(name, fs::read_symlink("/proc/self/exe", error));
  if (!script.has_value()) {
    console.err << "drmsim: tools/" << name
                << " is neither beside the program nor in the folders above\n";
    return std::nullopt;
  }
  arguments.insert(arguments.begin(), {"bash", script->string()});
  return run_program(arguments, {"DRMSIM_COMMAND=" + command}, console.out, console.err);
}

}  // namespace

KernelCommands add_kernel_commands(CLI::App& kernel, KernelArguments& arguments) {
  kernel.require_subcommand(1);
  CLI::App* fetch = kernel.add_subcommand(
      "fetch", "Bring the archive of a released tree, from Debian, into the user's cache");
  fetch
      ->add_option("RELEASE", arguments.release,
                   "6.1, 6.12, 7.2 or 7.3; or `newest`, of what Debian has")
      ->required()
      ->type_name("");
  CLI::App* build =
      kernel.add_subcommand("build", "Compile the drm/sched of a kernel tree of yours");
  build
      ->add_option("TREE", arguments.tree,
                   "A kernel tree, or an archive of one (linux-6.12.tar.xz), as fetch brings it")
      ->required()
      ->type_name("");
  build
      ->add_option("--name", arguments.name,
                   "For --scheduler kernel:NAME; its version if not given")
      ->type_name("NAME");
  build->add_option("--cc", arguments.compiler, "The C compiler: $CC, or gcc")->type_name("CC");
  CLI::App* list = kernel.add_subcommand("list", "List the kernels that have been built");
  for (CLI::App* command : {build, list}) {
    command
        ->add_option("--out", arguments.out, "Folder of the kernels: the one that drmsim looks in")
        ->type_name("FOLDER");
  }
  return {fetch, build, list};
}

std::optional<fs::path> kernel_script(const std::string& script, const fs::path& program) {
  const fs::path name = fs::path("tools") / script;
  std::vector<fs::path> places{program.parent_path().parent_path() / "share/drmsim" / name};
  for (fs::path folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    places.push_back(folder / name);
  }
  places.push_back(fs::path(DRMSIM_PROJECT_SOURCE_DIR) / name);
  std::error_code error;
  for (const fs::path& place : places) {
    if (fs::is_regular_file(place, error)) return place;
  }
  return std::nullopt;
}

int fetch_kernel(const KernelArguments& arguments, const Console& console) {
  const auto status =
      run_script("kernel_fetch.sh", {"--", arguments.release}, "drmsim kernel fetch", console);
  return status == 0 ? kAsExpected : kBadInput;
}

int build_kernel(const KernelArguments& arguments, const Console& console) {
  const fs::path folder = folder_of(arguments);
  std::vector<std::string> call{"--out", folder.string()};
  if (!arguments.name.empty()) call.insert(call.end(), {"--name", arguments.name});
  if (!arguments.compiler.empty()) call.insert(call.end(), {"--cc", arguments.compiler});
  call.insert(call.end(), {"--", arguments.tree});
  const auto status = run_script("kernel_build.sh", call, "drmsim kernel build", console);
  if (status != 0) return status == 1 ? kNotAsExpected : kBadInput;
  const std::string before = environment_for(folder);
  if (!before.empty()) console.out << "for drmsim to find it there: " << before << "drmsim ...\n";
  return kAsExpected;
}

int list_kernels(const KernelArguments& arguments, const Console& console) {
  const fs::path folder = folder_of(arguments);
  const std::vector<KernelInfo> kernels = kernel::kernels_in(folder);
  if (kernels.empty()) {
    console.err << fmt::format(
        "drmsim: no kernel has been built in {}; `drmsim kernel build TREE` builds one, of your "
        "tree or of the archive that `drmsim kernel fetch 7.3` brings\n",
        folder.string());
    return kAsExpected;
  }
  TextTable table({"scheduler", "release", "drivers"});
  int status = kAsExpected;
  for (const KernelInfo& kernel : kernels) {
    std::string drivers;
    try {
      drivers = fmt::format("{}", fmt::join(kernel::drivers_of(kernel), " "));
    } catch (const std::invalid_argument& unusable) {
      console.err << "drmsim: kernel:" << kernel.name << ": " << unusable.what() << "\n";
      status = kNotAsExpected;
    }
    table.add({"kernel:" + kernel.name, kernel.release, drivers});
  }
  console.out << table.text(TextStyle(console.colour && console.out_is_terminal)) << "in "
              << folder.string() << "\n";
  return status;
}

}  // namespace drmsim::tools
