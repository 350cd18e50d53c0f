#include "tools/captures/ftrace_text_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/input_error.h"
#include "tools/captures/event_texts.h"
#include "tools/captures/trace_instants.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kMistakesMax = 20;
constexpr std::size_t kCommMax = 64;
constexpr std::uint64_t kSecondsMax = 4'000'000'000;  // in nanoseconds it fits

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_word(char c) {
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

void drop_blanks_behind(std::string_view& text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
}

template <class Number>
std::optional<Number> number_of(std::string_view digits) {
  Number number{};
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

std::string_view take_while(std::string_view& text, bool (*wanted)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

bool take(std::string_view& text, char letter) {
  if (text.empty() || text.front() != letter) return false;
  text.remove_prefix(1);
  return true;
}

// "comm-pid", or "comm-pid  ( tgid)": the pid is at the end of the name.
bool read_task(std::string_view text, TraceEvent& event) {
  drop_blanks_behind(text);
  if (!text.empty() && text.back() == ')') {
    const std::size_t open = text.rfind('(');
    if (open == std::string_view::npos) return false;
    const std::string_view group = text.substr(open + 1, text.size() - open - 2);
    if (group.find_first_not_of(" -0123456789") != std::string_view::npos) return false;
    text = text.substr(0, open);
    drop_blanks_behind(text);
  }
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return false;
  const auto pid = number_of<int>(text.substr(dash + 1));
  if (!pid.has_value() || *pid < 0) return false;
  event.pid = *pid;
  event.comm = std::string(text.substr(0, dash).substr(0, kCommMax));
  return true;
}

// What is before the time: task and processor. What follows is left in `line`.
bool read_head(std::string_view& line, TraceEvent& event) {
  // A mail quotes with >.
  while (!line.empty() && (is_blank(line.front()) || line.front() == '>')) line.remove_prefix(1);
  for (std::size_t open = line.find('['); open != std::string_view::npos;
       open = line.find('[', open + 1)) {
    std::string_view behind = line.substr(open + 1);
    const auto cpu = number_of<std::uint32_t>(take_while(behind, is_digit));
    if (!cpu.has_value() || !take(behind, ']')) continue;
    if (open == 0 || !is_blank(line[open - 1])) continue;
    if (!read_task(line.substr(0, open), event)) continue;
    event.cpu = *cpu;
    line = behind;
    return true;
  }
  return false;
}

// Seconds, a dot, and 6 or 9 digits.
bool read_time(std::string_view& line, TraceEvent& event) {
  const auto seconds = number_of<std::uint64_t>(take_while(line, is_digit));
  if (!seconds.has_value() || *seconds > kSecondsMax || !take(line, '.')) return false;
  const std::string_view digits = take_while(line, is_digit);
  if (digits.empty() || digits.size() > 9 || !take(line, ':')) return false;
  std::uint64_t fraction = *number_of<std::uint64_t>(digits);
  for (std::size_t i = digits.size(); i < 9; ++i) fraction *= 10;
  event.time_ns = *seconds * 1'000'000'000 + fraction;
  return true;
}

// Between processor and time there may be flags, such as `d..1.`; then time, name and text.
bool read_rest(std::string_view& line, TraceEvent& event, std::string_view& name) {
  skip_blanks(line);
  std::string_view at_time = line;
  if (!read_time(at_time, event)) {
    take_while(line, [](char c) { return !is_blank(c); });
    skip_blanks(line);
    at_time = line;
    if (!read_time(at_time, event)) return false;
  }
  line = at_time;
  skip_blanks(line);
  name = take_while(line, is_word);
  return !name.empty() && take(line, ':');
}

class Reader {
 public:
  explicit Reader(const std::string& file) {
    capture_.file = file;
    capture_.is_text = true;
  }

  void read_line(std::string_view line) {
    ++number_;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    TraceEvent event;
    std::string_view rest = line;
    if (!read_head(rest, event)) return pass_over(line);
    std::string_view name;
    if (!read_rest(rest, event, name)) {
      return refuse(
          "an event that is cut off, or of a clock without seconds; expected `SECONDS: "
          "EVENT: TEXT` behind the processor");
    }
    all_ns_.push_back(event.time_ns);
    const EventText* text = event_text(name);
    if (text == nullptr) {
      ++capture_.other_events;
      return;
    }
    auto fields = text->match(rest);
    if (!fields.has_value()) {
      return refuse(
          fmt::format("`{}` is cut off, or not as the kernel prints it: {}; expected `{}`",
                      text->name, shown(std::string(rest), '`'), text->forms.front()));
    }
    event.name = text->name;
    event.fields = std::move(*fields);
    event.place = number_;
    capture_.events.push_back(std::move(event));
  }

  Capture finish() {
    if (!mistakes_.empty()) throw InputError(std::move(mistakes_));
    if (capture_.events.empty()) {
      const bool any = capture_.other_events > 0;
      throw InputError(Diagnostic{
          capture_.file, static_cast<int>(any ? number_ : 1), 0,
          any ? fmt::format("none of {} events is about a job of a GPU; expected "
                            "`drm_sched_job_queue` and `_run`, or what older kernels and amdgpu "
                            "call them",
                            capture_.other_events)
              : "no line of ftrace's text in the file; expected `TASK-PID [CPU] SECONDS: EVENT: "
                "TEXT`"});
    }
    std::stable_sort(
        capture_.events.begin(), capture_.events.end(),
        [](const TraceEvent& a, const TraceEvent& b) { return a.time_ns < b.time_ns; });
    join_instants(capture_.events, std::move(all_ns_));
    return std::move(capture_);
  }

 private:
  // "CPU:1 [LOST 34 EVENTS]", "CPU:1 [34 EVENTS DROPPED]", or not ours.
  void pass_over(std::string_view line) {
    const auto has = [line](const char* word) { return line.find(word) != std::string_view::npos; };
    if (has("CPU:") && has("EVENTS") && (has("LOST") || has("DROPPED"))) {
      ++capture_.losses;
    } else if (line.find_first_not_of(" \t#") != std::string_view::npos && line.front() != '#') {
      ++capture_.other_lines;
    }
  }

  void refuse(std::string message) {
    if (mistakes_.size() == kMistakesMax) return;
    mistakes_.push_back({capture_.file, static_cast<int>(number_), 0, std::move(message)});
  }

  Capture capture_;
  std::vector<sim::TimeNs> all_ns_;  // of other events, too
  std::vector<Diagnostic> mistakes_;
  std::uint64_t number_ = 0;
};

}  // namespace

Capture read_ftrace_text(std::string_view text, const std::string& file) {
  Reader reader(file);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    reader.read_line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return reader.finish();
}

}  // namespace drmsim::scenarios
