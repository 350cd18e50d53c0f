// The format for an editor: a JSON Schema file beside the scenarios, which completes and checks.
#include "scenarios/format/json_schema.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: what an editor learns of a ring from the schema") {
  const auto schema = nlohmann::json::parse(json_schema());
  CHECK(schema.at("$schema") == "http://json-schema.org/draft-07/schema#");
  CHECK(schema.at("properties").at("ring").at("items").at("$ref") == "#/definitions/ring");
  const auto& ring = schema.at("definitions").at("ring");
  CHECK(ring.at("required") == nlohmann::json::array({"name"}));
  CHECK(ring.at("additionalProperties") == false);  // a misspelt key is underlined
  const auto& slots = ring.at("properties").at("slots");
  CHECK(slots.at("maximum") == 4'096);
  CHECK_FALSE(slots.at("description").get<std::string>().empty());
}

}  // namespace drmsim::scenarios
