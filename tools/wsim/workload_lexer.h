// Cutting a workload descriptor into steps and fields: everything that C's strtok does to it, and
// where each piece stood, so that messages can point at it.
//
// A descriptor comes in two forms with slightly different rules (gem_wsim.c, parse_workload and
// load_workload_descriptor). In a file, steps end at a comma or at the end of a line, and from a
// '#' to the end of the line commas separate nothing. In text given on a command line only commas
// end a step, so a comment ends there too. In both, a step whose first field begins with '#' is a
// comment, which takes no step index; a '#' anywhere else is an ordinary character of its field.
// Empty steps and empty fields vanish: "1..RCS" has the two fields of "1.RCS". Blanks are kept, and
// so is the CR of a line that ends in CR LF.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace drmsim::scenarios::wsim {

enum class WorkloadForm { file, inline_text };

// A piece of the text, never empty unless a caller makes it so. Columns count bytes from 1.
struct Field {
  std::string_view text;
  int column = 0;
};

struct RawStep {
  int line = 0;
  Field whole;                // the step as written, without its separator
  std::vector<Field> fields;  // empty if the step is nothing but dots
};

// The steps of `text`, comments left out. The result points into `text`.
std::vector<RawStep> lex_workload(std::string_view text, WorkloadForm form);

// The pieces of `field` between separators; empty ones vanish.
std::vector<Field> split(const Field& field, char separator);

// What stands in `field` from its character `from` on; perhaps nothing.
Field tail(const Field& field, std::size_t from);

}  // namespace drmsim::scenarios::wsim
