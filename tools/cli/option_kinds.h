// Options of the kinds that several commands have, so that each is checked and refused in one way.
//
// The type name says what an option takes: FILE, FOLDER, or the few words that it can be. The help
// shows it, and the completion of a shell goes by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "scenarios/format/seed.h"
#include "sim/time.h"

namespace drmsim::tools {

// The whole number in decimal digits that a text is. Throws CLI::ValidationError, with the range.
std::uint64_t number_of(const std::string& option, const std::string& text, std::uint64_t min,
                        std::uint64_t max);

template <class Number>
CLI::Option* add_number(CLI::App& command, const std::string& name, Number& number,
                        std::uint64_t min, std::uint64_t max, const std::string& description) {
  const std::string said = name.substr(name.find("--"));
  const auto set = [&number, said, min, max](const std::string& text) {
    number = static_cast<Number>(number_of(said, text, min, max));
  };
  return command.add_option_function<std::string>(name, set, description)->type_name("N");
}

template <class Number>
CLI::Option* add_seed(CLI::App& command, Number& seed, const std::string& description) {
  const auto set = [&seed](const std::string& text) {
    seed = number_of("--seed", text, 0, scenarios::kSeedMax);
  };
  return command.add_option_function<std::string>("--seed", set, description)->type_name("N");
}

// A duration of virtual time that is not 0, as 20ms.
CLI::Option* add_duration(CLI::App& command, const std::string& name, sim::TimeNs& duration_ns,
                          const std::string& description);

// A file that the command writes; - for stdout, which it is also by another name.
CLI::Option* add_output(CLI::App& command, const std::string& name, std::string& path,
                        const std::string& description);

// Throws CLI::ValidationError of an option or argument that is given, and empty: it says nothing,
// and does not mean that it was not given.
void refuse_empty_words(const CLI::App& command);
// The same of `--json=`, for which CLI11 takes the next word: a file, perhaps, that is then lost.
void refuse_empty_assignments(const std::vector<std::string>& arguments);

// One of a few words. Throws CLI::ValidationError, with the nearest, while the command line is
// read.
CLI::Option* add_choice(CLI::App& command, const std::string& name, std::string& word,
                        const std::vector<std::string>& choices, const std::string& description);
// The words that an option of add_choice() takes; empty: it is none.
std::vector<std::string> choices_of(const CLI::Option& option);

}  // namespace drmsim::tools
