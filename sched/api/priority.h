// enum drm_sched_priority: the run queue that an entity's jobs wait in. Lower value: served first.
#pragma once

#include <cstdint>

namespace drmsim::drm {

enum class Priority : std::uint8_t { kernel, high, normal, low };

inline constexpr unsigned kPriorityCount = 4;

constexpr const char* priority_name(Priority priority) {
  constexpr const char* kNames[] = {"kernel", "high", "normal", "low"};
  return kNames[static_cast<unsigned>(priority)];
}

}  // namespace drmsim::drm
