#include "tools/explore/replay_file.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scalar_types.h"
#include "scenarios/format/scenario_table.h"
#include "scenarios/format/section.h"
#include "scenarios/format/seed.h"
#include "scenarios/format/toml_document.h"

namespace drmsim::scenarios {
namespace {

// A scenario of the largest size with all that it names, each byte of it escaped at worst as six.
constexpr std::size_t kReplayBytesMax = 7 * kFlatBytesMax;

// A text of any length, on one line or several.
class LongTextType {
 public:
  TypeInfo info() const { return {"text", "", "a string", {}, R"({"type": "string"})"}; }
  Node node(const std::string& value) const { return Node::of_string(value); }
  bool read(const Field& field, std::string& out) const {
    if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
    out = field.node.text;
    return true;
  }
};

// 64 bits, of which TOML's whole numbers have 63.
class HashType {
 public:
  TypeInfo info() const {
    return {"hash",
            "",
            "16 hexadecimal digits such as \"0x0123456789abcdef\"",
            {},
            R"({"type": "string", "pattern": "^0x[0-9a-f]{1,16}$"})"};
  }
  Node node(std::uint64_t value) const { return Node::of_string(fmt::format("{:#018x}", value)); }
  bool read(const Field& field, std::uint64_t& out) const {
    const std::string& text = field.node.text;
    if (!field.is(Node::Kind::string) || text.size() < 3 || text.rfind("0x", 0) != 0) {
      return field.refuse(info().expected);
    }
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + 2, end, out, 16);
    if (parsed.ec == std::errc{} && parsed.ptr == end) return true;
    return field.refuse(info().expected);
  }
};

// [[choice, option], ...].
class DeviationsType {
 public:
  TypeInfo info() const {
    return {"list",
            "",
            "a list of [choice, option], ascending, options from 1",
            {},
            R"({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}})"};
  }
  Node node(const sim::Deviations& value) const {
    Node list = Node::array();
    for (const sim::Deviation& deviation : value) {
      Node pair = Node::array();
      pair.items.push_back(Node::of_integer(static_cast<std::int64_t>(deviation.choice)));
      pair.items.push_back(Node::of_integer(deviation.option));
      list.items.push_back(std::move(pair));
    }
    return list;
  }
  bool read(const Field& field, sim::Deviations& out) const {
    if (!field.is(Node::Kind::array)) return field.refuse(info().expected);
    for (const Node& pair : field.node.items) {
      if (!is_next(pair, out)) return field.part(pair).refuse(info().expected);
      out.push_back({static_cast<std::uint64_t>(pair.items[0].integer),
                     static_cast<unsigned>(pair.items[1].integer)});
    }
    return true;
  }

 private:
  static bool is_number(const Node& node, std::int64_t min, std::int64_t max) {
    return node.kind == Node::Kind::integer && node.integer >= min && node.integer <= max;
  }
  static bool is_next(const Node& pair, const sim::Deviations& before) {
    if (pair.kind != Node::Kind::array || pair.items.size() != 2) return false;
    if (!is_number(pair.items[0], 0, std::numeric_limits<std::int64_t>::max())) return false;
    if (!is_number(pair.items[1], 1, std::numeric_limits<unsigned>::max())) return false;
    const auto choice = static_cast<std::uint64_t>(pair.items[0].integer);
    return before.empty() || choice > before.back().choice;
  }
};

// In the order in which a file has them: what people look for first, the long ones last.
const Section<ReplayFile>& replay_section() {
  const IntegerType<std::uint64_t> number(0, kSeedMax);
  static const Section<ReplayFile> section =
      Section<ReplayFile>("the replay file", "A run that fails. Repeat it with: drmsim replay FILE")
          .key("scenario", &ReplayFile::scenario, LongTextType(), "The file that was explored.")
          .required()
          .key("overrides", &ReplayFile::overrides, LongTextType(),
               "What the command line said in place of it.")
          .key("build", &ReplayFile::build, LongTextType(), "The drmsim that found it.")
          .required()
          .key("scheduler", &ReplayFile::scheduler, LongTextType(), "The implementation that ran.")
          .required()
          .key("kernel_release", &ReplayFile::kernel, &ReplayKernel::release, LongTextType(),
               "The kernel that scheduled.")
          .key("kernel_sources", &ReplayFile::kernel, &ReplayKernel::sources, LongTextType(),
               "A hash of what was compiled of its tree.")
          .key("kernel_build", &ReplayFile::kernel, &ReplayKernel::build, LongTextType(),
               "The command that builds it.")
          .key("strategy", &ReplayFile::strategy, LongTextType(), "The strategy that found it.")
          .required()
          .key("schedule", &ReplayFile::schedule, number, "After so many schedules.")
          .required()
          .key("seed", &ReplayFile::seed, number, "Of the run.")
          .required()
          .key("identity", &ReplayFile::identity, LongTextType(), "What tells the bug from others.")
          .required()
          .key("message", &ReplayFile::message, LongTextType(), "What the hazard says.")
          .required()
          .key("event_log_hash", &ReplayFile::event_log_hash, HashType(), "Of the run's event log.")
          .required()
          .key("choices", &ReplayFile::choices, number, "Of the run.")
          .required()
          .key("deviations", &ReplayFile::deviations, DeviationsType(),
               "The choices that differ from a plain run: [which, option taken].")
          .required()
          .key("scenario_text", &ReplayFile::scenario_text, LongTextType(),
               "The scenario, whole: the file of that name is not needed.")
          .required();
  return section;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string escaped(char c) {
  if (c == '"' || c == '\\') return std::string("\\") + c;
  return is_control(c) ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : std::string(1, c);
}

// Line by line as in its own file, so that people can read it; as it stands where TOML's literal
// text can hold it, else with escapes.
std::string text_block(const std::string& text) {
  const bool is_literal =
      text.find("'''") == std::string::npos && (text.empty() || text.back() != '\'') &&
      std::none_of(text.begin(), text.end(),
                   [](char c) { return is_control(c) && c != '\n' && c != '\t'; });
  if (is_literal) return "'''\n" + text + "'''";
  std::string out = "\"\"\"\n";
  for (const char c : text) out += c == '\n' ? "\n" : escaped(c);
  return out + "\"\"\"";
}

std::string list_block(const Node& list) {
  constexpr std::size_t kPerLine = 8;
  std::string text = "[";
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    text += (i % kPerLine == 0 ? "\n  " : " ") + toml_value(list.items[i]) + ',';
  }
  return text + (list.items.empty() ? "]" : "\n]");
}

}  // namespace

bool is_replay(const Node& root) {
  return root.find("event_log_hash") != nullptr;
}

// As toml_text(), but what takes several lines has a comment and lines that people can read.
std::string replay_text(const ReplayFile& replay) {
  const SectionInfo& info = replay_section().info();
  std::string text = fmt::format("# {}\n# {}\n", info.doc, replay.identity);
  for (const Member& member : replay_section().node(replay).members) {
    const bool is_list = member.value.kind == Node::Kind::array;
    const bool is_block = is_list || member.key == "scenario_text";
    if (is_block) text += fmt::format("# {}\n", info.find(member.key)->doc);
    text += fmt::format("{:<14} = {}\n", member.key,
                        is_list    ? list_block(member.value)
                        : is_block ? text_block(member.value.text)
                                   : toml_value(member.value));
  }
  return text;
}

ReplayFile parse_replay(std::string_view text, const std::string& name) {
  check_input_text(text, name, kReplayBytesMax);
  Diagnostics diagnostics(name);
  ReplayFile replay;
  replay_section().read(parse_toml(text, name), replay, diagnostics);
  diagnostics.throw_if_any();
  return replay;
}

ReplayFile load_replay(const std::filesystem::path& path) {
  return parse_replay(read_input_file(path, kReplayBytesMax), path.string());
}

}  // namespace drmsim::scenarios
