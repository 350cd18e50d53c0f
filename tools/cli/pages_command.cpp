#include "tools/cli/pages_command.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "scenarios/format/suggest.h"
#include "tools/cli/command_line.h"
#include "tools/cli/command_shape.h"
#include "tools/cli/completion_scripts.h"
#include "tools/cli/man_page.h"
#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

void write_text(const std::string& path, const std::string& text) {
  OutputFile file(path);
  file.stream() << text;
  file.commit();
}

std::string script_for(const std::string& shell, const CommandShape& drmsim) {
  if (shell == "bash") return bash_completion(drmsim);
  return shell == "zsh" ? zsh_completion(drmsim) : fish_completion(drmsim);
}

}  // namespace

void add_completion_options(CLI::App& completion, CompletionArguments& arguments) {
  add_choice(completion, "SHELL", arguments.shell, {"bash", "zsh", "fish"}, "Whose completion")
      ->required();
  completion.add_option("--out", arguments.out, "Write it to a file, not to stdout")
      ->type_name("FILE");
}

void add_man_options(CLI::App& man, ManArguments& arguments) {
  man.add_option("COMMAND", arguments.words, "Of which command; of drmsim itself if none is named")
      ->type_name("");
  man.add_option("--out", arguments.folder, "Write the pages of all commands into a folder")
      ->type_name("FOLDER");
}

int print_completion(const CLI::App& app, const CompletionArguments& arguments,
                     const Console& console) {
  const std::string script = script_for(arguments.shell, shape_of(app));
  if (arguments.out.empty()) {
    console.out << script;
  } else {
    write_text(arguments.out, script);
  }
  return kAsExpected;
}

int print_man_page(const CLI::App& app, const ManArguments& arguments, const Console& console) {
  const CommandShape root = shape_of(app);
  const std::string wanted = fmt::format("{}", fmt::join(arguments.words, " "));
  std::vector<std::string> known;
  for (const CommandShape* command : all_commands(root)) {
    known.push_back(command->path);
    if (!arguments.folder.empty()) {
      std::error_code ignored;  // what matters is whether the file can be written
      fs::create_directories(arguments.folder, ignored);
      const fs::path path = fs::path(arguments.folder) / (man_name(*command) + ".1");
      write_text(path.string(), man_page(*command, root));
    } else if (command->path == wanted) {
      console.out << man_page(*command, root);
      return kAsExpected;
    }
  }
  if (!arguments.folder.empty()) return kAsExpected;
  known.erase(known.begin());  // drmsim itself
  console.err << fmt::format("drmsim man: there is no command `{}`{}\n", printable(wanted),
                             printable(scenarios::suggestion(wanted, known)));
  return kBadInput;
}

}  // namespace drmsim::tools
