// Writes down what another strategy chooses, so that the run can be repeated without it.
#pragma once

#include <cstdint>

#include "sim/choices.h"
#include "sim/strategies/deviation.h"

namespace drmsim::sim {

class Recorder final : public Strategy {
 public:
  explicit Recorder(Strategy& inner) : inner_(inner) {}  // which outlives this

  void begin_run(std::uint64_t seed) override {
    deviations_.clear();
    choices_ = 0;
    inner_.begin_run(seed);
  }
  unsigned choose(const Choice& choice) override {
    const unsigned option = inner_.choose(choice);
    if (option != 0) deviations_.push_back(Deviation{choices_, option});
    ++choices_;
    return option;
  }

  const Deviations& deviations() const { return deviations_; }  // of the last run
  std::uint64_t choices() const { return choices_; }

 private:
  Strategy& inner_;
  Deviations deviations_;
  std::uint64_t choices_ = 0;
};

}  // namespace drmsim::sim
