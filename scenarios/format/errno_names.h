// Linux error numbers by name, those that the graphics stack uses: fence errors are written
// ECANCELED in scenario files and reports, and are -125 in event logs. The host's <cerrno> is not
// used: numbers must not depend on the machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drmsim::scenarios {

// The positive number of `name` ("EIO" is 5); nothing if it is none of these.
std::optional<int> errno_number(std::string_view name);

// The name of an error, given as a positive or a negative number: 5 and -5 are "EIO". 0 is "ok", a
// number without a name is written as a number.
std::string errno_name(int number);

// All names, in order of their numbers.
std::vector<std::string> errno_names();

}  // namespace drmsim::scenarios
