#include "tools/explore/replay_file.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/suggest.h"
#include "scenarios/format/toml_document.h"

namespace drmsim::scenarios {
namespace {

// A scenario of the largest size, each byte of it escaped at worst as six.
constexpr std::size_t kReplayBytesMax = 7 * kInputBytesMax;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string escaped(char c) {
  if (c == '"' || c == '\\') return std::string("\\") + c;
  return is_control(c) ? fmt::format("\\u{:04x}", static_cast<unsigned>(c)) : std::string(1, c);
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += escaped(c);
  return out + '"';
}

// Line by line as in its own file, so that people can read it; as it stands where TOML's literal
// text can hold it, else with escapes.
std::string text_block(const std::string& text) {
  const bool is_literal = text.find("'''") == text.npos && (text.empty() || text.back() != '\'') &&
                          std::none_of(text.begin(), text.end(), [](char c) {
                            return is_control(c) && c != '\n' && c != '\t';
                          });
  if (is_literal) return "'''\n" + text + "'''";
  std::string out = "\"\"\"\n";
  for (const char c : text) out += c == '\n' ? "\n" : escaped(c);
  return out + "\"\"\"";
}

std::string deviations_text(const sim::Deviations& deviations) {
  std::string text = "[";
  constexpr std::size_t kPerLine = 8;
  for (std::size_t i = 0; i < deviations.size(); ++i) {
    text += i % kPerLine == 0 ? "\n  " : " ";
    text += fmt::format("[{}, {}],", deviations[i].choice, deviations[i].option);
  }
  return text + (deviations.empty() ? "]" : "\n]");
}

// Reads the keys of one table, each exactly once.
class Reader {
 public:
  Reader(const Node& table, const std::string& name) : table_(table), name_(name) {}

  std::string text(const std::string& key) {
    const Node& node = get(key, Node::Kind::string, "a text");
    return node.text;
  }
  std::string text_or_none(const std::string& key) {
    if (table_.find(key) != nullptr) return text(key);
    keys_.push_back(key);
    return "";
  }
  std::uint64_t number(const std::string& key) {
    return number_in(get(key, Node::Kind::integer, "a number from 0"), key);
  }
  std::uint64_t hash(const std::string& key) {
    const Node& node = get(key, Node::Kind::string, "a text as \"0x0123456789abcdef\"");
    std::uint64_t value = 0;
    const char* begin = node.text.data() + 2;
    const char* end = node.text.data() + node.text.size();
    if (node.text.rfind("0x", 0) != 0 || std::from_chars(begin, end, value, 16).ptr != end) {
      fail(node.where, key, node, "a text as \"0x0123456789abcdef\"");
    }
    return value;
  }
  sim::Deviations deviations(const std::string& key) {
    constexpr const char* kExpected = "a list of [choice, option], ascending, options from 1";
    sim::Deviations deviations;
    for (const Node& pair : get(key, Node::Kind::array, kExpected).items) {
      if (pair.kind != Node::Kind::array || pair.items.size() != 2) {
        fail(pair.where, key, pair, kExpected);
      }
      const sim::Deviation next{number_in(pair.items[0], key),
                                static_cast<unsigned>(number_in(pair.items[1], key))};
      if (next.option == 0 || (!deviations.empty() && next.choice <= deviations.back().choice)) {
        fail(pair.where, key, pair, kExpected);
      }
      deviations.push_back(next);
    }
    return deviations;
  }
  void refuse_others() const {
    for (const Member& member : table_.members) {
      bool known = false;
      for (const std::string& key : keys_) known = known || key == member.key;
      if (!known) {
        throw InputError(
            Diagnostic{name_, member.where.line, member.where.column,
                       "unknown key `" + member.key + "`" + suggestion(member.key, keys_)});
      }
    }
  }

 private:
  const Node& get(const std::string& key, Node::Kind kind, const char* expected) {
    keys_.push_back(key);
    const Node* node = table_.find(key);
    if (node == nullptr) {
      throw InputError(Diagnostic{name_, table_.where.line, 0,
                                  "the key `" + key + "` is missing; expected " + expected});
    }
    if (node->kind != kind) fail(node->where, key, *node, expected);
    return *node;
  }
  std::uint64_t number_in(const Node& node, const std::string& key) {
    if (node.kind != Node::Kind::integer || node.integer < 0) {
      fail(node.where, key, node, "a number from 0");
    }
    return static_cast<std::uint64_t>(node.integer);
  }
  [[noreturn]] void fail(SourceLocation where, const std::string& key, const Node& node,
                         const char* expected) {
    throw InputError(
        Diagnostic{name_, where.line, where.column,
                   fmt::format("`{}` is {}; expected {}", key, shown(node), expected)});
  }

  const Node& table_;
  const std::string& name_;
  std::vector<std::string> keys_;
};

}  // namespace

bool is_replay(const Node& root) {
  return root.find("event_log_hash") != nullptr;
}

std::string replay_text(const ReplayFile& replay) {
  const std::string overrides =
      replay.overrides.empty() ? ""
                               : fmt::format("overrides      = {}\n", quoted(replay.overrides));
  std::string kernel;
  if (!replay.kernel.release.empty()) {
    kernel = fmt::format(
        "kernel_release = {}\n"
        "kernel_sources = {}\n"
        "kernel_build   = {}\n",
        quoted(replay.kernel.release), quoted(replay.kernel.sources), quoted(replay.kernel.build));
  }
  return fmt::format(
      "# A run that fails. Repeat it with: drmsim replay FILE\n"
      "# {}\n"
      "scenario       = {}\n"
      "{}"
      "build          = {}\n"
      "scheduler      = {}\n"
      "{}"
      "strategy       = {}\n"
      "schedule       = {}\n"
      "seed           = {}\n"
      "identity       = {}\n"
      "message        = {}\n"
      "event_log_hash = \"{:#018x}\"\n"
      "choices        = {}\n"
      "# The choices that differ from a plain run: [which, option taken].\n"
      "deviations     = {}\n"
      "# The scenario, whole: the file of that name is not needed.\n"
      "scenario_text  = {}\n",
      replay.identity, quoted(replay.scenario), overrides, quoted(replay.build),
      quoted(replay.scheduler), kernel, quoted(replay.strategy), replay.schedule, replay.seed,
      quoted(replay.identity), quoted(replay.message), replay.event_log_hash, replay.choices,
      deviations_text(replay.deviations), text_block(replay.scenario_text));
}

ReplayFile parse_replay(std::string_view text, const std::string& name) {
  check_input_text(text, name, kReplayBytesMax);
  const Node root = parse_toml(text, name);
  Reader reader(root, name);
  ReplayFile replay;
  replay.scenario = reader.text("scenario");
  replay.scenario_text = reader.text("scenario_text");
  replay.overrides = reader.text_or_none("overrides");
  replay.build = reader.text("build");
  replay.scheduler = reader.text("scheduler");
  replay.kernel.release = reader.text_or_none("kernel_release");
  replay.kernel.sources = reader.text_or_none("kernel_sources");
  replay.kernel.build = reader.text_or_none("kernel_build");
  replay.strategy = reader.text("strategy");
  replay.schedule = reader.number("schedule");
  replay.seed = reader.number("seed");
  replay.identity = reader.text("identity");
  replay.message = reader.text("message");
  replay.event_log_hash = reader.hash("event_log_hash");
  replay.choices = reader.number("choices");
  replay.deviations = reader.deviations("deviations");
  reader.refuse_others();
  return replay;
}

ReplayFile load_replay(const std::filesystem::path& path) {
  return parse_replay(read_input_file(path, kReplayBytesMax), path.string());
}

}  // namespace drmsim::scenarios
