// JSON as text, also where a name of a file that is no UTF-8 has got into it.
#pragma once

#include <string>

namespace drmsim::scenarios {

// indent: blanks for each level; -1: all on one line.
template <class Json>
std::string json_text(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace drmsim::scenarios
