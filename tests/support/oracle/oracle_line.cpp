#include "tests/support/oracle/oracle_line.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

constexpr std::string_view kBlanks = " \t\r";

bool parse_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

OracleLine::OracleLine(std::string_view text, int line, Diagnostics& diagnostics)
    : line_(line), diagnostics_(diagnostics) {
  text = text.substr(0, text.find('#'));
  for (std::size_t begin = text.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const std::size_t equals = word.find('=');
    const bool pair = equals != std::string_view::npos;
    words_.push_back(Word{pair ? std::string(word.substr(0, equals)) : "",
                          std::string(pair ? word.substr(equals + 1) : word),
                          static_cast<int>(begin) + 1});
    begin = text.find_first_not_of(kBlanks, end);
  }
}

std::string OracleLine::keyword() const {
  return words_.empty() || !words_.front().key.empty() ? "" : words_.front().value;
}

NameRef OracleLine::name() {
  if (words_.size() < 2 || !words_[1].key.empty()) {
    error(where(), fmt::format("`{}` without a name; expected `{} NAME key=value ...`", keyword(),
                               keyword()));
    return {};
  }
  words_[1].used = true;
  return NameRef{words_[1].value, {line_, words_[1].column}};
}

OracleLine::Word* OracleLine::find(std::string_view key) {
  for (Word& word : words_) {
    if (word.key != key) continue;
    word.used = true;
    return &word;
  }
  return nullptr;
}

bool OracleLine::has(std::string_view key) const {
  return std::any_of(words_.begin(), words_.end(), [key](const Word& w) { return w.key == key; });
}

SourceLocation OracleLine::where(std::string_view key) const {
  for (const Word& word : words_) {
    if (word.key == key) return {line_, word.column};
  }
  return where();
}

std::string OracleLine::text(std::string_view key, std::string_view fallback) {
  const Word* word = find(key);
  return std::string(word == nullptr ? fallback : word->value);
}

std::string OracleLine::word(std::string_view key, std::string_view fallback,
                             const std::vector<std::string>& allowed) {
  std::string value = text(key, fallback);
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  error(where(key),
        fmt::format("`{}` is no value of `{}`{}", value, key, suggestion(value, allowed)));
  return std::string(fallback);
}

std::uint32_t OracleLine::number(std::string_view key, std::uint32_t fallback, std::uint32_t max) {
  const Word* word = find(key);
  if (word == nullptr) return fallback;
  std::uint64_t number = 0;
  if (parse_number(word->value, number) && number <= max) return static_cast<std::uint32_t>(number);
  error(where(key), fmt::format("`{}` is no value of `{}`; expected a whole number from 0 to {}",
                                word->value, key, max));
  return fallback;
}

sim::TimeNs OracleLine::time(std::string_view key, sim::TimeNs fallback) {
  const Word* word = find(key);
  if (word == nullptr) return fallback;
  std::uint64_t plain_ns = 0;
  if (parse_number(word->value, plain_ns) && plain_ns <= kDurationMaxNs) return plain_ns;
  if (const auto parsed = parse_duration(word->value)) return *parsed;
  error(where(key),
        fmt::format("`{}` is no time; expected `10us`, `1ms` or plain nanoseconds", word->value));
  return fallback;
}

std::vector<NameRef> OracleLine::names(std::string_view key) {
  std::vector<NameRef> names;
  const Word* word = find(key);
  if (word == nullptr) return names;
  int column = word->column + static_cast<int>(key.size()) + 1;
  std::string_view rest = word->value;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    names.push_back(NameRef{std::string(rest.substr(0, comma)), {line_, column}});
    column += static_cast<int>(comma) + 1;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return names;
}

NameRef OracleLine::required_name(std::string_view key) {
  const Word* word = find(key);
  if (word != nullptr && !word->value.empty()) return {word->value, where(key)};
  error(where(), fmt::format("`{}` needs `{}=NAME`", keyword(), key));
  return {};
}

void OracleLine::finish() {
  for (std::size_t i = 1; i < words_.size(); ++i) {
    const Word& word = words_[i];
    if (word.used) continue;
    error({line_, word.column}, word.key.empty()
                                    ? fmt::format("unexpected `{}`; expected key=value", word.value)
                                    : fmt::format("`{}` has no key `{}`", keyword(), word.key));
  }
}

}  // namespace drmsim::scenarios
