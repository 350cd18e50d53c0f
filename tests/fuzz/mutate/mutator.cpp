#include "tests/fuzz/mutate/mutator.h"

#include <cctype>
#include <utility>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"

namespace drmsim::tests {

namespace {

// Whether a reader takes it. What it would do to a file that it refuses, libFuzzer asks.
bool is_valid(InputKind kind, const std::string& text) {
  try {
    if (kind == InputKind::scenario) scenarios::parse_scenario(text, "mutated");
    return true;
  } catch (const scenarios::InputError&) {
    return false;
  }
}

}  // namespace

std::string Mutator::mutated(InputKind kind, const std::string& text) {
  const bool may_be_refused = rng_.uniform(0, 9) == 0;
  for (int attempts = 0;; ++attempts) {
    std::string changed = changed_once(kind, text);
    if (may_be_refused || attempts == 50 || is_valid(kind, changed)) return changed;
  }
}

std::string Mutator::changed_once(InputKind kind, std::string text) {
  const bool is_toml = kind == InputKind::scenario || kind == InputKind::replay;
  // One change is often a mistake of its own; the more there are, the less of them is reached.
  std::uint64_t changes = rng_.uniform(1, 3);
  for (; changes > 0; --changes) {
    if (rng_.uniform(0, 79) == 0) {
      text = change_bytes(std::move(text));
    } else if (rng_.uniform(0, 4) == 0) {
      text = change_lines(kind, text);
    } else {
      text = is_toml ? change_toml(text) : change_words(kind, text);
    }
  }
  return text;
}

std::string Mutator::change_toml(const std::string& text) {
  switch (rng_.uniform(0, 7)) {
    case 0:
    case 1:
      return change_tables(text);
    case 2:
    case 3:
      return new_key(text);
    case 4:
      return other_name(text);
    default:
      return new_value(text);
  }
}

// A line goes, comes twice, changes places, or comes from another file.
std::string Mutator::change_lines(InputKind kind, const std::string& text) {
  std::vector<std::string> lines = lines_of(text);
  if (lines.empty()) return text;
  const std::size_t at = below(lines.size());
  const auto here = lines.begin() + static_cast<std::ptrdiff_t>(at);
  switch (rng_.uniform(0, 3)) {
    case 0:
      lines.erase(here);
      break;
    case 1:
      lines.insert(here, std::string(*here));
      break;
    case 2:
      std::swap(*here, lines[below(lines.size())]);
      break;
    default: {
      const std::vector<std::string> other = lines_of(one_of(corpus_.files(kind)).text);
      if (!other.empty()) lines.insert(here, one_of(other));
    }
  }
  return joined(lines);
}

// The same with whole tables.
std::string Mutator::change_tables(const std::string& text) {
  std::vector<TablePart> parts = table_parts(text);
  const std::size_t at = below(parts.size());
  const auto here = parts.begin() + static_cast<std::ptrdiff_t>(at);
  switch (rng_.uniform(0, 3)) {
    case 0:
      parts.erase(here);
      break;
    case 1:
      parts.insert(here, TablePart(*here));
      break;
    case 2:
      std::swap(*here, parts[below(parts.size())]);
      break;
    default:
      parts.push_back(one_of(corpus_.tables()));
      if (parts.back().text.empty() || parts.back().text.back() != '\n') parts.back().text += '\n';
  }
  std::string changed;
  for (const TablePart& part : parts) changed += part.text;
  return changed;
}

std::string Mutator::new_value(const std::string& text) {
  const std::vector<Assignment> all = assignments_in(text);
  if (all.empty()) return text;
  const Assignment& at = one_of(all);
  std::vector<std::string> here;  // what the key has elsewhere in the file: names that exist
  for (const Assignment& other : all) {
    if (other.key != at.key) continue;
    here.push_back(text.substr(other.value_begin, other.end - other.value_begin));
  }
  const bool stays = rng_.uniform(0, 2) == 0;
  return text.substr(0, at.value_begin) + one_of(stays ? here : corpus_.values(at.key)) +
         text.substr(at.end);
}

std::string Mutator::new_key(const std::string& text) {
  std::vector<TablePart> parts = table_parts(text);
  TablePart& part = parts[below(parts.size())];
  const std::vector<std::string>& keys =
      corpus_.keys(part.header.empty() ? "the scenario" : part.header);
  if (keys.empty()) return new_value(text);
  const std::string& key = one_of(keys);
  const std::string line = key + " = " + one_of(corpus_.values(key)) + "\n";
  const std::size_t behind = part.header.empty() ? 0 : part.text.find('\n');
  if (behind == std::string::npos) return text;
  part.text.insert(part.header.empty() ? 0 : behind + 1, line);
  std::string changed;
  for (const TablePart& each : parts) changed += each.text;
  return changed;
}

// A string becomes another string of the file: references lead elsewhere.
std::string Mutator::other_name(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> strings;
  for (std::size_t begin = text.find('"'); begin != std::string::npos;
       begin = text.find('"', begin)) {
    const std::size_t end = text.find('"', begin + 1);
    if (end == std::string::npos) break;
    if (end > begin + 1) strings.emplace_back(begin, end + 1);
    begin = end + 1;
  }
  if (strings.empty()) return text;
  const auto& [begin, end] = one_of(strings);
  const auto& [from, to] = one_of(strings);
  return text.substr(0, begin) + text.substr(from, to - from) + text.substr(end);
}

// Words of a .wsim file or a test case, between dots, blanks and the like.
std::string Mutator::change_words(InputKind kind, const std::string& text) {
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
  };
  const auto words_of = [&](const std::string& of) {
    std::vector<std::pair<std::size_t, std::size_t>> words;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (!is_word(of[i])) continue;
      const std::size_t begin = i;
      while (i < of.size() && is_word(of[i])) ++i;
      words.emplace_back(begin, i - begin);
    }
    return words;
  };
  static const std::vector<std::string> kStrange = {
      "0", "1", "-1", "2147483647", "-2147483648", "4294967296", "1000000s", "99999999999999999999",
      "f", "t", "s",  "u",          "h",           "RCS",        "VCS",      "DEFAULT",
      "*", ""};
  const auto words = words_of(text);
  if (words.empty()) return text;
  const auto& [begin, size] = one_of(words);
  std::string word = one_of(kStrange);
  if (rng_.uniform(0, 1) == 0) {
    const std::string& other = one_of(corpus_.files(kind)).text;
    const auto others = words_of(other);
    if (!others.empty()) {
      const auto& [from, length] = one_of(others);
      word = other.substr(from, length);
    }
  }
  return text.substr(0, begin) + word + text.substr(begin + size);
}

std::string Mutator::change_bytes(std::string text) {
  if (text.empty()) return text;
  const std::size_t at = below(text.size());
  switch (rng_.uniform(0, 2)) {
    case 0:
      text[at] = static_cast<char>(rng_.uniform(0, 255));
      break;
    case 1:
      text.erase(at, below(16) + 1);
      break;
    default:
      text.resize(at);
  }
  return text;
}

}  // namespace drmsim::tests
