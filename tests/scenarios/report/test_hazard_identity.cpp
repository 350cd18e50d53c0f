// What makes two hazards of whole runs the same bug.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<ScenarioSpec> bugs_of_the_model() {
  std::vector<ScenarioSpec> specs;
  for (const auto& entry : fs::directory_iterator(DRMSIM_SOURCE_DIR "/scenarios/files/bugs")) {
    if (entry.path().extension() != ".toml") continue;
    ScenarioSpec spec = load_scenario(entry.path());
    if (spec.scheduler.name.empty()) specs.push_back(std::move(spec));
  }
  std::sort(specs.begin(), specs.end(),
            [](const ScenarioSpec& a, const ScenarioSpec& b) { return a.file < b.file; });
  return specs;
}

std::set<std::string> names_in(const ScenarioSpec& spec) {
  std::set<std::string> names;
  for (const RingSpec& ring : spec.rings) names.insert(ring.name);
  for (const EntitySpec& entity : spec.entities) names.insert(entity.name);
  for (const ClientSpec& client : spec.clients) names.insert(client.name);
  for (const JobSpec& job : spec.jobs) names.insert(job.name);
  return names;
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + ' ') {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += c;
    } else {
      words.insert(word);
      word.clear();
    }
  }
  return words;
}

}  // namespace

// Then the same bug has the same identity in every scenario.
TEST_CASE("hazard identity: no name of a ring, entity, client or job is in it") {
  std::size_t hazards = 0;
  for (const ScenarioSpec& spec : bugs_of_the_model()) {
    const std::set<std::string> names = names_in(spec);
    for (const HazardReport& hazard : run_scenario(spec, {}).hazards) {
      ++hazards;
      INFO(spec.file << ": " << hazard.identity);
      for (const std::string& word : words_of(hazard.identity)) CHECK(names.count(word) == 0);
    }
  }
  CHECK(hazards > 50);
}

TEST_CASE("hazard identity: a place is known of every hazard and its kind of object") {
  for (const ScenarioSpec& spec : bugs_of_the_model()) {
    for (const HazardReport& hazard : run_scenario(spec, {}).hazards) {
      INFO(spec.file << ": " << hazard.identity);
      CHECK_FALSE(hazard.function.empty());
      CHECK_FALSE(hazard.file.empty());
      CHECK(hazard.line > 0);
      CHECK_FALSE(hazard.object.empty());
      CHECK(hazard.release.empty());  // the model is no kernel
    }
  }
}

}  // namespace drmsim::scenarios
