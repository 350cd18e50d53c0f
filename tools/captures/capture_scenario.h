// A capture as a scenario file: the machine that was fitted, the jobs as they were pushed.
//
// What cannot be known from a capture is said in comments at the top of the text.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "tools/captures/capture_fit.h"

namespace drmsim::scenarios {

struct ImportOptions {
  bool vblank = false;  // jobs get deadlines: the next vblank
  // Jobs follow each other as in an application that waits, in place of coming at their times: each
  // after the newest of its entity that had finished when it was pushed, plus the time since then.
  bool closed_loop = false;
};

struct ImportedScenario {
  ScenarioSpec spec;
  std::vector<std::string> notes;  // for the comments, a sentence each
  std::vector<std::string> names;  // of timing.jobs, in their order
};

// name: of the file that was read, without its folder and ending.
ImportedScenario imported_scenario(const Capture& capture, const CaptureJobs& all,
                                   const CaptureTiming& timing, const CaptureFit& fit,
                                   const std::string& name, const ImportOptions& options);

// The file, with its comments.
std::string imported_text(const ImportedScenario& scenario);

}  // namespace drmsim::scenarios
