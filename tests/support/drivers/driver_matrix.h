// Our three drivers without defects, in every combination of what is a choice between correct
// designs, with everything that can go wrong in the hardware or be done to the machine.
#pragma once

#include <string>
#include <vector>

namespace drmsim::tests {

// Scenario files, thousands of them; without `semantics`, and without [expect].
std::vector<std::string> ring_driver_matrix();
std::vector<std::string> slot_driver_matrix();
std::vector<std::string> firmware_driver_matrix();

}  // namespace drmsim::tests
