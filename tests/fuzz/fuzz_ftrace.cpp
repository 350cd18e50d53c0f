// libFuzzer entry for the reader of ftrace's text and all that comes behind it: any bytes either
// give a scenario that can be read, or an InputError with a reason, and nothing else.
//
// Seeds: tests/fuzz/corpus_ftrace.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scenarios/format/input_error.h"
#include "tools/captures/capture_scenario.h"
#include "tools/captures/ftrace_text_reader.h"

namespace {

using namespace drmsim::scenarios;  // NOLINT: a program of one file

// abort() is what libFuzzer reports.
void require(bool condition) {
  if (!condition) std::abort();
}

void import(std::string_view text) {
  const Capture capture = read_ftrace_text(text, "fuzz");
  for (std::size_t i = 1; i < capture.events.size(); ++i) {
    require(capture.events[i - 1].time_ns <= capture.events[i].time_ns);
  }
  const CaptureJobs jobs = join_jobs(capture);
  const CaptureTiming timing = time_jobs(capture, jobs);
  require(!timing.jobs.empty());
  const CaptureFit fit = fit_machine(jobs, timing, timing.jobs.size());
  // It is read back there.
  require(!imported_text(imported_scenario(capture, jobs, timing, fit, "fuzz", {})).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    import({reinterpret_cast<const char*>(data), size});
  } catch (const InputError& error) {
    require(!error.diagnostics().empty());
    for (const Diagnostic& mistake : error.diagnostics()) {
      require(!mistake.file.empty() && !mistake.message.empty());
      require(mistake.message.rfind("cannot be written", 0) != 0);
    }
  }
  return 0;
}
