// Text read by a section of keys, as the options of a driver are.
#pragma once

#include <string>

#include "scenarios/format/section.h"
#include "scenarios/format/toml_document.h"

namespace drmsim::tests {

template <class Options>
struct ReadText {
  Options options;
  std::string mistakes;  // "o:1:9: ...", one a line; empty: none
};

template <class Options>
ReadText<Options> read_text(const scenarios::Section<Options>& section, const std::string& text) {
  ReadText<Options> result;
  scenarios::Diagnostics diagnostics("o");
  section.read(scenarios::parse_toml(text, "o"), result.options, diagnostics);
  try {
    diagnostics.throw_if_any();
  } catch (const scenarios::InputError& error) {
    result.mistakes = error.what();
  }
  return result;
}

}  // namespace drmsim::tests
