#include "tools/cli/report_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/errno_names.h"
#include "scenarios/format/json_text.h"
#include "tools/cli/identity_json.h"
#include "tools/cli/waits_json.h"

namespace drmsim::tools {
namespace {

using Json = nlohmann::ordered_json;
using namespace scenarios;

Json json_of(const DurationSummary& summary) {
  if (summary.count == 0) return nullptr;
  return {{"count", summary.count},   {"p50_ns", summary.p50_ns}, {"p99_ns", summary.p99_ns},
          {"max_ns", summary.max_ns}, {"min_ns", summary.min_ns}, {"mean_ns", summary.mean_ns}};
}

Json json_of(const RingReport& ring) {
  return {{"name", ring.name},
          {"busy", ring.busy},
          {"jobs", ring.jobs},
          {"timeouts", ring.timeouts},
          {"resets", ring.resets},
          {"wait", json_of(ring.wait)},
          {"execution", json_of(ring.execution)},
          {"dependency_wait", json_of(ring.dependency_wait)},
          {"evictions", ring.evictions},
          {"engine", ring.engine},
          {"engine_share", ring.engine_share}};
}

Json json_of(const EngineReport& engine) {
  return {{"name", engine.name},
          {"width", engine.width},
          {"busy", engine.busy},
          {"rings", engine.rings}};
}

Json json_of(const FaultReport& fault) {
  return {{"line", fault.where.line}, {"column", fault.where.column},
          {"ring", fault.ring},       {"entity", fault.entity},
          {"job", fault.job},         {"at_ns", fault.at_ns},
          {"met", fault.met},         {"struck", fault.struck}};
}

Json json_of(const ClientReport& client) {
  return {{"name", client.name},
          {"jobs", client.jobs},
          {"errors", client.errors},
          {"deadlines", client.deadlines},
          {"missed_deadlines", client.missed_deadlines},
          {"share", client.share},
          {"cycles", client.cycles},
          {"cycles_per_second", client.cycles_per_second},
          {"cycle", json_of(client.cycle)},
          {"wait", json_of(client.wait)},
          {"latency", json_of(client.latency)},
          {"dependency_wait", json_of(client.dependency_wait)},
          {"elapsed_ns", client.elapsed_ns},
          {"starved_max_ns", client.starved_max_ns}};
}

Json json_of(const HazardReport& hazard) {
  Json json{{"kind", std::string(sim::hazard_name(hazard.kind))},
            {"expected", hazard.expected},
            {"time_ns", hazard.time_ns},
            {"context", hazard.context},
            {"identity", hazard.identity},
            {"function", hazard.function},
            {"file", hazard.file},
            {"line", hazard.line},
            {"object", hazard.object},
            {"other_context", hazard.other_context},
            {"release", hazard.release},
            {"message_only", hazard.message_only},
            {"message", hazard.message},
            {"story", hazard.story}};
  if (!hazard.waits.empty()) json["waits"] = waits_json(hazard.waits);
  return json;
}

Json json_of(const UnfinishedReport& job) {
  return {{"job", job.job}, {"expected", job.expected}, {"pushed_ns", job.pushed_ns}};
}

Json json_of(const RefusedReport& job) {
  return {{"job", job.job}, {"reason", job.reason}};
}

Json json_of(const Unmet& unmet) {
  return {{"key", unmet.full_key()},
          {"line", unmet.where.line},
          {"column", unmet.where.column},
          {"expected", unmet.expected},
          {"actual", unmet.actual}};
}

Json json_of(const RunNote& note) {
  return {{"line", note.where.line}, {"column", note.where.column}, {"text", note.text}};
}

Json json_of(const wsim::ClientResult& client);
Json json_of(const RunOutcome& outcome);

template <class Part>
Json list_of(const std::vector<Part>& parts) {
  Json list = Json::array();
  for (const Part& part : parts) list.push_back(json_of(part));
  return list;
}

// Of what has a place: where that is in a file that the scenario includes, `file` says in which.
template <class Part>
Json placed_list(const RunReport& report, const std::vector<Part>& parts) {
  Json list = list_of(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const scenarios::SourceLocation where = parts[i].where;
    if (where.file != 0) list[i]["file"] = report.included.file_of(where, report.file);
  }
  return list;
}

Json errors_of(const RunReport& report) {
  Json errors = Json::object();
  for (const ErrorReport& error : report.errors_by_number) {
    errors[errno_name(error.error)] = error.jobs;
  }
  return errors;
}

Json json_of(const wsim::ClientResult& client) {
  Json json = {{"id", client.id},
               {"background", client.background},
               {"ended", client.ended},
               {"cycles", client.cycles},
               {"elapsed_ns", client.elapsed_ns},
               {"workloads_per_second", client.workloads_per_s()},
               {"period", nullptr}};
  if (client.period.count != 0) {
    json["period"] = {{"count", client.period.count},
                      {"average_us", client.period.total_us / client.period.count},
                      {"min_us", client.period.min_us},
                      {"max_us", client.period.max_us},
                      {"missed", client.period.missed}};
  }
  return json;
}

Json workload_of(const RunOutcome& outcome) {
  if (!outcome.workload.has_value()) return nullptr;
  return {{"elapsed_ns", outcome.workload->elapsed_ns()},
          {"workloads_per_second", outcome.workload->workloads_per_s()},
          {"clients", list_of(outcome.workload->clients)},
          {"warnings", outcome.warnings}};
}

const char* end_name(RunEnd end) {
  switch (end) {
    case RunEnd::quiescent:
      return "quiescent";
    case RunEnd::until:
      return "until";
    case RunEnd::hazard:
      return "hazard";
    case RunEnd::max_steps:
      return "max_steps";
    case RunEnd::time:
      return "time";
  }
  return "";
}

Json json_of(const RunOutcome& outcome) {
  const RunReport& report = outcome.report;
  Json json = {{"file", report.file},
               {"scenario", report.scenario},
               {"summary", report.summary},
               {"seed", report.seed},
               {"as_expected", report.as_expected()},
               {"end", end_name(report.end)},
               {"virtual_time_ns", report.virtual_time_ns},
               {"events", report.events},
               {"jobs", report.jobs},
               {"jobs_per_second", report.jobs_per_second},
               {"errors", report.errors},
               {"errors_by_name", errors_of(report)},
               {"timeouts", report.timeouts},
               {"resets", report.resets},
               {"guilty", report.guilty},
               {"rings", list_of(report.rings)},
               {"clients", list_of(report.clients)},
               {"unfinished", list_of(report.unfinished)},
               {"refused", list_of(report.refused)},
               {"hazards", list_of(report.hazards)},
               {"unmet", placed_list(report, report.unmet)},
               {"unused_preempts", placed_list(report, report.unused_preempts)},
               {"clients_that_gave_up", placed_list(report, report.clients_that_gave_up)},
               {"engines", list_of(report.engines)},
               {"faults_struck", report.faults_struck},
               {"faults", placed_list(report, report.faults)}};
  if (outcome.event_log_hash.has_value()) {
    json["event_log_hash"] = fmt::format("{:016x}", *outcome.event_log_hash);
  }
  json["workload"] = workload_of(outcome);
  json["repeat_command"] = outcome.repeat_command;
  json["wall_seconds"] = outcome.wall_seconds;
  json["jobs_per_wall_second"] = outcome.jobs_per_wall_second();
  return json;
}

}  // namespace

std::string reports_json(const std::vector<RunOutcome>& outcomes) {
  const Json json = {{"drmsim", identity_json()}, {"runs", list_of(outcomes)}};
  // File names need not be UTF-8; what is not is replaced, not refused.
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
