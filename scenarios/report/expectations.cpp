#include "scenarios/report/expectations.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/errno_names.h"
#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {
namespace {

std::string number_text(std::uint64_t number) {
  return fmt::format("{}", number);
}
std::string number_text(double number) {
  return fmt::format("{:.6g}", number);
}

// The same words for bounds of every kind of number; `text` writes one number.
template <class Number, class Text>
std::string bounds_text(const Bounds<Number>& bounds, Text text) {
  if (!bounds.max.has_value()) return "at least " + text(*bounds.min);
  if (!bounds.min.has_value()) return "at most " + text(*bounds.max);
  if (*bounds.min == *bounds.max) return text(*bounds.min);
  return text(*bounds.min) + " to " + text(*bounds.max);
}

std::string join(const std::vector<std::string>& names) {
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

class Checker {
 public:
  explicit Checker(bool always) : always_(always) {}
  void count(const CountBounds& bounds, std::uint64_t measured, std::string_view key) {
    check(bounds, measured, key, [](std::uint64_t n) { return number_text(n); });
  }
  void real(const RealBounds& bounds, double measured, std::string_view key) {
    check(bounds, measured, key, [](double n) { return number_text(n); });
  }
  void time(const TimeBounds& bounds, sim::TimeNs measured, std::string_view key) {
    check(bounds, measured, key, [](sim::TimeNs n) { return duration_text(n); });
  }
  void durations(const ExpectDurations& expect, const DurationSummary& of, const std::string& key) {
    statistic(expect.min, of, of.min_ns, key + "_min");
    statistic(expect.mean, of, of.mean_ns, key + "_mean");
    statistic(expect.p50, of, of.p50_ns, key + "_p50");
    statistic(expect.p99, of, of.p99_ns, key + "_p99");
    statistic(expect.max, of, of.max_ns, key + "_max");
  }
  void unmet(SourceLocation where, std::string_view key, std::string expected, std::string actual) {
    found_.push_back(
        Unmet{where, always_, prefix_ + std::string(key), std::move(expected), std::move(actual)});
  }
  void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }
  std::vector<Unmet> take() { return std::move(found_); }

 private:
  // A statistic of nothing satisfies no bound.
  void statistic(const TimeBounds& bounds, const DurationSummary& of, sim::TimeNs measured,
                 std::string_view key) {
    if (of.count > 0) return time(bounds, measured, key);
    if (!bounds.given()) return;
    unmet(bounds.where, key, bounds_text(bounds, [](sim::TimeNs n) { return duration_text(n); }),
          "nothing to measure");
  }
  template <class Number, class Text>
  void check(const Bounds<Number>& bounds, Number measured, std::string_view key, Text text) {
    if (!bounds.given() || bounds.contains(measured)) return;
    unmet(bounds.where, key, bounds_text(bounds, text), text(measured));
  }

  bool always_;
  std::string prefix_;
  std::vector<Unmet> found_;
};

// The row of that name; one of zeros if nothing was measured under it.
template <class Row>
Row row_named(const std::vector<Row>& rows, const std::string& name) {
  for (const Row& row : rows) {
    if (row.name == name) return row;
  }
  return Row{};
}

std::string finish_text(const FinishReport& finish) {
  if (finish.refused) return "refused";
  return finish.finished ? errno_name(finish.error) : "unfinished";
}

std::string finish_text(const ExpectedFinish& expected) {
  if (expected.kind == ExpectedFinish::Kind::unfinished) return "unfinished";
  if (expected.kind == ExpectedFinish::Kind::refused) return "refused";
  return errno_name(expected.error);
}

const FinishReport& finish_of(const RunReport& report, const std::string& job) {
  static const FinishReport kNever{};
  const auto found = report.finishes.find(job);
  return found == report.finishes.end() ? kNever : found->second;
}

void check_jobs(const ExpectSpec& expect, const RunReport& report, Checker& checker) {
  for (const ExpectedFinish& expected : expect.finished) {
    const std::string wanted = finish_text(expected);
    const std::string actual = finish_text(finish_of(report, expected.job.name));
    if (wanted == actual) continue;
    checker.unmet(expected.job.where, "finished." + toml_key(expected.job.name), wanted, actual);
  }
  for (std::size_t i = 0; i < expect.order.size(); ++i) {
    const NameRef& job = expect.order[i];
    const FinishReport& finish = finish_of(report, job.name);
    if (!finish.finished) {
      checker.unmet(job.where, "order", job.name + " finishes", "it never did");
    } else if (i > 0) {
      const FinishReport& before = finish_of(report, expect.order[i - 1].name);
      if (!before.finished || before.order < finish.order) continue;
      checker.unmet(job.where, "order", expect.order[i - 1].name + " before " + job.name,
                    job.name + " before " + expect.order[i - 1].name);
    }
  }
}

void check_guilty(const ExpectSpec& expect, const RunReport& report, Checker& checker) {
  if (!expect.guilty.has_value()) return;
  std::vector<std::string> wanted;
  for (const NameRef& entity : *expect.guilty) wanted.push_back(entity.name);
  std::vector<std::string> actual = report.guilty;
  std::sort(wanted.begin(), wanted.end());
  std::sort(actual.begin(), actual.end());
  if (wanted == actual) return;
  checker.unmet(expect.guilty->empty() ? expect.where : expect.guilty->front().where, "guilty",
                join(wanted), join(actual));
}

void check_hazards(const ExpectSpec& expect, const RunReport& report, Checker& checker) {
  std::vector<std::string> actual;
  for (const HazardReport& hazard : report.hazards) {
    actual.emplace_back(sim::hazard_name(hazard.kind));
  }
  for (const ExpectedHazard& expected : expect.hazards) {
    const std::string wanted(sim::hazard_name(expected.kind));
    if (std::find(actual.begin(), actual.end(), wanted) != actual.end()) continue;
    checker.unmet(expected.where, "hazards", wanted, join(actual));
  }
}

void check_totals(const ExpectSpec& expect, const RunReport& report, Checker& checker) {
  checker.count(expect.jobs, report.jobs, "jobs");
  checker.count(expect.unfinished, report.unfinished.size(), "unfinished");
  checker.count(expect.errors, report.errors, "errors");
  checker.count(expect.timeouts, report.timeouts, "timeouts");
  checker.count(expect.resets, report.resets, "resets");
  checker.count(expect.faults, report.faults_struck, "faults");
  checker.real(expect.jobs_per_second, report.jobs_per_second, "jobs_per_second");
  checker.time(expect.virtual_time, report.virtual_time_ns, "virtual_time");
}

void check_ring(const ExpectRing& expect, const RunReport& report, Checker& checker) {
  const RingReport ring = row_named(report.rings, expect.ring.name);
  checker.set_prefix("ring." + toml_key(expect.ring.name) + ".");
  checker.real(expect.busy, ring.busy, "busy");
  checker.real(expect.engine_share, ring.engine_share, "engine_share");
  checker.count(expect.jobs, ring.jobs, "jobs");
  checker.count(expect.timeouts, ring.timeouts, "timeouts");
  checker.count(expect.resets, ring.resets, "resets");
  checker.count(expect.evictions, ring.evictions, "evictions");
  checker.durations(expect.dependency_wait, ring.dependency_wait, "dependency_wait");
  checker.durations(expect.wait, ring.wait, "wait");
  checker.durations(expect.execution, ring.execution, "execution");
}

void check_engine(const ExpectEngine& expect, const RunReport& report, Checker& checker) {
  checker.set_prefix("engine." + toml_key(expect.engine.name) + ".");
  checker.real(expect.busy, row_named(report.engines, expect.engine.name).busy, "busy");
}

void check_client(const ExpectClient& expect, const RunReport& report, Checker& checker) {
  const ClientReport client = row_named(report.clients, expect.client.name);
  checker.set_prefix("client." + toml_key(expect.client.name) + ".");
  checker.time(expect.elapsed, client.elapsed_ns, "elapsed");
  checker.real(expect.share, client.share, "share");
  checker.count(expect.jobs, client.jobs, "jobs");
  checker.count(expect.errors, client.errors, "errors");
  checker.count(expect.missed_deadlines, client.missed_deadlines, "missed_deadlines");
  checker.time(expect.starved_max, client.starved_max_ns, "starved_max");
  checker.count(expect.cycles, client.cycles, "cycles");
  checker.real(expect.cycles_per_second, client.cycles_per_second, "cycles_per_second");
  checker.durations(expect.cycle, client.cycle, "cycle");
  checker.durations(expect.dependency_wait, client.dependency_wait, "dependency_wait");
  checker.durations(expect.wait, client.wait, "wait");
  checker.durations(expect.latency, client.latency, "latency");
}

}  // namespace

bool expects_hazard(const ScenarioSpec& spec, sim::HazardKind kind) {
  const auto names_it = [kind](const ExpectSpec& expect) {
    return std::any_of(expect.hazards.begin(), expect.hazards.end(),
                       [kind](const ExpectedHazard& hazard) { return hazard.kind == kind; });
  };
  return names_it(spec.expect) || names_it(spec.always);
}

bool may_stay_unfinished(const ScenarioSpec& spec, const std::string& job) {
  const auto allows_it = [&job](const ExpectSpec& expect) {
    return expect.unfinished.given() ||
           std::any_of(expect.finished.begin(), expect.finished.end(),
                       [&job](const ExpectedFinish& finish) {
                         return finish.kind == ExpectedFinish::Kind::unfinished &&
                                finish.job.name == job;
                       });
  };
  return allows_it(spec.expect) || allows_it(spec.always);
}

namespace {

std::vector<Unmet> check_table(const ExpectSpec& expect, bool always, const RunReport& report) {
  Checker checker(always);
  check_jobs(expect, report, checker);
  check_guilty(expect, report, checker);
  check_hazards(expect, report, checker);
  check_totals(expect, report, checker);
  for (const ExpectRing& ring : expect.rings) check_ring(ring, report, checker);
  for (const ExpectEngine& engine : expect.engines) check_engine(engine, report, checker);
  for (const ExpectClient& client : expect.clients) check_client(client, report, checker);
  return checker.take();
}

}  // namespace

std::vector<Unmet> check_expectations(const ScenarioSpec& spec, const RunReport& report) {
  std::vector<Unmet> unmet = check_table(spec.expect, false, report);
  for (Unmet& one : check_table(spec.always, true, report)) unmet.push_back(std::move(one));
  return unmet;
}

}  // namespace drmsim::scenarios
