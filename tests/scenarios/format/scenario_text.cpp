#include "tests/scenarios/format/scenario_text.h"

#include <filesystem>

#include "scenarios/format/input_file.h"

namespace drmsim::scenarios {

std::string small_scenario(const std::string& more) {
  return "name = \"small\"\n[[ring]]\nname = \"gfx\"\n[[entity]]\nname = \"app\"\nrings = "
         "[\"gfx\"]\n" +
         more;
}

std::string maximal_scenario() {
  const std::filesystem::path root(DRMSIM_SOURCE_DIR);
  return read_input_file(root / "tests" / "fuzz" / "corpus_toml" / "maximal.toml");
}

std::vector<std::string> mistakes_in(const std::string& text) {
  std::vector<std::string> mistakes;
  try {
    parse_scenario(text, "f");
  } catch (const InputError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      mistakes.push_back(to_string(diagnostic).substr(2));  // without "f:"
    }
  }
  return mistakes;
}

std::size_t offset_of(const std::string& text, SourceLocation where) {
  std::size_t offset = 0;
  for (int line = 1; line < where.line; ++line) offset = text.find('\n', offset) + 1;
  return offset + static_cast<std::size_t>(where.column) - 1;
}

std::size_t end_of_value(const std::string& text, std::size_t begin) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (depth == 0 && (c == ',' || c == '\n' || c == '}' || c == ']' || c == ' ')) return i;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
  }
  return text.size();
}

}  // namespace drmsim::scenarios
