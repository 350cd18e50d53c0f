#include "tools/cli/kernel_command.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "sched/kernel/kernel_folders.h"
#include "sched/kernel/kernels.h"
#include "tools/cli/child_program.h"
#include "tools/cli/command_line.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_options.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;
using kernel::KernelInfo;

// `found` has the one that is used in its place.
std::string hidden_text(const KernelInfo& kernel, const std::vector<KernelInfo>& found) {
  const auto used = std::find_if(found.begin(), found.end(), [&kernel](const KernelInfo& other) {
    return other.name == kernel.name;
  });
  return fmt::format("not used: {}; drmsim finds {} first\n",
                     printable_word(kernel.folder.string()), printable_word(used->folder.string()));
}

fs::path folder_of(const KernelArguments& arguments) {
  return arguments.out.empty() ? kernel::kernel_folders().front() : fs::path(arguments.out);
}

bool is_same_folder(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error);
}

// What a user has to know to use a kernel of that folder, which is not where they are put unless
// told otherwise: that it is looked for elsewhere only, or that another has its name.
void tell_how_it_is_found(const fs::path& folder, std::ostream& out) {
  const std::vector<fs::path> folders = kernel::kernel_folders();
  if (std::none_of(folders.begin(), folders.end(),
                   [&](const fs::path& other) { return is_same_folder(folder, other); })) {
    out << "for drmsim to find it there: DRMSIM_KERNELS="
        << shell_word(fs::absolute(folder).string()) << " drmsim ...\n";
    return;
  }
  std::vector<KernelInfo> hidden;
  const std::vector<KernelInfo> found = kernel::kernels_found(&hidden);
  for (const KernelInfo& kernel : hidden) {
    if (is_same_folder(kernel.folder.parent_path(), folder)) out << hidden_text(kernel, found);
  }
}

// The script, run to its end; nothing: it is not to be found, or was interrupted, which has been
// said.
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
  const Interrupt interrupt;
  const int status = run_program(arguments, {"DRMSIM_COMMAND=" + command}, console.out, console.err,
                                 interrupt.descriptor());
  if (!interrupt.came() || status == 0) return status;
  console.err << command << ": interrupted; what it had begun is gone\n";
  return std::nullopt;
}

}  // namespace

KernelCommands add_kernel_commands(CLI::App& kernel, KernelArguments& arguments) {
  kernel.require_subcommand(1);
  CLI::App* fetch = kernel.add_subcommand("fetch", "");
  fetch
      ->add_option("RELEASE", arguments.release,
                   "6.1, 6.12, 7.2 or 7.3; or `newest`, of what Debian has")
      ->required()
      ->type_name("");
  CLI::App* build = kernel.add_subcommand("build", "");
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
  build
      ->add_option("--headers", arguments.headers,
                   "`ours`: drmsim's, or `tree`: the tree's own, prepared with make ARCH=um (needs "
                   "flex, bison and bc; without hosted drivers so far)")
      ->check(CLI::IsMember({"ours", "tree"}))
      ->type_name("WHOSE");
  build
      ->add_option("--out", arguments.out,
                   "Folder to put it into: the first in which drmsim looks, if not given")
      ->type_name("FOLDER");
  CLI::App* list = kernel.add_subcommand("list", "");
  list->add_option("--out", arguments.out, "Only those of that folder")->type_name("FOLDER");
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
  if (!arguments.headers.empty()) call.insert(call.end(), {"--headers", arguments.headers});
  call.insert(call.end(), {"--", arguments.tree});
  const auto status = run_script("kernel_build.sh", call, "drmsim kernel build", console);
  if (status != 0) return status == 1 ? kNotAsExpected : kBadInput;
  tell_how_it_is_found(folder, console.out);
  return kAsExpected;
}

namespace {

// The table of those in one folder; their drivers are asked of them.
int print_kernels(const fs::path& folder, const std::vector<KernelInfo>& kernels,
                  const Console& console) {
  TextTable table({"scheduler", "release", "drivers"});
  int status = kAsExpected;
  for (const KernelInfo& kernel : kernels) {
    std::string drivers;
    try {
      drivers = fmt::format("{}", fmt::join(kernel::drivers_of(kernel), " "));
    } catch (const std::invalid_argument& unusable) {
      console.err << printable("drmsim: kernel:" + kernel.name + ": " + unusable.what()) << "\n";
      status = kNotAsExpected;
    }
    table.add({printable_word("kernel:" + kernel.name), printable_word(kernel.release),
               printable(drivers)});
  }
  console.out << table.text(TextStyle(console.colour && console.out_is_terminal)) << "in "
              << printable_word(folder.string()) << "\n";
  return status;
}

}  // namespace

int list_kernels(const KernelArguments& arguments, const Console& console) {
  std::vector<fs::path> folders = kernel::kernel_folders();
  if (!arguments.out.empty()) folders = {arguments.out};
  std::vector<KernelInfo> hidden;
  const std::vector<KernelInfo> all =
      arguments.out.empty() ? kernel::kernels_found(&hidden) : kernel::kernels_in(arguments.out);
  if (all.empty()) {
    console.err << fmt::format(
        "drmsim: no kernel has been built in {}{}; `drmsim kernel build TREE` builds one, of your "
        "tree or of the archive that `drmsim kernel fetch 7.3` brings\n",
        printable_word(folders.front().string()),
        arguments.out.empty() ? ", or where else drmsim looks (drmsim kernel --help)" : "");
    return kAsExpected;
  }
  int status = kAsExpected;
  for (const fs::path& folder : folders) {
    std::vector<KernelInfo> here;
    std::copy_if(all.begin(), all.end(), std::back_inserter(here),
                 [&](const KernelInfo& kernel) { return kernel.folder == folder / kernel.name; });
    if (!here.empty()) status = std::max(status, print_kernels(folder, here, console));
  }
  for (const KernelInfo& kernel : hidden) console.out << hidden_text(kernel, all);
  return status;
}

}  // namespace drmsim::tools
