// What shows one run in other programs: `--html`, `--perfetto`, `--jobs`.
//
// Who runs something makes one of these, lets it observe the run, and has it write when the run is
// over. Each file is written whole, or not at all. Costs nothing if no file was asked for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "scenarios/machine/machine.h"
#include "tools/cli/console.h"
#include "tools/cli/output_file.h"
#include "tools/cli/trace_files.h"
#include "tools/timeline/html_page.h"
#include "tools/timeline/timeline_recorder.h"

namespace drmsim::tools {

struct PictureArguments {
  std::string html;  // paths, kStandardOutput, or empty
  std::string perfetto;
  std::string jobs;
  bool contexts = false;  // rows of CPU contexts, too

  bool any() const { return !html.empty() || !perfetto.empty() || !jobs.empty(); }
};

void add_picture_options(CLI::App& command, PictureArguments& arguments);
void check_contexts(const PictureArguments& arguments);  // throws CLI::ValidationError
std::vector<OutputOption> outputs_of(const PictureArguments& arguments);

class PictureFiles {
 public:
  PictureFiles(const PictureArguments& arguments, const Console& console);  // throws OutputError
  // For one run, which this outlives.
  void observe(scenarios::MachineOptions& options);
  // Of the run that it observed. sections: below the picture. Throws OutputError.
  void write(const std::string& title, std::vector<timeline::PageSection> sections,
             std::vector<timeline::NotedMoment> noted = {});

 private:
  template <class Write>
  void write_to(OutputFile* file, const std::string& path, Write write);

  const PictureArguments& arguments_;
  const Console& console_;
  std::unique_ptr<OutputFile> html_, perfetto_, jobs_;
  timeline::TimelineRecorder recorder_;
};

}  // namespace drmsim::tools
