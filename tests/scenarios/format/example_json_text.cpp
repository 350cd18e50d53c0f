// JSON of what a user has named: a file's name may be no UTF-8, the text always is some.
#include "scenarios/format/json_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: a report whose file has a name that is no UTF-8") {
  const nlohmann::json report = {{"file", "caf\xE9.toml"}, {"jobs", 2}};
  CHECK_THROWS(report.dump());  // what the library itself does about it
  const std::string text = json_text(report);
  CHECK(text == "{\"file\":\"caf\xEF\xBF\xBD.toml\",\"jobs\":2}");
  const auto again = nlohmann::json::parse(json_text(report, 2));
  CHECK(again.at("jobs") == 2);
  CHECK(json_text(report, 2).find("\n  \"jobs\": 2") != std::string::npos);
}

}  // namespace drmsim::scenarios
