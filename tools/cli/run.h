// The drmsim command as a function: for programs that bring drivers and policies of their own.
//
//   int main(int argc, char** argv) {
//     drmsim::scenarios::Extensions mine;
//     mine.policies.add("edf", make_edf);
//     return drmsim::tools::run(argc, argv, mine);
//   }
//
// is the whole command (run, test, explore, replay, compare, policies, bugs, tables, JSON), in
// which scenarios may say `policy = "edf"`. What is added has the place of what is there under its
// name.
#pragma once

#include "scenarios/machine/extensions.h"

namespace drmsim::tools {

// Of main(), once; before it nothing of the library may have been used. The exit status: 0 as
// expected, 1 a hazard or an unmet expectation, 2 a mistake in the input.
int run(int argc, char** argv, const scenarios::Extensions& extensions = {});

}  // namespace drmsim::tools
