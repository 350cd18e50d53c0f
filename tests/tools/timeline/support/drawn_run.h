// A run with what its pictures are made of.
#pragma once

#include <stdexcept>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tools/timeline/timeline_recorder.h"

namespace drmsim::tests {

inline timeline::RunTimeline drawn(
    const scenarios::ScenarioSpec& spec,
    timeline::TimelineRecorder::Contexts contexts = timeline::TimelineRecorder::Contexts::no,
    const std::string& scheduler = "") {
  timeline::TimelineRecorder recorder(contexts);
  scenarios::MachineOptions options;
  options.scheduler = scheduler;
  recorder.observe(options);
  scenarios::run_scenario(spec, options);
  return recorder.timeline();
}

inline timeline::RunTimeline drawn_text(const std::string& text) {
  return drawn(scenarios::parse_scenario(text, "s"));
}

inline timeline::RunTimeline drawn_file(const std::string& name) {
  return drawn(scenarios::load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/" + name));
}

inline const timeline::Job& job_named(const timeline::RunTimeline& timeline,
                                      const std::string& name) {
  for (const timeline::Job& job : timeline.jobs) {
    if (job.name == name) return job;
  }
  throw std::runtime_error("no job " + name);
}

}  // namespace drmsim::tests
