#include "scenarios/format/keys/special_types.h"

#include "scenarios/format/errno_names.h"
#include "scenarios/format/keys/former_switches.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/scalar_types.h"
#include "scenarios/format/suggest.h"
#include "sim/hazard.h"

namespace drmsim::scenarios {
namespace {

constexpr std::string_view kSharedPrefix = "shared:";

ChoiceType<sim::HazardKind> hazard_type() {
  std::vector<std::pair<std::string, sim::HazardKind>> choices;
  for (int i = 0; i <= static_cast<int>(sim::HazardKind::warning); ++i) {
    const auto kind = static_cast<sim::HazardKind>(i);
    choices.emplace_back(sim::hazard_name(kind), kind);
  }
  return ChoiceType<sim::HazardKind>(choices);
}

// A number stands for each word: errors are their positive errno, the others are negative.
ChoiceType<int> choice_with_errors(std::vector<std::pair<std::string, int>> choices) {
  for (const std::string& name : errno_names()) choices.emplace_back(name, *errno_number(name));
  return ChoiceType<int>(std::move(choices));
}

// The general texts about errors would list every errno.
TypeInfo with_error_name(std::string words) {
  words += " or the name of an error such as `EIO`";
  return {"choice", words, words, {}};
}

std::string words_or_errors(std::vector<std::string> words) {
  for (const std::string& name : errno_names()) words.push_back(name);
  return schema_of_words(words);
}

}  // namespace

TypeInfo QueueType::info() const {
  const std::string range = "`own`, `system` or `shared:NAME`";
  return {
      "choice",
      range,
      range,
      {},
      R"({"type": "string", "pattern": "^(own|system|shared:[A-Za-z_][A-Za-z0-9_.:-]{0,63})$"})"};
}

Node QueueType::node(const Value& value) const {
  switch (value.kind) {
    case QueueSpec::Kind::own:
      return Node::of_string("own");
    case QueueSpec::Kind::system:
      return Node::of_string("system");
    case QueueSpec::Kind::shared:
      break;
  }
  return Node::of_string(std::string(kSharedPrefix) + value.shared_name);
}

bool QueueType::read(const Field& field, Value& out) const {
  const std::string& text = field.node.text;
  if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
  if (text == "own") {
    out = QueueSpec{QueueSpec::Kind::own, ""};
  } else if (text == "system") {
    out = QueueSpec{QueueSpec::Kind::system, ""};
  } else if (text.rfind(kSharedPrefix, 0) == 0 && is_name(text.substr(kSharedPrefix.size()))) {
    out = QueueSpec{QueueSpec::Kind::shared, text.substr(kSharedPrefix.size())};
  } else {
    return field.refuse(info().expected);
  }
  return true;
}

TypeInfo RunJobResultType::info() const {
  TypeInfo info = with_error_name("`fence`, `null`, `signalled`");
  info.schema = words_or_errors({"fence", "null", "signalled"});
  return info;
}

Node RunJobResultType::node(const Value& value) const {
  switch (value.kind) {
    case RunJobReturns::Kind::fence:
      return Node::of_string("fence");
    case RunJobReturns::Kind::null:
      return Node::of_string("null");
    case RunJobReturns::Kind::signalled:
      return Node::of_string("signalled");
    case RunJobReturns::Kind::error:
      break;
  }
  return Node::of_string(errno_name(value.error));
}

bool RunJobResultType::read(const Field& field, Value& out) const {
  using Kind = RunJobReturns::Kind;
  constexpr int kFence = -1;
  constexpr int kNull = -2;
  constexpr int kSignalled = -3;
  int word = 0;
  const auto type =
      choice_with_errors({{"fence", kFence}, {"null", kNull}, {"signalled", kSignalled}});
  if (!type.read(field, word)) return false;
  switch (word) {
    case kFence:
      out = RunJobReturns{Kind::fence, 0};
      break;
    case kNull:
      out = RunJobReturns{Kind::null, 0};
      break;
    case kSignalled:
      out = RunJobReturns{Kind::signalled, 0};
      break;
    default:
      out = RunJobReturns{Kind::error, word};
      break;
  }
  return true;
}

TypeInfo FinishedType::info() const {
  TypeInfo info = with_error_name("`ok`, `unfinished`, `refused`");
  info.type = "table of choices by name of a [[job]]";
  info.expected = "a table such as { JOB = \"ok\", JOB = \"ECANCELED\" }";
  info.schema = R"({"type": "object", "additionalProperties": )" +
                words_or_errors({"ok", "unfinished", "refused"}) + '}';
  return info;
}

Node FinishedType::node(const Value& value) const {
  using Kind = ExpectedFinish::Kind;
  Node table = Node::table();
  for (const ExpectedFinish& finish : value) {
    const bool is_error = finish.kind == Kind::ok || finish.kind == Kind::error;
    const char* word = finish.kind == Kind::unfinished ? "unfinished" : "refused";
    table.add(finish.job.name, Node::of_string(is_error ? errno_name(finish.error) : word));
  }
  return table;
}

bool FinishedType::read(const Field& field, Value& out) const {
  using Kind = ExpectedFinish::Kind;
  constexpr int kOk = -1;
  constexpr int kUnfinished = -2;
  constexpr int kRefused = -3;
  if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
  const auto type =
      choice_with_errors({{"ok", kOk}, {"unfinished", kUnfinished}, {"refused", kRefused}});
  for (const Member& member : field.node.members) {
    int word = 0;
    if (!type.read(Field{member.value, member.key, "`" + field.key + "` of " + field.section,
                         field.diagnostics},
                   word)) {
      continue;
    }
    ExpectedFinish& finish = out.emplace_back();
    finish.job = NameRef{member.key, member.where};
    finish.kind = word == kOk           ? Kind::ok
                  : word == kUnfinished ? Kind::unfinished
                  : word == kRefused    ? Kind::refused
                                        : Kind::error;
    finish.error = word > 0 ? word : 0;
  }
  return true;
}

TypeInfo HazardListType::info() const {
  TypeInfo info = hazard_type().info();
  info.type = "choice or list of choices";
  constexpr std::size_t kAnyNumber = 100'000;
  info.schema = schema_or_list(info.schema, kAnyNumber);
  return info;
}

Node HazardListType::node(const Value& value) const {
  Node list = Node::array();
  for (const ExpectedHazard& hazard : value) {
    list.items.push_back(hazard_type().node(hazard.kind));
  }
  return list;
}

bool HazardListType::read(const Field& field, Value& out) const {
  const ChoiceType<sim::HazardKind> type = hazard_type();
  const bool is_list = field.is(Node::Kind::array);
  if (!is_list && !field.is(Node::Kind::string)) return field.refuse(info().expected);
  const std::vector<Node> one = {is_list ? Node() : field.node};
  for (const Node& item : is_list ? field.node.items : one) {
    ExpectedHazard hazard{item.where, {}};
    if (type.read(field.part(item), hazard.kind)) out.push_back(hazard);
  }
  return true;
}

TypeInfo SemanticsType::info() const {
  TypeInfo info = name_.info();
  info.expected = "the name of a release such as \"linux-6.12\"";
  return info;
}

Node SemanticsType::node(const Value& value) const {
  return name_.node(value);
}

namespace {

// `defects = ["A4"]`, for what a table of switches has under "on" or "off".
void add_spelling(const Node* switches, std::vector<std::string>& spelled_on,
                  std::vector<std::string>& spelled_off, bool on) {
  if (switches == nullptr) return;
  std::vector<Node> names = switches->items;
  if (switches->kind == Node::Kind::string) names = {*switches};
  for (const Node& name : names) {
    for (const FormerSwitch& former : kFormerSwitches) {
      if (name.kind != Node::Kind::string || former.name != name.text) continue;
      // It was the other way round: whether drm_sched_fini() cancels.
      const bool is_in = former.defect == "D1" ? !on : on;
      (is_in ? spelled_on : spelled_off).push_back(fmt::format("\"{}\"", former.defect));
    }
  }
}

std::string spelling_of(const Node& table) {
  std::vector<std::string> on;
  std::vector<std::string> off;
  add_spelling(table.find("on"), on, off, true);
  add_spelling(table.find("off"), on, off, false);
  const Node* preset = table.find("preset");
  const bool named = preset != nullptr && preset->kind == Node::Kind::string;
  std::string text = "`semantics = " + (named ? shown(preset->text, '"') : "\"linux-6.12\"") + '`';
  if (on.empty() && off.empty()) return text + ", with `defects = [\"A4\"]` and such";
  if (!on.empty()) text += fmt::format(", `defects = [{}]`", fmt::join(on, ", "));
  if (!off.empty()) text += fmt::format(", `without = [{}]`", fmt::join(off, ", "));
  return text;
}

}  // namespace

bool SemanticsType::read(const Field& field, Value& out) const {
  if (field.is(Node::Kind::table)) {
    field.refuse("the name of a release, its defects by their ids: " + spelling_of(field.node));
    return false;
  }
  return name_.read(field, out);
}

}  // namespace drmsim::scenarios
