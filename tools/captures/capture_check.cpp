#include "tools/captures/capture_check.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "sim/hazard.h"

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

// When each job was first run, and when it was done, by the number in its name.
class JobTimes : public JobObserver {
 public:
  struct Times {
    std::optional<TimeNs> run_ns;
    std::optional<TimeNs> done_ns;
  };

  void on_event(const sim::Event& event, const JobLife* /*job*/) override {
    if (event.kind == sim::EventKind::run_job) {
      Times& times = times_[event.job(0).name];
      if (!times.run_ns.has_value()) times.run_ns = event.time_ns;
    } else if (event.kind == sim::EventKind::finished) {
      times_[event.job(0).name].done_ns = event.time_ns;
    }
  }
  const Times& of(sim::NameId job) { return times_[job]; }

 private:
  std::map<sim::NameId, Times> times_;
};

TimeNs difference(TimeNs a, TimeNs b) {
  return a > b ? a - b : b - a;
}

// What a row of the result is made of, job by job in the order of the capture's runs.
class Errors {
 public:
  void add(const TimedJob& job, TimeNs begin_ns, const JobTimes::Times& times) {
    ++jobs_;
    if (times.run_ns.has_value()) {
      run_.push_back(difference(*times.run_ns, job.run_ns - begin_ns));
      order_kept_ = order_kept_ && *times.run_ns >= last_run_ns_;
      last_run_ns_ = *times.run_ns;
    }
    if (times.done_ns.has_value() && job.done_seen) {
      done_.push_back(difference(*times.done_ns, job.done_ns - begin_ns));
    }
  }
  RingErrors row(const std::string& ring, const char* part) const {
    return {ring, part, jobs_, summary_of(run_), summary_of(done_), order_kept_};
  }
  bool any() const { return jobs_ > 0; }

 private:
  std::size_t jobs_ = 0;
  std::vector<TimeNs> run_;
  std::vector<TimeNs> done_;
  TimeNs last_run_ns_ = 0;
  bool order_kept_ = true;
};

}  // namespace

ErrorSummary summary_of(std::vector<TimeNs> errors) {
  if (errors.empty()) return {};
  std::sort(errors.begin(), errors.end());
  const auto rank = [&errors](std::size_t percent) {
    return errors[(errors.size() * percent + 99) / 100 - 1];
  };
  return {errors.size(), rank(50), rank(99), errors.back()};
}

CaptureCheck check_capture(const Capture& capture, const CaptureJobs& all,
                           const CaptureTiming& timing, const std::string& name,
                           const Extensions& extensions) {
  CaptureCheck check;
  check.fitted = (timing.jobs.size() + 1) / 2;
  const CaptureFit fit = fit_machine(all, timing, check.fitted);
  check.wakeup_ns = fit.wakeup_ns;
  const ImportedScenario scenario = imported_scenario(capture, all, timing, fit, name, {});
  const ScenarioSpec spec = parse_scenario(imported_text(scenario), capture.file);

  JobTimes times;
  std::vector<sim::NameId> ids;
  MachineOptions options;
  options.extensions = &extensions;
  options.job_observers.push_back(&times);
  options.setup = [&](Machine& machine) {
    for (const std::string& job : scenario.names) ids.push_back(machine.world().intern(job));
  };
  const RunReport report = run_scenario(spec, options);
  for (const HazardReport& hazard : report.hazards) {
    check.hazards.push_back(fmt::format("{}: {}", sim::hazard_name(hazard.kind), hazard.message));
  }

  std::vector<std::size_t> by_run(ids.size());
  for (std::size_t i = 0; i < by_run.size(); ++i) by_run[i] = i;
  std::stable_sort(by_run.begin(), by_run.end(), [&timing](std::size_t a, std::size_t b) {
    return timing.jobs[a].run_ns < timing.jobs[b].run_ns;
  });
  struct Parts {
    Errors fitted;
    Errors judged;
    Errors all;
  };
  std::map<std::size_t, Parts> rings;
  for (const std::size_t i : by_run) {
    Parts& parts = rings[timing.jobs[i].ring];
    const JobTimes::Times& of = times.of(ids[i]);
    (i < check.fitted ? parts.fitted : parts.judged).add(timing.jobs[i], timing.begin_ns, of);
    parts.all.add(timing.jobs[i], timing.begin_ns, of);
  }
  for (const auto& [ring, parts] : rings) {
    const std::string& of = all.rings[ring].name;
    if (parts.fitted.any()) check.rings.push_back(parts.fitted.row(of, "fitted"));
    if (parts.judged.any()) check.rings.push_back(parts.judged.row(of, "judged"));
    check.rings.push_back(parts.all.row(of, "all"));
  }
  return check;
}

}  // namespace drmsim::scenarios
