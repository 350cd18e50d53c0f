// Completion scripts of a command that a test has made: what a shell would take for its own in
// names and descriptions is not its own. Whether shells understand them: tests/package.
#include <catch2/catch.hpp>

#include <string>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/command_shape.h"
#include "tools/cli/completion_scripts.h"

namespace drmsim::tools {
namespace {

using tests::contains;

OptionShape option_that(Takes takes, const std::string& name, const std::string& description) {
  OptionShape option;
  option.names = {name};
  option.takes = takes;
  option.description = description;
  if (takes != Takes::nothing) option.value = "VALUE";
  return option;
}

OptionShape argument_that(Takes takes, bool many = false) {
  OptionShape argument = option_that(takes, "", "");
  argument.names.clear();
  argument.many = many;
  return argument;
}

// drmsim with one command, `run`, which has one option.
CommandShape with_option(const OptionShape& option) {
  CommandShape run;
  run.path = run.name = "run";
  run.options = {option};
  CommandShape root;
  root.name = "drmsim";
  root.commands = {run};
  return root;
}

CommandShape with_argument(const OptionShape& argument) {
  CommandShape root = with_option(option_that(Takes::nothing, "--fast", "Fast"));
  root.commands[0].arguments = {argument};
  return root;
}

// The line of a script that has this in it.
std::string line_of(const std::string& script, const std::string& part) {
  const std::size_t at = script.find(part);
  if (at == std::string::npos) return "";
  const std::size_t begin = script.rfind('\n', at) + 1;
  return script.substr(begin, script.find('\n', at) - begin);
}

}  // namespace

TEST_CASE("completion: a description has quotes, brackets and colons, which a shell leaves alone") {
  const CommandShape root = with_option(
      option_that(Takes::nothing, "--odd", "It's [of] a:b, with \\ and $HOME and `id`"));
  CHECK(contains(zsh_completion(root),
                 R"('(--odd)--odd[It'\''s \[of\] a\:b, with \\ and $HOME and `id`]')"));
  CHECK(contains(fish_completion(root),
                 R"( -l odd -d 'It\'s [of] a:b, with \\ and $HOME and `id`')"));
}

TEST_CASE("completion: a flag has no value in any shell") {
  const CommandShape root = with_option(option_that(Takes::nothing, "--fast", "Fast"));
  CHECK_FALSE(contains(bash_completion(root), "'run --fast')"));
  CHECK(contains(bash_completion(root), "'run') echo '--fast' ;;"));
  CHECK(line_of(zsh_completion(root), "--fast") == "    '(--fast)--fast[Fast]'");
  CHECK_FALSE(contains(line_of(fish_completion(root), "-l fast"), " -x"));
}

TEST_CASE("completion: each kind of value is completed as what it is") {
  struct Kind {
    Takes takes;
    const char* bash;
    const char* zsh;
    const char* fish;
  };
  for (const Kind& kind :
       {Kind{Takes::file, "file", ":_files'", " -r -F "},
        Kind{Takes::folder, "folder", ":_files -/'", "__fish_complete_directories"},
        Kind{Takes::scenario, "scenario", ":_drmsim_scenarios'", "(__drmsim_scenarios)"},
        Kind{Takes::scheduler, "scheduler", ":_drmsim_schedulers'", "(__drmsim_schedulers)"},
        Kind{Takes::schedulers, "schedulers", "_sequence -n 2", "(__drmsim_two_schedulers)"},
        Kind{Takes::command, "words run", ":(run)'", " -x -a 'run'"},
        Kind{Takes::other, "other", ": '", " -x -d"}}) {
    const CommandShape root = with_option(option_that(kind.takes, "--to", "Where"));
    CAPTURE(kind.bash);
    CHECK(contains(bash_completion(root),
                   "    'run --to') echo '" + std::string(kind.bash) + "' ;;\n"));
    CHECK(contains(line_of(zsh_completion(root), "--to"), kind.zsh));
    CHECK(contains(line_of(fish_completion(root), "-l to"), kind.fish));
  }
}

TEST_CASE("completion: one of a few words, in every shell") {
  OptionShape option = option_that(Takes::words, "--strategy", "How");
  option.words = {"random", "pct"};
  const CommandShape root = with_option(option);
  CHECK(contains(bash_completion(root), "'run --strategy') echo 'words random pct' ;;"));
  CHECK(contains(zsh_completion(root), ":VALUE:(random pct)'"));
  CHECK(contains(fish_completion(root), " -x -a 'random pct' -d 'How'"));
}

TEST_CASE("completion: a short and a long name are of one option") {
  OptionShape option = option_that(Takes::other, "-r", "Times");
  option.names.emplace_back("--repeat");
  const CommandShape root = with_option(option);
  CHECK(contains(bash_completion(root), "'run') echo '-r --repeat' ;;"));
  CHECK(contains(bash_completion(root), "'run -r') echo 'other' ;;"));
  CHECK(contains(zsh_completion(root), "'(-r --repeat)-r+[Times]"));
  CHECK(contains(zsh_completion(root), "'(-r --repeat)--repeat=[Times]"));
  CHECK(contains(fish_completion(root), " -s r -l repeat -x -d 'Times'"));
}

TEST_CASE("completion: arguments, of one word or of many, and of what only the user knows") {
  const CommandShape many = with_argument(argument_that(Takes::scenario, true));
  CHECK(contains(bash_completion(many), "'run') echo 'scenario' ;;"));
  CHECK(contains(zsh_completion(many), "'*:VALUE:_drmsim_scenarios'"));
  CHECK(contains(fish_completion(many), "'run'\" -F -a '(__drmsim_scenarios)'\n"));
  const CommandShape one = with_argument(argument_that(Takes::words));
  CHECK(contains(zsh_completion(one), "':VALUE:()'"));
  const CommandShape unknown = with_argument(argument_that(Takes::other));
  CHECK(contains(bash_completion(unknown), "'run') echo 'other' ;;"));
  CHECK(line_of(fish_completion(unknown), "'run'\" -F").empty());
}

TEST_CASE("completion: a command below a command is found by its whole path") {
  CommandShape root = with_option(option_that(Takes::nothing, "--fast", "Fast"));
  CommandShape build;
  build.path = "kernel build";
  build.name = "build";
  CommandShape kernel;
  kernel.path = kernel.name = "kernel";
  kernel.commands = {build};
  root.commands.push_back(kernel);
  CHECK(contains(bash_completion(root),
                 "    '') echo 'run kernel' ;;\n    'kernel') echo 'build' ;;"));
  CHECK(contains(zsh_completion(root), "_drmsim_kernel_build() {"));
  CHECK(contains(zsh_completion(root), "        build) _drmsim_kernel_build ;;"));
  CHECK(contains(fish_completion(root),
                 "contains -- (string join ' ' $path $word) 'run' 'kernel' "
                 "'kernel build'; or break"));
  CHECK(contains(fish_completion(root), "-n \"__drmsim_is 'kernel'\" -a build -d "));
}

}  // namespace drmsim::tools
