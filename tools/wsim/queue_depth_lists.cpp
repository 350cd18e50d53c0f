#include "tools/wsim/queue_depth_lists.h"

#include <iterator>

namespace drmsim::scenarios::wsim {

void QueueDepthLists::submitted(std::uint32_t step, std::size_t engine) {
  remove(step);
  engine_of_[step] = engine;
  listed_[engine].push_back(step);
  places_[step] = std::prev(listed_[engine].end());
}

void QueueDepthLists::remove(std::uint32_t step) {
  if (engine_of_[step] == kNowhere) return;
  listed_[engine_of_[step]].erase(places_[step]);
  engine_of_[step] = kNowhere;
}

}  // namespace drmsim::scenarios::wsim
