// The one header of Catch2 version 2, in terms of version 3 (Debian 13), which has many and calls
// some matchers otherwise. On the include path only where that version is found.
#pragma once

#include <string>

#include <catch2/catch_all.hpp>

namespace Catch {

using Matchers::EndsWith;
using Matchers::StartsWith;

inline auto Contains(const std::string& part) {
  return Matchers::ContainsSubstring(part);
}

}  // namespace Catch

using Catch::Approx;
