#include "tools/cli/option_kinds.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/suggest.h"
#include "tools/cli/path_rules.h"

namespace drmsim::tools {
namespace {

constexpr const char* kSeparator = "|";
constexpr const char* kIsEmpty = "is empty; expected a value";

}  // namespace

std::uint64_t number_of(const std::string& option, const std::string& text, std::uint64_t min,
                        std::uint64_t max) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && at == end && number >= min && number <= max) return number;
  throw CLI::ValidationError(
      option, fmt::format("`{}`; expected a whole number, {} to {}", text, min, max));
}

CLI::Option* add_duration(CLI::App& command, const std::string& name, sim::TimeNs& duration_ns,
                          const std::string& description) {
  const auto set = [&duration_ns, name](const std::string& text) {
    const std::optional<sim::TimeNs> parsed = scenarios::parse_duration(text);
    if (!parsed.has_value() || *parsed == 0) {
      throw CLI::ValidationError(name, "`" + text +
                                           "` is not a duration; expected a number and a unit, as "
                                           "in 500us, 20ms or 1.5s");
    }
    duration_ns = *parsed;
  };
  return command.add_option_function<std::string>(name, set, description)->type_name("T");
}

CLI::Option* add_output(CLI::App& command, const std::string& name, std::string& path,
                        const std::string& description) {
  const auto set = [&path](const std::string& word) { path = output_path(word); };
  return command.add_option_function<std::string>(name, set, description)->type_name("FILE");
}

void refuse_empty_assignments(const std::vector<std::string>& arguments) {
  for (const std::string& word : arguments) {
    if (word.rfind("--", 0) != 0 || word.size() < 4 || word.find('=') != word.size() - 1) continue;
    throw CLI::ValidationError(word.substr(0, word.size() - 1), kIsEmpty);
  }
}

void refuse_empty_words(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const std::vector<std::string>& words = option->results();
    if (std::find(words.begin(), words.end(), "") == words.end()) continue;
    throw CLI::ValidationError(option->get_name(), kIsEmpty);
  }
  for (const CLI::App* below : command.get_subcommands()) refuse_empty_words(*below);
}

CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& word,
                        const std::vector<std::string>& choices, const std::string& description) {
  const auto set = [&word, name, choices](const std::string& text) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
      throw CLI::ValidationError(
          name, "there is no `" + text + "`" + scenarios::suggestion(text, choices));
    }
    word = text;
  };
  return command.add_option_function<std::string>(name, set, description)
      ->type_name(fmt::format("{}", fmt::join(choices, kSeparator)));
}

std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string text = option.get_type_name();
  if (text.find(kSeparator) == std::string::npos) return {};
  return CLI::detail::split(text, *kSeparator);
}

}  // namespace drmsim::tools
