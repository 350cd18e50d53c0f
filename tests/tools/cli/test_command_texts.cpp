// The help of each command: its examples are commands that are understood, and its lines fit.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tools/cli/command_shape.h"
#include "tools/cli/command_texts.h"
#include "tools/cli/commands.h"

namespace drmsim::tools {
namespace {

std::vector<std::string> paths_of_commands() {
  const Commands commands;
  const CommandShape root = shape_of(commands.app());
  std::vector<std::string> paths;
  for (const CommandShape* command : all_commands(root)) paths.push_back(command->path);
  return paths;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The words behind `drmsim` in a line of the shell: up to a pipe, or to what the line says about
// itself, which two blanks set off. Empty: the line calls something else.
std::vector<std::string> words_behind_drmsim(const std::string& line) {
  const std::size_t at = line.find("drmsim ");
  if (at == std::string::npos || (at != 0 && line.find("| drmsim ") == std::string::npos))
    return {};
  std::string call = line.substr(at + 7);
  call.resize(std::min(call.size(), call.find("  ")));
  std::istringstream in(call.substr(0, call.find_first_of("|>")));
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    // "$(drmsim kernel fetch 7.3)" is one word of the shell.
    if (word.rfind("\"$(", 0) == 0) {
      while (word.back() != '"' && in >> word) continue;
      word = "archive";
    }
    words.push_back(word == "kernel:6.12" ? "model" : word);  // which need not be built
  }
  return words;
}

}  // namespace

TEST_CASE("command texts: every example is a command line that drmsim understands") {
  std::size_t examples = 0;
  for (const std::string& path : paths_of_commands()) {
    for (const std::string& line : lines_in(command_text(path).examples)) {
      const std::vector<std::string> words = words_behind_drmsim(line);
      if (words.empty() || words.back() == "--help") continue;
      CAPTURE(path, line);
      ++examples;
      Commands commands;
      CHECK_NOTHROW(commands.parse(words));
    }
  }
  CHECK(examples > 40);
}

TEST_CASE("command texts: the examples of a command call it, those of a group one below") {
  for (const std::string& path : paths_of_commands()) {
    CAPTURE(path);
    const std::string examples = command_text(path).examples;
    CHECK(examples.find("drmsim " + path) != std::string::npos);
    CHECK(examples.back() == '\n');
  }
}

TEST_CASE("command texts: every command says what it does, and what each exit status means") {
  for (const std::string& path : paths_of_commands()) {
    CAPTURE(path);
    const CommandText& text = command_text(path);
    const std::string summary = text.summary;
    CHECK_FALSE(summary.empty());
    CHECK(summary.back() != '.');  // the help puts one there
    const std::string status = text.status;
    const bool is_group = status == "see each of its commands";
    CHECK((is_group || status.find("2 ") != std::string::npos || path == "kernel list"));
    CHECK((status.find('.') == std::string::npos));
  }
}

TEST_CASE("command texts: the help of an example is indented, and ends with the exit status") {
  const CommandText text{"x", "Do x", "", "drmsim x   one\ndrmsim x y\n", "0 done"};
  CHECK(help_footer(text) == "Examples:\n  drmsim x   one\n  drmsim x y\n\nExit status: 0 done.\n");
}

TEST_CASE("command texts: no line of the help is wider than a page") {
  const Commands commands;
  std::vector<const CLI::App*> all{&commands.app()};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const CLI::App* below : all[i]->get_subcommands({})) all.push_back(below);
    for (const std::string& line : lines_in(all[i]->get_description() + all[i]->get_footer())) {
      CAPTURE(full_name(*all[i]), line);
      CHECK(line.size() <= 100);
    }
  }
}

}  // namespace drmsim::tools
