#include "scenarios/format/resolve/companion_files.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve/csv_lines.h"
#include "scenarios/format/scalar_types.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilesMax = 256;

}  // namespace

void CompanionFiles::read_into(Node& root, const std::string& from, const fs::path& folder) {
  from_ = from;
  folder_ = folder;
  for (Member& member : root.members) {
    const bool are_lists = member.key == kJobListKey && member.value.kind == Node::Kind::array;
    if (!are_lists) continue;
    for (Node& list : member.value.items) read_list(list);
  }
  read_durations(root);
}

// `data` of the same list, if there is one, stays: that both are given is for its reader to see.
void CompanionFiles::read_list(Node& table) {
  const Node* const data = table.find(kDataKey);
  for (Member& member : table.members) {
    if (member.key != kFileKey || member.value.kind != Node::Kind::string) continue;
    if (data != nullptr) {
      throw InputError(Diagnostic{from_, member.where.line, member.where.column,
                                  "`file` in [[job_list]] is given beside `data`; expected one of "
                                  "them"});
    }
    Text text = text_of(member.value);
    member.key = kDataKey;
    member.value = Node::of_string(std::move(text.text));
    member.value.where = text.where;
    return;
  }
}

// Whatever key it is the value of: drivers of programs have keys that are not known here.
void CompanionFiles::read_durations(Node& node) {
  const bool is_name = node.kind == Node::Kind::table && node.members.size() == 1 &&
                       node.members.front().key == kFromKey &&
                       node.members.front().value.kind == Node::Kind::string;
  if (is_name) return read_values(node);
  for (Member& member : node.members) read_durations(member.value);
  for (Node& item : node.items) read_durations(item);
}

void CompanionFiles::read_values(Node& node) {
  const Text file = text_of(node.members.front().value);
  const auto refuse = [&](int line, const std::string& why) {
    throw InputError(Diagnostic{files_.names.back(), line, 0, why});
  };
  Node values = Node::array();
  CsvLines lines(file.text);
  while (lines.next()) {
    if (lines.is_too_long()) {
      refuse(lines.number(), fmt::format("line is longer than {} bytes; expected one duration",
                                         CsvLines::kLineBytesMax));
    }
    if (values.items.size() == kMeasuredValuesMax) {
      refuse(lines.number(), fmt::format("more than {} values", kMeasuredValuesMax));
    }
    std::string text(lines.text());
    if (is_digits(text)) text += "ns";
    Node& value = values.items.emplace_back(Node::of_string(std::move(text)));
    value.where = SourceLocation{lines.number(), lines.column(), file.where.file};
  }
  if (values.items.empty()) refuse(0, "has no value; expected a duration on each line");
  node.members.front().key = kValuesKey;
  node.members.front().value = std::move(values);
}

CompanionFiles::Text CompanionFiles::text_of(const Node& name) {
  const auto refuse = [&](const std::string& why) {
    throw InputError(Diagnostic{from_, name.where.line, name.where.column,
                                "cannot read " + shown(name.text, '`') + ": " + why});
  };
  if (name.text.empty() || name.text.find('\0') != std::string::npos) refuse("expected a path");
  if (count_++ == kFilesMax) refuse(fmt::format("the scenario names more than {}", kFilesMax));
  const fs::path path = folder_ / name.text;
  std::error_code error;
  if (!fs::exists(path, error)) refuse(kNoSuchFile);
  if (!fs::is_regular_file(path, error)) refuse("not a file");
  Text file;
  try {
    file.text = read_input_file(path, kCompanionBytesMax - bytes_);
  } catch (const InputError& reason) {
    refuse(reason.diagnostics().front().message);
  }
  bytes_ += file.text.size();
  files_.names.push_back(path.string());
  file.where = SourceLocation{1, 1, static_cast<int>(files_.names.size())};
  return file;
}

}  // namespace drmsim::scenarios
