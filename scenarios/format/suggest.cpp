#include "scenarios/format/suggest.h"

#include <algorithm>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kWordBytesMax = 64;  // no name of ours is longer; keeps the distance cheap
constexpr std::size_t kCandidatesMax = 1000;
constexpr std::size_t kNamesInMessageMax = 32;

std::string listed(const std::vector<std::string>& names, const char* before_last) {
  std::string text;
  const bool cut = names.size() > kNamesInMessageMax;
  const std::size_t shown = cut ? kNamesInMessageMax / 2 : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += !cut && i + 1 == shown ? before_last : ", ";
    text += '`' + names[i] + '`';
  }
  if (cut) text += ", ... (" + std::to_string(names.size()) + " in all)";
  return text;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<int> before_previous(width);
  std::vector<int> previous(width);
  std::vector<int> row(width);
  for (std::size_t j = 0; j < width; ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_previous.swap(previous);
    previous.swap(row);
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j < width; ++j) {
      const int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, previous[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_previous[j - 2] + 1);
    }
  }
  return row[width - 1];
}

std::optional<std::string> closest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  if (word.size() > kWordBytesMax || candidates.size() > kCandidatesMax) return std::nullopt;
  std::optional<std::string> best;
  // A third of the word may be wrong: more, and the suggestion is noise.
  int best_distance = static_cast<int>(std::max<std::size_t>(word.size(), 3) / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kWordBytesMax) continue;
    const int distance = edit_distance(word, candidate);
    if (distance >= best_distance || distance >= static_cast<int>(candidate.size())) continue;
    best_distance = distance;
    best = candidate;
  }
  return best;
}

std::string either_of(const std::vector<std::string>& names) {
  return listed(names, " or ");
}

std::string all_of(const std::vector<std::string>& names) {
  return listed(names, " and ");
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::optional<std::string> nearest = closest(word, candidates);
  if (!nearest.has_value()) return "; expected " + either_of(candidates);
  std::string question = "; did you mean `" + *nearest + "`?";
  if (candidates.size() > kNamesInMessageMax) return question;
  return question + " expected " + either_of(candidates);
}

}  // namespace drmsim::scenarios
