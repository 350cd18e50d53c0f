#include "scenarios/format/scenario_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/companion_files.h"
#include "scenarios/format/resolve/table_merge.h"
#include "scenarios/format/toml_document.h"
#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIncludeDepthMax = 8;
constexpr std::size_t kIncludedFilesMax = 64;

class Includer {
 public:
  explicit Includer(ScenarioTable& table, std::size_t bytes)
      : table_(table), companions_(table.included), bytes_(bytes) {}

  // `own` with what it includes below it. `own_path`: its canonical path, if it is a file.
  Node with_includes(Node own, const std::string& name, const fs::path& folder,
                     const fs::path& own_path) {
    open_.push_back({name, own_path});
    companions_.read_into(own, name, folder);
    Node result = Node::table();
    for (const NameRef& included : taken_includes(own, name)) {
      if (const std::optional<Node> below = read(included, name, folder)) {
        merge_table(result, *below, scenario_section().info());
      }
    }
    merge_table(result, own, scenario_section().info());
    open_.pop_back();
    return result;
  }

 private:
  struct OpenFile {
    std::string name;
    fs::path path;
  };

  // What the key `include` names; the key is removed.
  std::vector<NameRef> taken_includes(Node& own, const std::string& name) const {
    const auto is_include = [](const Member& member) { return member.key == kIncludeKey; };
    const auto found = std::find_if(own.members.begin(), own.members.end(), is_include);
    if (found == own.members.end()) return {};
    Diagnostics diagnostics(name, table_.included);
    std::vector<NameRef> files;
    const std::string key = kIncludeKey;
    const std::string& title = scenario_section().info().title;
    include_type().read(Field{found->value, key, title, diagnostics}, files);
    diagnostics.throw_if_any();
    own.members.erase(found);
    return files;
  }

  // Nothing if the file was read before.
  std::optional<Node> read(const NameRef& included, const std::string& from,
                           const fs::path& folder) {
    const fs::path path = folder / included.name;
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    if (error) refuse(included, from, "no such file");
    if (!fs::is_regular_file(canonical, error)) refuse(included, from, "not a file");
    refuse_circle(included, from, canonical);
    if (std::find(read_.begin(), read_.end(), canonical) != read_.end()) return std::nullopt;
    if (open_.size() > kIncludeDepthMax) {
      refuse(included, from,
             fmt::format("more than {} files, each included by the one before", kIncludeDepthMax));
    }
    if (read_.size() == kIncludedFilesMax) {
      refuse(included, from, fmt::format("the scenario has more than {} files", kIncludedFilesMax));
    }
    read_.push_back(canonical);
    table_.included.names.push_back(path.string());
    const std::string text = text_of(path, included, from);
    Node own = parse_toml(text, path.string(), static_cast<int>(table_.included.names.size()));
    return with_includes(std::move(own), path.string(), path.parent_path(), canonical);
  }

  std::string text_of(const fs::path& path, const NameRef& included, const std::string& from) {
    try {
      std::string text = read_input_file(path, kInputBytesMax - bytes_);
      bytes_ += text.size();
      return text;
    } catch (const InputError& reason) {
      refuse(included, from, reason.diagnostics().front().message);
    }
  }

  void refuse_circle(const NameRef& included, const std::string& from, const fs::path& path) const {
    const auto first = std::find_if(open_.begin(), open_.end(),
                                    [&](const OpenFile& open) { return open.path == path; });
    if (first == open_.end()) return;
    std::string circle;
    for (auto open = first; open != open_.end(); ++open) circle += open->name + " includes ";
    refuse(included, from, "files include each other: " + circle + first->name);
  }

  [[noreturn]] static void refuse(const NameRef& included, const std::string& from,
                                  const std::string& why) {
    throw InputError(Diagnostic{from, included.where.line, included.where.column,
                                "cannot include " + shown(included.name, '`') + ": " + why});
  }

  ScenarioTable& table_;
  CompanionFiles companions_;
  std::size_t bytes_;
  std::vector<OpenFile> open_;  // each included by the one before
  std::vector<fs::path> read_;  // that are included
};

ScenarioTable merged(std::string_view text, std::string name, const fs::path& folder,
                     const fs::path& own_path) {
  ScenarioTable table;
  table.file = std::move(name);
  Node own = parse_toml(text, table.file);
  table.root =
      Includer(table, text.size()).with_includes(std::move(own), table.file, folder, own_path);
  return table;
}

}  // namespace

ScenarioTable load_scenario_table(const fs::path& path) {
  const std::string text = read_input_file(path);
  std::error_code error;
  return merged(text, path.string(), path.parent_path(), fs::canonical(path, error));
}

ScenarioTable parse_scenario_table(std::string_view text, std::string name,
                                   const std::optional<fs::path>& folder) {
  if (folder.has_value()) {
    check_input_text(text, name);
    return merged(text, std::move(name), *folder, {});
  }
  check_input_text(text, name, kFlatBytesMax);
  ScenarioTable table{std::move(name), {}, {}};
  table.root = parse_toml(text, table.file);
  if (const Node* include = table.root.find(kIncludeKey)) {
    throw InputError(Diagnostic{table.file, include->where.line, include->where.column,
                                "only a scenario file can include others; expected no `include`"});
  }
  return table;
}

std::string flat_text(const ScenarioTable& table) {
  return toml_text(table.root);
}

}  // namespace drmsim::scenarios
