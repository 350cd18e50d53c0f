#include "tools/explore/unit_result.h"

#include "scenarios/format/json_text.h"


#include <algorithm>

#include <nlohmann/json.hpp>

namespace drmsim::scenarios {
namespace {

using Json = nlohmann::json;

Json unmet_json(const std::optional<Unmet>& unmet) {
  if (!unmet.has_value()) return nullptr;
  return {unmet->where.line, unmet->where.column, unmet->always,    unmet->key,
          unmet->expected,   unmet->actual,       unmet->where.file};
}

std::optional<Unmet> unmet_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  Unmet unmet;
  json[0].get_to(unmet.where.line);
  json[1].get_to(unmet.where.column);
  json[2].get_to(unmet.always);
  json[3].get_to(unmet.key);
  json[4].get_to(unmet.expected);
  json[5].get_to(unmet.actual);
  json[6].get_to(unmet.where.file);
  return unmet;
}

Json to_json(const Failure& failure) {
  Json deviations = Json::array();
  for (const sim::Deviation& deviation : failure.deviations) {
    deviations.push_back({deviation.choice, deviation.option});
  }
  const HazardReport& hazard = failure.hazard;
  Json waits = Json::array();
  for (const sim::WaitLine& line : hazard.waits) {
    waits.push_back({line.who, line.waits_for, line.waker, line.why, line.in_cycle});
  }
  return {{"identity", failure.identity},
          {"schedule", failure.schedule},
          {"times", failure.times},
          {"seed", failure.seed},
          {"choices", failure.choices},
          {"deviations", std::move(deviations)},
          {"unmet", unmet_json(failure.unmet)},
          {"kind", static_cast<int>(hazard.kind)},
          {"time_ns", hazard.time_ns},
          {"context", hazard.context},
          {"function", hazard.function},
          {"file", hazard.file},
          {"line", hazard.line},
          {"object", hazard.object},
          {"other_context", hazard.other_context},
          {"release", hazard.release},
          {"message", hazard.message},
          {"story", hazard.story},
          {"waits", std::move(waits)},
          {"expected", hazard.expected}};
}

Failure failure_from(const Json& json) {
  Failure failure;
  json.at("identity").get_to(failure.identity);
  json.at("schedule").get_to(failure.schedule);
  json.at("times").get_to(failure.times);
  json.at("seed").get_to(failure.seed);
  json.at("choices").get_to(failure.choices);
  for (const Json& pair : json.at("deviations")) {
    failure.deviations.push_back({pair[0].get<std::uint64_t>(), pair[1].get<unsigned>()});
  }
  failure.unmet = unmet_from(json.at("unmet"));
  HazardReport& hazard = failure.hazard;
  hazard.kind = static_cast<sim::HazardKind>(json.at("kind").get<int>());
  json.at("time_ns").get_to(hazard.time_ns);
  json.at("context").get_to(hazard.context);
  json.at("function").get_to(hazard.function);
  json.at("file").get_to(hazard.file);
  json.at("line").get_to(hazard.line);
  json.at("object").get_to(hazard.object);
  json.at("other_context").get_to(hazard.other_context);
  json.at("release").get_to(hazard.release);
  hazard.identity = failure.identity;
  json.at("message").get_to(hazard.message);
  json.at("story").get_to(hazard.story);
  for (const Json& line : json.at("waits")) {
    hazard.waits.push_back({line[0].get<std::string>(), line[1].get<std::string>(),
                            line[2].get<std::string>(), line[3].get<std::string>(),
                            line[4].get<bool>()});
  }
  json.at("expected").get_to(hazard.expected);
  return failure;
}

}  // namespace

std::string failure_text(const Failure& failure) {
  return json_text(to_json(failure));
}

Failure failure_from_text(const std::string& text) {
  return failure_from(Json::parse(text));
}

std::string unit_text(const Exploration& unit) {
  Json failures = Json::array();
  for (const Failure& failure : unit.failures) failures.push_back(to_json(failure));
  Json crashes = Json::array();
  for (const Crash& crash : unit.crashes) {
    crashes.push_back({crash.schedule, crash.seed, crash.how});
  }
  return json_text(Json{{"schedules", unit.schedules},
                        {"choices", unit.choices},
                        {"endless", unit.endless},
                        {"outcomes", unit.outcomes},
                        {"situations", unit.situations},
                        {"failures", std::move(failures)},
                        {"crashes", std::move(crashes)}});
}

Exploration unit_from_text(const std::string& text) {
  const Json json = Json::parse(text);
  Exploration unit;
  json.at("schedules").get_to(unit.schedules);
  json.at("choices").get_to(unit.choices);
  json.at("endless").get_to(unit.endless);
  json.at("outcomes").get_to(unit.outcomes);
  json.at("situations").get_to(unit.situations);
  for (const Json& failure : json.at("failures")) unit.failures.push_back(failure_from(failure));
  for (const Json& crash : json.at("crashes")) {
    unit.crashes.push_back({crash[0].get<std::uint64_t>(), crash[1].get<std::uint64_t>(),
                            crash[2].get<std::string>()});
  }
  return unit;
}

void append(Exploration& all, const Exploration& unit) {
  for (const Failure& failure : unit.failures) {
    const auto known = std::find_if(
        all.failures.begin(), all.failures.end(),
        [&failure](const Failure& other) { return other.identity == failure.identity; });
    if (known != all.failures.end()) {
      known->times += failure.times;
      continue;
    }
    all.failures.push_back(failure);
    all.failures.back().schedule += all.schedules;
  }
  all.schedules += unit.schedules;
  all.choices += unit.choices;
  all.endless += unit.endless;
  all.outcomes.insert(unit.outcomes.begin(), unit.outcomes.end());
  all.situations.insert(unit.situations.begin(), unit.situations.end());
}

}  // namespace drmsim::scenarios
