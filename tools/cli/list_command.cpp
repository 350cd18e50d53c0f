#include "tools/cli/list_command.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/json_text.h"
#include "scenarios/format/scenario_reader.h"
#include "tools/cli/command_line.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_style.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

struct Listed {
  std::string name;  // "recovery/hang_replay", by which every command knows it
  std::string file;
  std::string summary;
};

std::string summary_of(const fs::path& file) {
  if (file.extension() != ".toml") return "a workload of gem_wsim";
  try {
    return scenarios::load_scenario(file).summary;
  } catch (const scenarios::InputError& error) {
    return "cannot be read: " + scenarios::to_string(error.diagnostics().front());
  }
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return std::tolower(letter); });
  return text;
}

std::vector<Listed> listed(const fs::path& folder, const std::string& word) {
  std::vector<Listed> all;
  for (const fs::path& file : scenario_files(folder)) {
    fs::path name = file.lexically_relative(folder);
    name.replace_extension();
    Listed one{name.generic_string(), file.string(), summary_of(file)};
    if (lower(one.name + " " + one.summary).find(lower(word)) == std::string::npos) continue;
    all.push_back(std::move(one));
  }
  return all;
}

std::string json_of(const std::vector<Listed>& all) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Listed& one : all) {
    list.push_back({{"name", one.name}, {"file", one.file}, {"summary", one.summary}});
  }
  return scenarios::json_text(list, 2) + "\n";
}

// The first sentence, on a line, whatever the summary has in it.
std::string in_short(const std::string& summary) {
  std::string text = summary.substr(0, summary.find(". "));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return printable(text) + (text.size() < summary.size() ? "." : "");
}

}  // namespace

void add_list_options(CLI::App& list, ListArguments& arguments) {
  list.add_option("WORD", arguments.word, "Only those that have it in their name or summary")
      ->type_name("");
  list.add_flag("--json", arguments.json, "A list of objects with name, file and summary");
}

int list_scenarios(const ListArguments& arguments, const Console& console) {
  const auto folder = scenario_folder();
  if (!folder.has_value()) {
    console.err
        << "drmsim: the scenarios are neither beside the program nor in the folders above\n";
    return kBadInput;
  }
  const std::vector<Listed> all = listed(*folder, arguments.word);
  if (arguments.json) {
    console.out << json_of(all);
    return kAsExpected;
  }
  if (all.empty()) {
    console.err << fmt::format("drmsim: no scenario has `{}` in its name or summary\n",
                               printable(arguments.word));
  }
  std::size_t width = 0;
  for (const Listed& one : all) width = std::max(width, one.name.size());
  const TextStyle style(console.colour && console.out_is_terminal);
  for (const Listed& one : all) {
    console.out << style.bold(one.name) << std::string(width - one.name.size() + 2, ' ')
                << in_short(one.summary) << "\n";
  }
  return kAsExpected;
}

}  // namespace drmsim::tools
