#include "tools/captures/event_packing.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "tools/captures/event_texts.h"

namespace drmsim::scenarios {
namespace {

constexpr char kBetween = '\x1f';

// Without what separates; nothing that is printed has control characters.
std::string word_of(const std::string& text) {
  std::string word = text;
  for (char& c : word) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return word;
}

class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}
  std::optional<std::string_view> next() {
    if (over_) return std::nullopt;
    const std::size_t end = rest_.find(kBetween);
    const std::string_view word = rest_.substr(0, end);
    over_ = end == std::string_view::npos;
    if (!over_) rest_.remove_prefix(end + 1);
    return word;
  }
  template <class Number>
  bool number(Number& value) {
    const auto word = next();
    if (!word.has_value() || word->empty()) return false;
    const char* end = word->data() + word->size();
    const auto [rest, error] = std::from_chars(word->data(), end, value);
    return error == std::errc{} && rest == end;
  }

 private:
  std::string_view rest_;
  bool over_ = false;
};

bool unpack_event(std::string_view line, TraceEvent& event) {
  Words words(line);
  if (!words.number(event.time_ns) || !words.number(event.cpu) || !words.number(event.pid) ||
      !words.number(event.place)) {
    return false;
  }
  const auto comm = words.next();
  const auto name = words.next();
  const EventText* text = name.has_value() ? event_text(*name) : nullptr;
  if (text == nullptr) return false;
  event.comm = std::string(*comm);
  event.name = text->name;
  for (const std::string_view field : text->fields) {
    const auto value = words.next();
    if (!value.has_value()) return false;
    if (!value->empty()) event.fields.push_back({field, std::string(*value)});
  }
  return !words.next().has_value();
}

}  // namespace

std::string packed_capture(const Capture& capture) {
  std::string text = fmt::format("{}{}{}\n", capture.other_events, kBetween, capture.losses);
  for (const TraceEvent& event : capture.events) {
    text += fmt::format("{}{}{}{}{}{}{}{}{}{}{}", event.time_ns, kBetween, event.cpu, kBetween,
                        event.pid, kBetween, event.place, kBetween, word_of(event.comm), kBetween,
                        event.name);
    for (const std::string_view field : event_text(event.name)->fields) {
      const std::string* value = event.find(field);
      text += kBetween + (value == nullptr ? std::string() : word_of(*value));
    }
    text += '\n';
  }
  return text;
}

Capture unpacked_capture(std::string_view text, const std::string& file) {
  Capture capture;
  capture.file = file;
  bool good = true;
  for (bool first = true; good && !text.empty(); first = false) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (first) {
      Words words(line);
      good = words.number(capture.other_events) && words.number(capture.losses);
      continue;
    }
    good = unpack_event(line, capture.events.emplace_back());
  }
  if (!good) {
    throw InputError(Diagnostic{file, 0, 0, "the process that reads it did not end as it should"});
  }
  return capture;
}

}  // namespace drmsim::scenarios
