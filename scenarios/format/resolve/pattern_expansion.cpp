#include "scenarios/format/resolve/pattern_expansion.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/name_pattern.h"
#include "scenarios/format/resolve/expand.h"

namespace drmsim::scenarios {
namespace {

class PatternExpansion {
 public:
  PatternExpansion(ScenarioSpec& spec, const PatternTables& tables, Diagnostics& diagnostics)
      : spec_(spec), tables_(tables), diagnostics_(diagnostics) {}

  void run() {
    for (EntitySpec& entity : spec_.entities) {
      expand(entity.rings, tables_.rings, kRingsOfEntityMax, "rings");
    }
    expand_dependencies();
    expand_actions();
    for (ExpectSpec* expect : {&spec_.expect, &spec_.always}) {
      expand_each(expect->finished, &ExpectedFinish::job, {&tables_.jobs});
      expand_each(expect->rings, &ExpectRing::ring, {&tables_.rings});
      expand_each(expect->engines, &ExpectEngine::engine, {&tables_.engines});
      expand_each(expect->clients, &ExpectClient::client, {&tables_.clients, &tables_.entities});
      tables_.jobs.expand(expect->order);
      if (expect->guilty.has_value()) tables_.entities.expand(*expect->guilty);
    }
  }

 private:
  using Tables = std::vector<const NameTable*>;

  void expand(std::vector<NameRef>& names, const NameTable& table, std::size_t max,
              const char* what) {
    if (names.empty()) return;
    const SourceLocation where = names.front().where;
    table.expand(names);
    if (names.size() <= max) return;
    diagnostics_.add(where,
                     fmt::format("these are {} {}; expected at most {}", names.size(), what, max));
    names.clear();
  }

  void expand_dependencies() {
    std::size_t written = 0;  // lists may have more than tables
    for (const JobSpec& job : spec_.jobs) written += job.after.size();
    const std::size_t max = std::max(kDependenciesOfAllJobsMax, written);
    std::size_t dependencies = 0;
    for (JobSpec& job : spec_.jobs) {
      expand(job.after, tables_.jobs, kDependenciesMax, "jobs");
      dependencies += job.after.size();
      if (dependencies <= max) continue;
      for (JobSpec& any : spec_.jobs) any.after.clear();  // nothing more is said of them
      diagnostics_.add(job.where, fmt::format("the file defines more than {} dependencies",
                                              kDependenciesOfAllJobsMax));
      return;
    }
  }

  void expand_actions() {
    std::vector<ActionSpec> all;
    for (ActionSpec& action : spec_.actions) {
      expand(action.rings, tables_.rings, kRingsOfEntityMax, "rings");
      for (const NameRef& entity : tables_.entities.matching(action.entity)) {
        for (const NameRef& ring : tables_.rings.matching(action.ring)) {
          for (const NameRef& job : tables_.jobs.matching(action.job)) {
            ActionSpec& one = all.emplace_back(action);
            one.entity = entity;
            one.ring = ring;
            one.job = job;
          }
        }
      }
      if (all.size() <= kActionsMax) continue;
      diagnostics_.add(action.where,
                       fmt::format("the file defines more than {} actions", kActionsMax));
      break;
    }
    spec_.actions = std::move(all);
  }

  // Entries that each speak of what `name` names: one for each that a pattern matches.
  template <class Entry>
  void expand_each(std::vector<Entry>& entries, NameRef Entry::*name, const Tables& tables) {
    std::vector<Entry> all;
    std::map<std::string, SourceLocation> seen;
    for (const Entry& entry : entries) {
      for (const NameRef& reference : matching(entry.*name, tables)) {
        const auto [first, is_new] = seen.emplace(reference.name, reference.where);
        if (!is_new) again(entry.*name, reference, first->second);
        all.emplace_back(entry).*name = reference;
      }
    }
    entries = std::move(all);
  }

  // In the first table with such a name.
  static std::vector<NameRef> matching(const NameRef& reference, const Tables& tables) {
    if (!is_pattern(reference.name)) return {reference};
    const auto has_match = [&](const NameTable* table) {
      return table->matches_any(reference.name);
    };
    const auto table = std::find_if(tables.begin(), tables.end(), has_match);
    return (table == tables.end() ? tables.front() : *table)->matching(reference);
  }

  void again(const NameRef& pattern, const NameRef& name, SourceLocation first) {
    diagnostics_.add(pattern.where, shown(pattern.name, '`') + " speaks of " +
                                        shown(name.name, '`') + ", and so does " +
                                        diagnostics_.place_text(first, pattern.where) +
                                        "; expected one of them");
  }

  ScenarioSpec& spec_;
  const PatternTables& tables_;
  Diagnostics& diagnostics_;
};

}  // namespace

void expand_patterns(ScenarioSpec& spec, const PatternTables& tables, Diagnostics& diagnostics) {
  PatternExpansion(spec, tables, diagnostics).run();
}

}  // namespace drmsim::scenarios
