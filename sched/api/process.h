// As much of a process as the scheduler looks at: who it is, and whether it is dying.
#pragma once

#include <cstdint>

namespace drmsim::drm {

struct Process {
  std::uint32_t id = 0;  // thread group; never 0 for a real one
  bool exiting = false;  // PF_EXITING: closing its files on the way out
  bool sigkill = false;  // exit_code == SIGKILL
};

}  // namespace drmsim::drm
