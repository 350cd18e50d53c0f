#include "tools/compare/scenario_shrinker.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "tools/compare/prune.h"
#include "tools/compare/simplifications.h"

namespace drmsim::scenarios {
namespace {

class ScenarioShrinker {
 public:
  ScenarioShrinker(const ScenarioSpec& spec, const StillShows& still_shows, unsigned runs_max)
      : best_(spec), still_shows_(still_shows), runs_max_(runs_max) {
    best_.expect = best_.always = {};
  }

  ShrunkScenario run() {
    bool helped = true;
    while (helped && !exhausted()) {
      helped = false;
      helped |= remove_from(&ScenarioSpec::jobs);
      helped |= remove_from(&ScenarioSpec::clients);
      helped |= remove_from(&ScenarioSpec::actions);
      helped |= remove_from(&ScenarioSpec::faults);
      helped |= remove_from(&ScenarioSpec::preempts);
      helped |= remove_from(&ScenarioSpec::entities);
      helped |= remove_from(&ScenarioSpec::rings);
      helped |= remove_from_lists();
      helped |= simplify(resets_to_default);
      helped |= simplify(smaller_numbers);
    }
    return ShrunkScenario{std::move(best_), runs_, !helped};
  }

 private:
  bool exhausted() const { return runs_ >= runs_max_; }

  // Takes the candidate if it is smaller, valid, and still shows it.
  bool take(ScenarioSpec candidate) {
    if (exhausted() || !prune(candidate) || candidate == best_) return false;
    ++runs_;
    if (!still_shows_(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  // Ever smaller pieces, from the end: what comes late in a file is seldom needed for what came
  // early.
  template <class Get>
  bool remove_pieces(Get get) {
    bool helped = false;
    for (std::size_t size = get(best_).size(); size > 0; size /= 2) {
      std::size_t end = get(best_).size();
      while (end > 0) {
        const std::size_t begin = end - std::min(size, end);
        ScenarioSpec candidate = best_;
        auto& list = get(candidate);
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(begin),
                   list.begin() + static_cast<std::ptrdiff_t>(end));
        if (take(std::move(candidate))) helped = true;
        end = std::min(begin, get(best_).size());
      }
    }
    return helped;
  }

  template <class Part>
  bool remove_from(std::vector<Part> ScenarioSpec::*list) {
    return remove_pieces([list](ScenarioSpec & spec) -> auto& { return spec.*list; });
  }

  // Dependencies of jobs, and rings of entities that have several.
  bool remove_from_lists() {
    bool helped = false;
    for (std::size_t i = 0; i < best_.jobs.size(); ++i) {
      helped |= remove_pieces([i](ScenarioSpec & spec) -> auto& { return spec.jobs[i].after; });
    }
    for (std::size_t i = 0; i < best_.entities.size(); ++i) {
      for (std::size_t k = best_.entities[i].rings.size(); k > 0;) {
        ScenarioSpec candidate = best_;
        auto& rings = candidate.entities[i].rings;
        --k;
        if (rings.size() == 1) break;
        rings.erase(rings.begin() + static_cast<std::ptrdiff_t>(k));
        helped |= take(std::move(candidate));
      }
    }
    return helped;
  }

  template <class Steps>
  bool simplify(Steps steps_for) {
    bool helped = false;
    for (const Simplification& step : steps_for(best_)) {
      ScenarioSpec candidate = best_;
      step(candidate);
      helped |= take(std::move(candidate));
    }
    return helped;
  }

  ScenarioSpec best_;
  const StillShows& still_shows_;
  const unsigned runs_max_;
  unsigned runs_ = 0;
};

}  // namespace

ShrunkScenario shrink_scenario(const ScenarioSpec& spec, const StillShows& still_shows,
                               unsigned runs_max) {
  return ScenarioShrinker(spec, still_shows, runs_max).run();
}

}  // namespace drmsim::scenarios
