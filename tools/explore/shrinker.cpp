#include "tools/explore/shrinker.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/strategies/delay_bounded.h"
#include "sim/strategies/exhaustive.h"
#include "sim/strategies/replay.h"

namespace drmsim::scenarios {
namespace {

// The delays and durations of the failing run, and deviations drawn from another seed.
class Reseeded final : public sim::Strategy {
 public:
  Reseeded(sim::Strategy& inner, std::uint64_t seed) : inner_(inner), seed_(seed) {}
  void begin_run(std::uint64_t) override { inner_.begin_run(seed_); }
  unsigned choose(const sim::Choice& choice) override { return inner_.choose(choice); }

 private:
  sim::Strategy& inner_;
  std::uint64_t seed_;
};

class Shrinker {
 public:
  Shrinker(const ScenarioSpec& spec, const Failure& failure, const MachineOptions& machine,
           const ShrinkLimits& limits)
      : spec_(spec), machine_(machine), limits_(limits), best_(failure) {}

  Shrunk shrink() {
    try_with({});  // does it need any of them?
    leave_out();
    if (best_.deviations.size() > 1) search_with_one();
    for (unsigned deviations = 2; deviations <= 3; ++deviations) {
      if (best_.deviations.size() > deviations) search_with(deviations);
    }
    leave_out();
    return Shrunk{best_, runs_};
  }

 private:
  void leave_out() {
    std::size_t parts = 2;
    while (!best_.deviations.empty() && may_run()) {
      parts = std::min(parts, best_.deviations.size());
      if (drop_a_part(parts)) {
        parts = std::max<std::size_t>(parts - 1, 2);
      } else if (parts == best_.deviations.size()) {
        break;  // each is needed
      } else {
        parts *= 2;
      }
    }
  }

  void search_with_one() {
    for (std::uint64_t first = 0; first < best_.choices; ++first) {
      sim::Exhaustive exhaustive(1, first);
      do {
        if (!may_run()) return;
        const ScheduleResult result = run(exhaustive);
        if (result.deviations.empty()) return;  // the plain run has no such choice
        if (take(result)) return;
      } while (exhaustive.next_run());
    }
  }

  void search_with(unsigned deviations) {
    sim::DelayBounded strategy(deviations, best_.choices);
    for (std::uint64_t seed = 1; seed <= limits_.runs / 3 && may_run(); ++seed) {
      Reseeded reseeded(strategy, seed);
      if (take(run(reseeded))) return;
    }
  }

  // The later a deviation, the likelier it is noise: from the end.
  bool drop_a_part(std::size_t parts) {
    const sim::Deviations all = best_.deviations;
    for (std::size_t part = parts; part-- > 0;) {
      const auto begin = static_cast<std::ptrdiff_t>(part * all.size() / parts);
      const auto end = static_cast<std::ptrdiff_t>((part + 1) * all.size() / parts);
      sim::Deviations rest(all.begin(), all.begin() + begin);
      rest.insert(rest.end(), all.begin() + end, all.end());
      if (try_with(std::move(rest))) return true;
    }
    return false;
  }

  bool try_with(sim::Deviations deviations) {
    if (!may_run()) return false;
    sim::Replay replay(std::move(deviations));
    return take(run(replay));
  }

  bool may_run() const { return runs_ < limits_.runs && choices_ < limits_.choices; }

  ScheduleResult run(sim::Strategy& strategy) {
    ScheduleResult result = run_schedule(spec_, strategy, best_.seed, machine_);
    ++runs_;
    choices_ += work_of(result);
    return result;
  }

  // Whether it fails in the same way with fewer deviations; then it is the best from now on.
  bool take(const ScheduleResult& result) {
    const auto found = std::find_if(
        result.failures.begin(), result.failures.end(),
        [this](const ScheduleFailure& failure) { return failure.identity == best_.identity; });
    if (found == result.failures.end()) return false;
    if (result.deviations.size() >= best_.deviations.size()) return false;
    best_.deviations = result.deviations;
    best_.choices = result.choices;
    static_cast<ScheduleFailure&>(best_) = *found;
    return true;
  }

  const ScenarioSpec& spec_;
  const MachineOptions& machine_;
  ShrinkLimits limits_;
  std::uint64_t runs_ = 0;
  std::uint64_t choices_ = 0;
  Failure best_;
};

}  // namespace

Shrunk shrink(const ScenarioSpec& spec, const Failure& failure, const MachineOptions& machine,
              const ShrinkLimits& limits) {
  return Shrinker(spec, failure, machine, limits).shrink();
}

}  // namespace drmsim::scenarios
