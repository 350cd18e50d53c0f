// libFuzzer entry for the reader of .wsim workloads: any bytes either give a workload that passes
// its own checks or an InputError with a place and a reason, and nothing else.
//
// The first byte chooses the form of the text and the options that change a workload after it was
// read; the rest is the text. Seeds: tests/fuzz/corpus_wsim.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/engine_placement.h"
#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"
#include "tools/wsim/workload_transform.h"

namespace {

using namespace drmsim::scenarios;  // NOLINT: a program of one file

// abort() is what libFuzzer reports.
void require(bool condition) {
  if (!condition) std::abort();
}

void require_helpful(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    require(!diagnostic.file.empty() && !diagnostic.message.empty());
    require(diagnostic.line >= 0 && diagnostic.column >= 0);
  }
}

void read_and_check(std::string_view text, unsigned choice) {
  const auto form = (choice & 1) != 0 ? wsim::WorkloadForm::file : wsim::WorkloadForm::inline_text;
  wsim::Workload workload = wsim::parse_workload(text, "fuzz", form);
  require(!workload.steps.empty());
  if ((choice & 2) != 0) wsim::append_workload(workload, wsim::Workload(workload));
  if ((choice & 4) != 0) wsim::scale_workload(workload, 0.5, 3.0);
  wsim::check_workload(workload);
  require_helpful(workload.warnings);
  for (std::size_t i = 0; i < workload.steps.size(); ++i) require(workload.steps[i].index == i);
  require(wsim::place_engines(workload, wsim::EngineSet()).size() == workload.steps.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    read_and_check(text, data[0]);
  } catch (const InputError& error) {
    require(!error.diagnostics().empty());
    require_helpful(error.diagnostics());
  }
  return 0;
}
