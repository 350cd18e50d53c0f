#include "scenarios/explore/hazard_signature.h"

#include <cctype>
#include <string_view>

namespace drmsim::scenarios {
namespace {

bool is_decimal(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// "file.cpp:123" in the message, from the first letter of the path; empty: there is none.
std::string_view place_in(std::string_view message) {
  for (const std::string_view ending : {".cpp:", ".c:", ".h:"}) {
    const std::size_t dot = message.find(ending);
    if (dot == std::string_view::npos) continue;
    std::size_t end = dot + ending.size();
    while (end < message.size() && is_decimal(message[end])) ++end;
    const std::size_t blank = message.rfind(' ', dot);
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    return message.substr(begin, end - begin);
  }
  return {};
}

// Words with a digit are names and numbers of this one run: j3, gfx 5:17, 100us.
std::string without_numbers(std::string_view message) {
  std::string text;
  std::string word;
  bool numbered = false;
  const auto end_word = [&] {
    if (!text.empty() && !word.empty()) text += ' ';
    text += numbered ? std::string("#") : word;
    word.clear();
    numbered = false;
  };
  for (const char c : message) {
    if (c == ' ') {
      end_word();
    } else {
      word += c;
      numbered = numbered || is_decimal(c);
    }
  }
  end_word();
  return text;
}

}  // namespace

std::string hazard_signature(const HazardReport& hazard) {
  const std::string kind(sim::hazard_name(hazard.kind));
  const std::string_view place = place_in(hazard.message);
  if (!place.empty()) return kind + " at " + std::string(place);
  return kind + ": " + without_numbers(hazard.message);
}

}  // namespace drmsim::scenarios
