#include "tests/support/oracle/recorded_log.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

namespace drmsim::tests {
namespace {

constexpr std::array<std::string_view, 11> kBehaviour = {
    "push",         "run_job", "hw_start", "hw_done",  "scheduled", "finished",
    "timedout_job", "karma",   "guilty",   "hw_reset", "free_job",
};

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

std::string normal_form(std::string line) {
  replace(line, "(will hang)", "fault=hang");
  static const std::regex kNull(R"(-> NULL \(finished\.error=(-?[0-9]+): skipped\))");
  line = std::regex_replace(line, kNull, "result=NULL error=$1");
  static const std::regex kError(R"(-> ERR_PTR\((-[0-9]+)\))");
  line = std::regex_replace(line, kError, "result=ERR_PTR error=$1");
  std::istringstream words(line);
  std::string form;
  for (std::string word; words >> word;) form += (form.empty() ? "" : " ") + word;
  return form;
}

// Fields are added at the end: a recorded line has those that there were then.
bool agrees(const std::string& expected, const std::string& actual) {
  return actual.compare(0, expected.size(), expected) == 0 &&
         (actual.size() == expected.size() || actual[expected.size()] == ' ');
}

}  // namespace

std::vector<std::string> behaviour_lines(std::string_view log) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(log)};
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string time;
    std::string event;
    words >> time >> event;
    if (std::find(kBehaviour.begin(), kBehaviour.end(), event) == kBehaviour.end()) continue;
    lines.push_back(normal_form(line));
  }
  return lines;
}

std::string first_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& actual) {
  const std::size_t common = std::min(expected.size(), actual.size());
  std::size_t at = 0;
  while (at < common && agrees(expected[at], actual[at])) ++at;
  if (at == common && expected.size() == actual.size()) return {};
  std::string text = "line " + std::to_string(at + 1) + "\n";
  for (std::size_t i = at < 4 ? 0 : at - 4; i < at + 5; ++i) {
    const bool same = i < common && agrees(expected[i], actual[i]);
    if (same) text += "    both: " + expected[i] + "\n";
    if (!same && i < expected.size()) text += "expected: " + expected[i] + "\n";
    if (!same && i < actual.size()) text += "  actual: " + actual[i] + "\n";
  }
  return text;
}

std::string LogText::text() const {
  std::string text;
  for (const sim::Event& event : events_) text += sim::event_text(event, *names_) + "\n";
  return text;
}

}  // namespace drmsim::tests
