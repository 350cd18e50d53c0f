// `--ftrace`, `--trace-dat`, `--vcd`: what programs that draw traces or waves read, written of a
// run while it goes on (tools/timeline).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "sim/event_log.h"
#include "tools/cli/output_file.h"
#include "tools/timeline/ftrace_text.h"
#include "tools/timeline/trace_dat.h"
#include "tools/timeline/trace_recorder.h"
#include "tools/timeline/vcd.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

// Each a path, kStandardOutput, or empty.
struct TraceArguments {
  std::string ftrace;
  std::string trace_dat;
  std::string vcd;
  std::string format = "6.17";  // the release by whose names events of drm/sched go
};

struct OutputOption {
  std::string option;
  std::string path;  // as above
};

void add_trace_options(CLI::App& command, TraceArguments& arguments);
std::vector<OutputOption> outputs_of(const TraceArguments& arguments);
std::vector<std::string> paths_of(const std::vector<OutputOption>& outputs);

// After parsing, all throw CLI::ValidationError: what is written of one run, of which there are so
// many; what shares stdout; a --trace-format of nothing.
void check_of_one_run(const std::vector<OutputOption>& outputs, std::size_t runs);
void check_one_to_stdout(const std::vector<OutputOption>& outputs);
void check_trace_format(const CLI::App& command, const TraceArguments& arguments);

bool any_to_stdout(const std::vector<OutputOption>& outputs);

class TraceFiles {
 public:
  // Throws OutputError. The stream is stdout.
  TraceFiles(const TraceArguments& arguments, std::ostream& out);

  std::vector<sim::EventObserver*> observers();  // of the one run; outlived by this
  void commit();                                 // throws OutputError

 private:
  // What is written to, and the file if it is one.
  struct Target {
    explicit Target(const std::string& path, std::ostream& out);
    std::ostream& stream() { return file != nullptr ? file->stream() : out; }
    void commit() const {
      if (file != nullptr) file->commit();
    }
    std::ostream& out;
    std::unique_ptr<OutputFile> file;
  };

  Target text_to_;
  Target dat_to_;
  Target vcd_to_;
  std::optional<timeline::FtraceText> text_;
  std::optional<timeline::TraceDat> dat_;
  std::optional<timeline::TraceRecorder> recorder_;
  std::optional<timeline::Vcd> vcd_;
};

}  // namespace drmsim::tools
