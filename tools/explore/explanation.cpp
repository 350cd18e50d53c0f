#include "tools/explore/explanation.h"

#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/explore/unit_result.h"

namespace drmsim::scenarios {
namespace {

using Json = nlohmann::json;

Json to_json(const ToldDeviation& told) {
  return {told.choice, told.time_ns, told.text};
}

ToldDeviation told_from(const Json& json) {
  ToldDeviation told;
  json[0].get_to(told.choice);
  json[1].get_to(told.time_ns);
  json[2].get_to(told.text);
  return told;
}

}  // namespace

Explanation explain(const ScenarioSpec& spec, const Failure& failure,
                    const MachineOptions& machine) {
  Explanation explanation;
  explanation.shrunk = shrink(spec, failure, machine);
  explanation.story = tell(spec, explanation.shrunk.failure, machine);
  return explanation;
}

std::string explanation_text(const Explanation& explanation) {
  const Story& story = explanation.story;
  Json deviations = Json::array();
  for (const ToldDeviation& told : story.deviations) deviations.push_back(to_json(told));
  Json critical;
  if (story.critical.has_value()) {
    critical = {{"other", to_json(story.critical->other)},
                {"was_deviation", story.critical->was_deviation}};
  }
  return json_text(Json{{"failure", failure_text(explanation.shrunk.failure)},
                        {"runs", explanation.shrunk.runs},
                        {"deviations", std::move(deviations)},
                        {"choices", story.choices},
                        {"event_log_hash", story.event_log_hash},
                        {"critical", std::move(critical)}});
}

Explanation explanation_from_text(const std::string& text) {
  const Json json = Json::parse(text);
  Explanation explanation;
  explanation.shrunk.failure = failure_from_text(json.at("failure").get<std::string>());
  json.at("runs").get_to(explanation.shrunk.runs);
  Story& story = explanation.story;
  story.failure = explanation.shrunk.failure;
  for (const Json& told : json.at("deviations")) story.deviations.push_back(told_from(told));
  json.at("choices").get_to(story.choices);
  json.at("event_log_hash").get_to(story.event_log_hash);
  const Json& critical = json.at("critical");
  if (!critical.is_null()) {
    story.critical =
        CriticalChoice{told_from(critical.at("other")), critical.at("was_deviation").get<bool>()};
  }
  return explanation;
}

}  // namespace drmsim::scenarios
