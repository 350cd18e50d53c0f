// Completion scripts and manual pages have all that the command line has. Whether shells understand
// them is tests/package/test_installed.sh's to say.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/command_shape.h"
#include "tools/cli/commands.h"
#include "tools/cli/man_page.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;
using tools::CommandShape;

std::vector<std::string> words_of(const std::string& path) {
  std::vector<std::string> words;
  std::istringstream in(path);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

TEST_CASE("drmsim man: each command has a page, with each of its options") {
  const tools::Commands commands;
  const CommandShape root = tools::shape_of(commands.app());
  const auto all = tools::all_commands(root);
  CHECK(all.size() >= 17);
  for (const CommandShape* command : all) {
    std::vector<std::string> arguments = words_of(command->path);
    arguments.insert(arguments.begin(), "man");
    const CliRun run = drmsim(arguments);
    INFO(command->path);
    CHECK(run.status == 0);
    CHECK(run.out.rfind(".TH DRMSIM", 0) == 0);
    for (const char* section :
         {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"}) {
      CHECK(contains(run.out, "\n.SH " + std::string(section) + "\n"));
    }
    for (const tools::OptionShape& option : command->options) {
      std::string name = option.long_name();
      for (std::size_t at = 0; (at = name.find('-', at)) != std::string::npos; at += 2) {
        name.insert(at, "\\");
      }
      INFO(option.long_name());
      CHECK(contains(run.out, "\\fB" + name + "\\fR"));
      CHECK_FALSE(option.description.empty());
    }
  }
}

TEST_CASE("drmsim man --out: all pages as files, each named as man looks for it") {
  const ScratchFolder folder;
  CHECK(drmsim({"man", "--out", folder.path("man1")}).status == 0);
  CHECK(file_text(folder.path("man1/drmsim-kernel-build.1")) ==
        drmsim({"man", "kernel", "build"}).out);
  CHECK(fs::exists(folder.path("man1/drmsim.1")));
  const CliRun wrong = drmsim({"man", "exlpore"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.err, "there is no command `exlpore`; did you mean `explore`?"));
  folder.write("file", "");
  CHECK(drmsim({"man", "--out", folder.path("file")}).status == 2);
}

TEST_CASE("drmsim completion: every shell's has every command and option") {
  const tools::Commands commands;
  const CommandShape root = tools::shape_of(commands.app());
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = drmsim({"completion", shell}).out;
    const bool is_fish = std::string(shell) == "fish";
    for (const CommandShape* command : tools::all_commands(root)) {
      INFO(shell << " " << command->path);
      CHECK(contains(script, command->name));
      for (const tools::OptionShape& option : command->options) {
        INFO(option.long_name());
        CHECK(
            contains(script, is_fish ? " -l " + option.long_name().substr(2) : option.long_name()));
      }
    }
  }
}

TEST_CASE("drmsim completion: what an option takes comes from its definition") {
  const std::string script = drmsim({"completion", "bash"}).out;
  CHECK(contains(script, "'explore --strategy') echo 'words random pct delay exhaustive' ;;"));
  CHECK(contains(script, "'run --events') echo 'file' ;;"));
  CHECK(contains(script, "'explore --out') echo 'folder' ;;"));
  CHECK(contains(script, "'test --scheduler') echo 'scheduler' ;;"));
  CHECK(contains(script, "'compare --schedulers') echo 'schedulers' ;;"));
  CHECK(contains(script, "'run') echo 'scenario' ;;"));
  CHECK(contains(script, "'replay') echo 'file' ;;"));
  CHECK_FALSE(contains(script, "'run --hash') "));  // a flag
  const ScratchFolder folder;
  CHECK(drmsim({"completion", "bash", "--out", folder.path("drmsim")}).out.empty());
  CHECK(file_text(folder.path("drmsim")) == script);
  const CliRun wrong = drmsim({"completion", "fihs"});
  CHECK(wrong.status == 2);
  CHECK(contains(wrong.err, "there is no `fihs`; did you mean `fish`?"));
}

}  // namespace
}  // namespace drmsim::tests
