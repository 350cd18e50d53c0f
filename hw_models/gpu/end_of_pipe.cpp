#include "hw_models/gpu/end_of_pipe.h"

#include <utility>

namespace drmsim::hw {

void EndOfPipe::grow() {
  std::vector<PipeEntry> larger(entries_.size() * 2);
  const auto larger_mask = static_cast<std::uint32_t>(larger.size()) - 1;
  for (std::uint32_t i = head_; i != tail_; ++i) larger[i & larger_mask] = entries_[i & mask()];
  entries_ = std::move(larger);
}

}  // namespace drmsim::hw
