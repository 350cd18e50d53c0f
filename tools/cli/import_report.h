// What `drmsim import --check` has found: for people, and as JSON.
#pragma once

#include <string>

#include "tools/captures/capture_check.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

// Of each ring a row for each part.
std::string import_text(const scenarios::CaptureCheck& check, const TextStyle& style);
std::string import_json(const std::string& file, const scenarios::CaptureCheck& check);

}  // namespace drmsim::tools
