// The options of `drmsim run`, and what they mean.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "tools/cli/run_arguments.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

// Adds the options to the subcommand; parsing it fills `arguments`, which must outlive it.
void add_run_options(CLI::App& run, RunArguments& arguments);

// After parsing: what concerns several options. Throws CLI::ParseError.
void finish_run_options(const CLI::App& run, RunArguments& arguments);

// What a run writes, by its options.
std::vector<OutputOption> outputs_of(const RunArguments& arguments);

// A word as a shell takes it, in quotes if it needs them.
std::string shell_word(const std::string& word);
// The same of a path, which no command takes for an option.
std::string path_word(const std::string& path);

// The same, always in quotes.
std::string shell_quoted(const std::string& word);

// The options of this call, as they were given, but those: what goes behind `drmsim COMMAND FILE`
// to do the same again.
std::string options_given(const CLI::App& command, std::initializer_list<const char*> without);

}  // namespace drmsim::tools
