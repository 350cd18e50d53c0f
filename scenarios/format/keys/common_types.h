// Types that several sections use.
#pragma once

#include <cstdint>

#include "scenarios/format/entity_spec.h"
#include "scenarios/format/scalar_types.h"

namespace drmsim::scenarios {

inline constexpr std::uint32_t kCopiesMax = 10'000;  // that one `count` can make

inline IntegerType<std::uint32_t> count_type(std::uint32_t min, std::uint32_t max) {
  return {min, max};
}

// A number of attempts that a fault lasts for.
inline IntegerType<std::uint32_t> attempts_type() {
  return {0, 1'000'000, "forever"};
}

inline ChoiceType<EntityPriority> priority_type() {
  return ChoiceType<EntityPriority>({{"kernel", EntityPriority::kernel},
                                     {"high", EntityPriority::high},
                                     {"normal", EntityPriority::normal},
                                     {"low", EntityPriority::low}});
}

}  // namespace drmsim::scenarios
