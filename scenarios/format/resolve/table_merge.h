// One table over another: what `include` and `[defaults]` do.
#pragma once

#include "scenarios/format/document.h"
#include "scenarios/format/key_info.h"

namespace drmsim::scenarios {

// Adds to `base` what `over` says; `section` tells the keys of both. Where both have a key, tables
// are merged key by key, lists of tables joined, those of `base` first, and any other value is that
// of `over`. The table then stands where `over` does.
void merge_table(Node& base, const Node& over, const SectionInfo& section);

}  // namespace drmsim::scenarios
