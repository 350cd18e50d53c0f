// The batches of a client that count as outstanding on an engine, for the q steps.
//
// Intuition: a list per engine to which every submission is appended. Mechanism: gem_wsim's, which
// lists steps, not submissions: a step that is submitted again moves to the end, and a step stays
// listed, finished or not, until a q step has waited for it. Source: gem_wsim.c, run_workload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <vector>

namespace drmsim::scenarios::wsim {

class QueueDepthLists {
 public:
  QueueDepthLists(std::size_t engines, std::size_t steps)
      : listed_(engines), places_(steps), engine_of_(steps, kNowhere) {}
  QueueDepthLists(const QueueDepthLists&) = delete;
  QueueDepthLists& operator=(const QueueDepthLists&) = delete;

  void submitted(std::uint32_t step, std::size_t engine);
  std::size_t engines() const { return listed_.size(); }
  std::size_t size(std::size_t engine) const { return listed_[engine].size(); }
  std::uint32_t oldest(std::size_t engine) const { return listed_[engine].front(); }  // not empty
  std::uint32_t newest(std::size_t engine) const { return listed_[engine].back(); }   // not empty
  void remove(std::uint32_t step);

 private:
  static constexpr std::size_t kNowhere = SIZE_MAX;

  std::vector<std::list<std::uint32_t>> listed_;            // steps, by engine
  std::vector<std::list<std::uint32_t>::iterator> places_;  // by step; of those that are listed
  std::vector<std::size_t> engine_of_;                      // by step
};

}  // namespace drmsim::scenarios::wsim
