// What a file of scenarios/files/bugs says about its bug: [bug].
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/expect_spec.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

struct BugSpec {
  std::string id;                       // in the catalogue: "C3"; empty: the file is no bug's
  std::string fix;                      // commit that mended it, or its subject
  std::vector<ExpectedHazard> hazards;  // one of these must show
  // In one of these functions, if the kind does not tell the cause: another one, which is still
  // there where this is mended, leads to the same kind. Empty: anywhere.
  std::vector<NameRef> where;
  bool explore = false;  // the plain run does not show it
  // Schedulers in whose own code it is today: "kernel:6.12". A twin that differs from the file in
  // `semantics`, `defects` and `without` alone is none there: a compiled tree has its own.
  std::vector<NameRef> present;
  std::string twin;  // file beside it that has everything but the defect; empty: the same file
                     // without its `defects`

  bool given() const { return !id.empty(); }
  friend bool operator==(const BugSpec&, const BugSpec&) = default;
};

}  // namespace drmsim::scenarios
