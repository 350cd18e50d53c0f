#include "sim/strategies/exhaustive.h"

namespace drmsim::sim {

unsigned Exhaustive::choose(const Choice& choice) {
  const std::uint64_t position = position_++;
  if (position < first_) return 0;
  const std::size_t index = position - first_;
  if (index == steps_.size()) {
    const unsigned option = index == 0 ? 1 : 0;
    deviations_ += option;
    steps_.push_back(Step{choice.options, option});
  }
  DRMSIM_ASSERT(steps_[index].options == choice.options, "the same choices lead to the same run");
  return steps_[index].option;
}

bool Exhaustive::next_run() {
  while (!steps_.empty()) {
    Step& last = steps_.back();
    const bool may_deviate = last.option != 0 || deviations_ < bound_;
    if (may_deviate && last.option + 1 < last.options) {
      if (last.option == 0) ++deviations_;
      ++last.option;
      return true;
    }
    if (last.option != 0) --deviations_;
    steps_.pop_back();
  }
  return false;
}

double estimated_runs(const std::vector<unsigned>& options, unsigned bound) {
  // Elementary symmetric polynomials of the numbers of other options: [k] is the number of runs
  // with exactly k deviations.
  std::vector<double> runs(bound + 1, 0.0);
  runs[0] = 1;
  for (const unsigned count : options) {
    for (unsigned k = bound; k > 0; --k) runs[k] += runs[k - 1] * (count - 1.0);
  }
  double sum = 0;
  for (const double exactly : runs) sum += exactly;
  return sum;
}

}  // namespace drmsim::sim
