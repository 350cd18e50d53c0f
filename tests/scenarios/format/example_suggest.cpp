// A message about a name that does not exist: what was meant, and what there is.
#include "scenarios/format/suggest.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: a command of one's own that is told a name that it does not know") {
  const std::vector<std::string> known = {"record", "replay", "report"};
  const auto complaint = [&known](const std::string& word) {
    return "there is no command `" + word + "`" + suggestion(word, known);
  };
  CHECK(complaint("repaly") ==
        "there is no command `repaly`; did you mean `replay`? expected `record`, `replay` or "
        "`report`");
  CHECK(complaint("x") == "there is no command `x`; expected `record`, `replay` or `report`");
  CHECK(edit_distance("repaly", "replay") == 1);  // two neighbours, swapped
  CHECK(edit_distance("repaly", "replay") == edit_distance("replay", "repaly"));
  CHECK(closest("recrod", known) == "record");
  CHECK_FALSE(closest("delete", known).has_value());
  CHECK(all_of(known) == "`record`, `replay` and `report`");
}

}  // namespace drmsim::scenarios
