// Runs that would never end by themselves: what goes round, told as a hazard.
#include <string>

#include <fmt/format.h>

#include "sim/cpu.h"
#include "sim/world.h"

namespace drmsim::sim {

void Cpu::report_livelock() {
  const Context* next = !ready_.empty() ? &ready_.front() : current_;
  const std::string who = next == nullptr ? "hardware" : world_.names().text(next->name());
  world_.hazards().report_last(
      HazardKind::stall, Where::here(), next == nullptr ? "" : next->role(),
      fmt::format("{} steps without time passing: something goes round for "
                  "ever; the next would be a step of {}",
                  steps_per_instant_, who));
}

void Cpu::report_endless() {
  world_.hazards().report_last(
      HazardKind::stall, Where::here(), "",
      fmt::format("{} steps after the last choice the run has not ended: something goes round for "
                  "ever",
                  kStepsAfterSettlingMax));
}

// Nothing is known to be wrong: no hazard.
void Cpu::end_of_steps() {
  steps_ = steps_max_;  // whoever is under way leaves by a step or two
  world_.out_of_steps_ = true;
  world_.stop();
}

// To choose among thousands takes as long as many steps.
void Cpu::count_options() {
  const std::uint64_t steps = actors_.size() / kOptionsOfStep;
  if (steps == 0 || (steps_ += steps) <= steps_max_) return;
  end_of_steps();
}

void Cpu::report_going_round(Where where) {
  world_.hazards().report_last(
      HazardKind::stall, where, "loop",
      world_.describe("a loop", where) +
          fmt::format(": {} schedule points in a row, without ever waiting", kPointsInARowMax));
}

std::vector<const Context*> Cpu::blocked() const {
  std::vector<const Context*> contexts;
  for (const Context& context : blocked_) {
    if (!context.idle_) contexts.push_back(&context);
  }
  return contexts;
}

}  // namespace drmsim::sim
