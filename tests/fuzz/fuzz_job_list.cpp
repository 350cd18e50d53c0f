// libFuzzer entry for the reader of lists of jobs: any bytes, as the lines of a [[job_list]] of a
// small machine, either give a scenario whose jobs have names and lead somewhere, or an InputError
// with a place and a reason, and nothing else.
//
// The first byte chooses what the table says; the rest is the text of its file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/format/toml_document.h"

namespace {

using namespace drmsim::scenarios;  // NOLINT: a program of one file

// abort() is what libFuzzer reports.
void require(bool condition) {
  if (!condition) std::abort();
}

constexpr const char* kMachine =
    "name = \"fuzz\"\n[[ring]]\nname = \"gfx\"\n"
    "[[entity]]\nname = \"app\"\nrings = \"gfx\"\n[[entity]]\nname = \"other\"\nrings = \"gfx\"\n"
    "[[job]]\nname = \"table\"\nentity = \"app\"\nduration = \"1us\"\n"
    "[[job_list]]\nname = \"list\"\n";

ScenarioTable table_with(const std::string& lines, unsigned choice) {
  std::string text = kMachine;
  if ((choice & 1) != 0) text += "entity = \"app\"\n";
  if ((choice & 2) != 0) text += "submit = \"after\"\ndepth = 2\n";
  if ((choice & 4) != 0) text += "think = \"1us\"\n";
  ScenarioTable table{"fuzz", {{"lines"}}, parse_toml(text, "fuzz")};
  Node data = Node::of_string(lines);
  data.where = SourceLocation{1, 1, 1};
  table.root.members.back().value.items.back().add("data", std::move(data));
  return table;
}

void require_consistent(const ScenarioSpec& spec) {
  for (const JobSpec& job : spec.jobs) {
    require(!job.name.empty());
    require(job.entity.name == "app" || job.entity.name == "other");
    require(job.duration.min_ns <= job.duration.max_ns && job.credits > 0 && job.deadline_ns > 0);
  }
  if (spec.jobs.size() > 100) return;
  require(parse_scenario(scenario_text(spec), "fuzz") == spec);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string lines(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    require_consistent(read_scenario(table_with(lines, data[0])));
  } catch (const InputError& error) {
    require(!error.diagnostics().empty());
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      require(!diagnostic.file.empty() && !diagnostic.message.empty());
      require(diagnostic.line >= 0 && diagnostic.column >= 0);
    }
  }
  return 0;
}
