#include "tools/explore/story.h"

#include <algorithm>

#include "scenarios/report/event_hash.h"
#include "sim/strategies/replay.h"

namespace drmsim::scenarios {
namespace {

// Writes down how many options each choice has.
class OptionCounts final : public sim::Strategy {
 public:
  explicit OptionCounts(sim::Strategy& inner) : inner_(inner) {}
  void begin_run(std::uint64_t seed) override {
    counts.clear();
    inner_.begin_run(seed);
  }
  unsigned choose(const sim::Choice& choice) override {
    counts.push_back(choice.options);
    return inner_.choose(choice);
  }
  std::vector<unsigned> counts;

 private:
  sim::Strategy& inner_;
};

struct Told {
  ScheduleResult result;
  std::vector<ToldDeviation> deviations;
  std::vector<unsigned> options;
  std::uint64_t event_log_hash = 0;
};

Told run_told(const ScenarioSpec& spec, const sim::Deviations& deviations, std::uint64_t seed,
              const MachineOptions& machine) {
  sim::Replay replay(deviations);
  OptionCounts counts(replay);
  Narrator narrator(counts);
  EventHash hash;
  MachineOptions options = machine;
  options.observers.push_back(&hash);
  options.observers.push_back(&narrator);
  options.setup = [&](Machine& built) {
    narrator.attach(built.world());
    if (machine.setup) machine.setup(built);
  };
  Told told;
  told.result = run_schedule(spec, narrator, seed, options);
  told.deviations = narrator.told();
  told.options = counts.counts;
  told.event_log_hash = hash.value();
  return told;
}

// The deviations up to a choice, with another option there, and no deviation after it.
sim::Deviations otherwise(const sim::Deviations& deviations, std::uint64_t choice,
                          unsigned option) {
  sim::Deviations other;
  for (const sim::Deviation& deviation : deviations) {
    if (deviation.choice < choice) other.push_back(deviation);
  }
  if (option != 0) other.push_back(sim::Deviation{choice, option});
  return other;
}

unsigned option_at(const sim::Deviations& deviations, std::uint64_t choice) {
  for (const sim::Deviation& deviation : deviations) {
    if (deviation.choice == choice) return deviation.option;
  }
  return 0;
}

std::optional<CriticalChoice> find_critical(const ScenarioSpec& spec, const Failure& failure,
                                            const MachineOptions& machine,
                                            const std::vector<unsigned>& options,
                                            std::uint64_t tries_max) {
  constexpr std::uint64_t kWorkMax = 40'000'000;  // of all tries, as a shrinker counts it
  std::uint64_t tries = 0;
  std::uint64_t work = 0;
  for (std::uint64_t choice = options.size(); choice-- > 0;) {
    const unsigned taken = option_at(failure.deviations, choice);
    for (unsigned option = 0; option < options[choice]; ++option) {
      if (option == taken) continue;
      if (++tries > tries_max || work > kWorkMax) return std::nullopt;
      const Told other =
          run_told(spec, otherwise(failure.deviations, choice, option), failure.seed, machine);
      work += work_of(other.result);
      if (!other.result.failures.empty()) continue;
      CriticalChoice critical;
      critical.was_deviation = taken != 0;
      critical.other.choice = choice;
      if (!other.deviations.empty() && other.deviations.back().choice == choice) {
        critical.other = other.deviations.back();
      }
      return critical;
    }
  }
  return std::nullopt;
}

}  // namespace

Story tell(const ScenarioSpec& spec, const Failure& failure, const MachineOptions& machine,
           std::uint64_t tries_max) {
  const Told told = run_told(spec, failure.deviations, failure.seed, machine);
  Story story;
  story.failure = failure;
  story.deviations = told.deviations;
  story.choices = told.result.choices;
  story.event_log_hash = told.event_log_hash;
  story.critical = find_critical(spec, failure, machine, told.options, tries_max);
  return story;
}

}  // namespace drmsim::scenarios
