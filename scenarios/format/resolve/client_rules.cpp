#include "scenarios/format/resolve/client_rules.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

class ClientKeys {
 public:
  ClientKeys(const ClientEntry& client, const ScenarioEntries& entries, Diagnostics& diagnostics)
      : client_(client), entries_(entries), diagnostics_(diagnostics) {}

  void check() {
    if (given("step") != nullptr) {
      check_steps();
    } else {
      check_plain();
    }
    const SourceLocation* const period = given("period");
    if (period != nullptr && given("sleep") != nullptr) {
      add(*period, "[[client]] has both `sleep` and `period`; expected one of them");
    }
    for (const char* key : {"tick", "sleep_slack"}) {
      if (given(key) == nullptr || period != nullptr || given("sleep") != nullptr) continue;
      add(*given(key), fmt::format("`{}` in [[client]] means nothing without a sleep; expected "
                                   "`sleep` or `period`",
                                   key));
    }
    if (client_.cycles == kEndlessCycles) check_endless();
  }

 private:
  const SourceLocation* given(const char* key) const { return client_.given.find(key); }
  void add(SourceLocation where, std::string message) {
    diagnostics_.add(where, std::move(message));
  }

  // Of a client or a step, called `title`.
  template <class Entry>
  void check_entity(const Entry& entry, const std::string& title, const std::string& either) {
    const SourceLocation* const rings = entry.given.find("rings");
    const SourceLocation* const priority = entry.given.find("priority");
    if (entry.given.find("entity") == nullptr && rings == nullptr) {
      add(entry.where, title + " needs " + either);
    } else if (entry.given.find("entity") != nullptr && rings != nullptr) {
      add(*rings, title + " has both `entity` and `rings`; expected one of them");
    }
    if (priority != nullptr && rings == nullptr) {
      add(*priority, "`priority` in " + title +
                         " means nothing without `rings`; expected it in the client's [[entity]]");
    }
  }

  void check_plain() {
    check_entity(client_, "[[client]]", "either `entity` or `rings`");
    if (given("duration") == nullptr) {
      add(client_.where, "[[client]] has neither `duration` nor `step`; expected one of them");
    }
  }

  void check_steps() {
    for (const char* key :
         {"entity", "rings", "priority", "jobs_per_cycle", "duration", "credits"}) {
      if (given(key) == nullptr) continue;
      add(*given(key), fmt::format("`{}` in [[client]] means nothing with `step`; expected it in "
                                   "its steps",
                                   key));
    }
    if (client_.step_entries.empty()) {
      add(*given("step"), "[[client]] has no step; expected at least one");
    }
    std::vector<std::string> above;
    for (const StepEntry& step : client_.step_entries) {
      check_entity(step, "[[client.step]]", "either `entity` or `rings`");
      if (step.name.empty()) continue;  // reported already
      if (std::find(above.begin(), above.end(), step.name) != above.end()) {
        add(step.where, "a second step of that client named " + shown(step.name, '`'));
      }
      check_after(step, above);
      above.push_back(step.name);
    }
  }

  void check_after(const StepEntry& step, const std::vector<std::string>& above) {
    if (!step.after.has_value()) return;
    for (const NameRef& name : *step.after) {
      if (std::find(above.begin(), above.end(), name.name) != above.end()) continue;
      const std::string problem = "no step named " + shown(name.name, '`') + " above this one";
      add(name.where, above.empty() ? problem : problem + suggestion(name.name, above));
    }
  }

  void check_endless() {
    if (entries_.until_ns == sim::kForever) {
      add(client_.where, "[[client]] `" + client_.name +
                             "` never ends; expected `cycles` in it, or "
                             "`until` at the top of the file");
    }
    // A period that is given, and wrong, has been told.
    if (given("period") != nullptr || !loops_in_one_instant(entries_, client_)) return;
    add(client_.where, "[[client]] `" + client_.name +
                           "` would submit without end in one instant; expected "
                           "`cycles`, `in_flight`, `sleep` or `period`, or "
                           "`synchronous = true`");
  }

  const ClientEntry& client_;
  const ScenarioEntries& entries_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool loops_in_one_instant(const ScenarioSpec& spec, const ClientSpec& client) {
  return client.cycles == kEndlessCycles && !client.synchronous &&
         client.in_flight == kNoJobLimit && client.sleep.is_zero() && client.period_ns == 0 &&
         spec.cpu.submit.is_zero();
}

void check_client_keys(const ScenarioEntries& entries, Diagnostics& diagnostics) {
  for (const ClientEntry& client : entries.client_entries) {
    ClientKeys(client, entries, diagnostics).check();
  }
}

void check_client_starts(const ScenarioSpec& spec, Diagnostics& diagnostics) {
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < spec.clients.size(); ++i) by_name.emplace(spec.clients[i].name, i);
  const std::size_t none = spec.clients.size();
  std::vector<std::size_t> first_of;  // whom each starts after
  for (const ClientSpec& client : spec.clients) {
    const NameRef& name = client.start_after.client;
    const auto found = by_name.find(name.name);
    first_of.push_back(found == by_name.end() ? none : found->second);
    if (found == by_name.end()) continue;
    const ClientSpec& first = spec.clients[found->second];
    if (client.start_after.cycle <= first.cycles) continue;
    diagnostics.add(
        name.where,
        fmt::format("[[client]] {} at {} has {} cycle{}; expected at most that as "
                    "`cycle`",
                    shown(first.name, '`'), diagnostics.place_text(first.where, name.where),
                    first.cycles, first.cycles == 1 ? "" : "s"));
  }
  for (std::size_t i = 0; i < first_of.size(); ++i) {
    // Each waits for one, so that a circle is met within as many steps as there are clients.
    std::size_t at = first_of[i];
    for (std::size_t steps = 0; at != none && at != i && steps < none; ++steps) at = first_of[at];
    if (at != i) continue;
    diagnostics.add(spec.clients[i].start_after.client.where,
                    "[[client]] " + shown(spec.clients[i].name, '`') +
                        " would start after itself; expected no circle");
  }
}

}  // namespace drmsim::scenarios
