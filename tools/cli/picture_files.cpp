#include "tools/cli/picture_files.h"

#include <utility>

#include "tools/cli/option_kinds.h"
#include "tools/timeline/job_csv.h"
#include "tools/timeline/perfetto_trace.h"

namespace drmsim::tools {

void check_contexts(const PictureArguments& arguments) {
  if (!arguments.contexts || !arguments.html.empty() || !arguments.perfetto.empty()) return;
  throw CLI::ValidationError("--contexts", "is of --html and --perfetto; expected one of them");
}

std::vector<OutputOption> outputs_of(const PictureArguments& arguments) {
  return {
      {"--html", arguments.html}, {"--perfetto", arguments.perfetto}, {"--jobs", arguments.jobs}};
}

void add_picture_options(CLI::App& command, PictureArguments& arguments) {
  constexpr const char* kGroup = "Pictures of the run";
  add_output(command, "--html", arguments.html,
             "Draw it: one file that any browser opens, without a network")
      ->group(kGroup);
  add_output(command, "--perfetto", arguments.perfetto, "Write a trace for ui.perfetto.dev")
      ->group(kGroup);
  add_output(command, "--jobs", arguments.jobs, "Write a line for each job, as CSV")->group(kGroup);
  command
      .add_flag("--contexts", arguments.contexts,
                "In --html and --perfetto, rows for CPU contexts: workers, handlers, clients")
      ->group(kGroup);
}

PictureFiles::PictureFiles(const PictureArguments& arguments, const Console& console)
    : arguments_(arguments),
      console_(console),
      html_(open_output(arguments.html)),
      perfetto_(open_output(arguments.perfetto)),
      jobs_(open_output(arguments.jobs)),
      recorder_(arguments.contexts ? timeline::TimelineRecorder::Contexts::yes
                                   : timeline::TimelineRecorder::Contexts::no) {}

void PictureFiles::observe(scenarios::MachineOptions& options) {
  if (arguments_.any()) recorder_.observe(options);
}

template <class Write>
void PictureFiles::write_to(OutputFile* file, const std::string& path, Write write) {
  if (path.empty()) return;
  write(file != nullptr ? file->stream() : console_.out);
  if (file != nullptr) file->commit();
}

void PictureFiles::write(const std::string& title, std::vector<timeline::PageSection> sections,
                         std::vector<timeline::NotedMoment> noted) {
  const timeline::RunTimeline& timeline = recorder_.timeline();
  write_to(html_.get(), arguments_.html, [&](std::ostream& out) {
    out << timeline::html_page({title, {{"", &timeline, std::move(noted)}}, std::move(sections)});
  });
  write_to(perfetto_.get(), arguments_.perfetto,
           [&](std::ostream& out) { timeline::write_perfetto_trace(timeline, out); });
  write_to(jobs_.get(), arguments_.jobs,
           [&](std::ostream& out) { timeline::write_job_csv(timeline, out); });
}

}  // namespace drmsim::tools
