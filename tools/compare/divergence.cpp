#include "tools/compare/divergence.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kLinesBefore = 4;
constexpr std::size_t kLinesAfter = 5;

using Lines = std::vector<std::string>;

Lines part(const Lines& lines, std::size_t begin, std::size_t count) {
  const std::size_t from = std::min(begin, lines.size());
  const std::size_t to = std::min(from + count, lines.size());
  return {lines.begin() + static_cast<std::ptrdiff_t>(from),
          lines.begin() + static_cast<std::ptrdiff_t>(to)};
}

// A line without the blanks that align it in a log.
std::string plain(const std::string& line) {
  std::string text;
  for (const char c : line) {
    if (c == ' ' && (text.empty() || text.back() == ' ')) continue;
    text += c;
  }
  return text;
}

std::string first_of(const Lines& lines) {
  return lines.empty() ? "nothing more" : '`' + plain(lines.front()) + '`';
}

std::string all_of_results(const Lines& results) {
  std::string text;
  for (const std::string& result : results) text += (text.empty() ? "" : ", ") + result;
  return text;
}

}  // namespace

std::optional<Divergence> first_divergence(const SideRun& first, const SideRun& second) {
  const std::size_t common = std::min(first.lines.size(), second.lines.size());
  std::size_t at = 0;
  while (at < common && first.lines[at] == second.lines[at]) ++at;
  const bool first_goes_on = at < first.lines.size() && !(at == common && !second.cut.empty());
  const bool second_goes_on = at < second.lines.size() && !(at == common && !first.cut.empty());
  if (first_goes_on || second_goes_on) {
    const std::size_t begin = at - std::min(at, kLinesBefore);
    return Divergence{at + 1, part(first.lines, begin, at - begin),
                      part(first.lines, at, kLinesAfter), part(second.lines, at, kLinesAfter)};
  }
  if (!first.cut.empty() || !second.cut.empty() || first.results == second.results) {
    return std::nullopt;
  }
  return Divergence{0, part(first.lines, at - std::min(at, kLinesBefore), kLinesBefore),
                    first.results, second.results};
}

bool same_kind(const Divergence& a, const Divergence& b) {
  if (a.line != 0 || b.line != 0) return (a.line == 0) == (b.line == 0);
  return a.first == b.first && a.second == b.second;
}

std::string divergence_summary(const Divergence& divergence, const std::string& first,
                               const std::string& second) {
  if (divergence.line == 0) {
    return fmt::format("all events agree, the results differ; {}: {}; {}: {}", first,
                       all_of_results(divergence.first), second, all_of_results(divergence.second));
  }
  return fmt::format("the sides part at line {}; {}: {}; {}: {}", divergence.line, first,
                     first_of(divergence.first), second, first_of(divergence.second));
}

std::string divergence_text(const Divergence& divergence, const std::string& first,
                            const std::string& second) {
  const std::size_t width = std::max({first.size(), second.size(), std::size_t{4}});
  std::string text;
  const auto add = [&](const std::string& who, const Lines& lines, std::size_t i) {
    const bool ended = i == 0 && lines.empty();
    if (i >= lines.size() && !ended) return;
    text += fmt::format("  {:>{}}: {}\n", who, width, ended ? "(nothing more)" : lines[i]);
  };
  for (std::size_t i = 0; i < divergence.before.size(); ++i) add("both", divergence.before, i);
  const std::size_t after = std::max(divergence.first.size(), divergence.second.size());
  for (std::size_t i = 0; i < after; ++i) {
    const bool same = i < divergence.first.size() && i < divergence.second.size() &&
                      divergence.first[i] == divergence.second[i];
    add(same ? "both" : first, divergence.first, i);
    if (!same) add(second, divergence.second, i);
  }
  return text;
}

}  // namespace drmsim::scenarios
