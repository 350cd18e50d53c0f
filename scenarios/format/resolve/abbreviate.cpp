#include "scenarios/format/resolve/abbreviate.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/resolve/action_rules.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/resolve/job_list_text.h"

namespace drmsim::scenarios {
namespace {

// NAME of a first copy NAME0.
std::optional<std::string> name_of_copies(const std::string& first) {
  if (first.size() < 2 || first.back() != '0') return std::nullopt;
  return first.substr(0, first.size() - 1);
}

sim::TimeNs begin_of(const RingSpec&) {
  return 0;
}
sim::TimeNs begin_of(const JobSpec& job) {
  return job.at_ns;
}
sim::TimeNs begin_of(const ClientSpec& client) {
  return client.start.min_ns;
}

// Two entries are copies if they differ in name and beginning alone.
RingEntry comparable(RingEntry ring) {
  ring.name.clear();
  return ring;
}

JobEntry comparable(JobEntry job) {
  job.name.clear();
  job.at_ns = 0;
  return job;
}

ClientEntry comparable(ClientEntry client) {
  if (!client.rings.empty() || !client.steps.empty()) client.entity = {};
  client.steps.clear();  // step_entries says the same, without the names of copies
  client.name.clear();
  client.start.max_ns -= client.start.min_ns;
  client.start.min_ns = 0;
  return client;
}

bool same_but_beginning(const RingEntry& a, const RingEntry& b) {
  return static_cast<const RingSpec&>(comparable(a)) == static_cast<const RingSpec&>(comparable(b));
}

bool same_but_beginning(const JobEntry& a, const JobEntry& b) {
  return static_cast<const JobSpec&>(comparable(a)) == static_cast<const JobSpec&>(comparable(b));
}

bool same_but_beginning(const ClientEntry& a, const ClientEntry& b) {
  return static_cast<const ClientSpec&>(comparable(a)) ==
             static_cast<const ClientSpec&>(comparable(b)) &&
         a.rings == b.rings && a.priority == b.priority && a.step_entries == b.step_entries;
}

// How many entries from `first` on are the copies of one, and at which distance.
template <class Entry>
std::uint32_t copies_from(const std::vector<Entry>& entries, std::size_t first,
                          sim::TimeNs& every_ns) {
  const std::optional<std::string> name = name_of_copies(entries[first].name);
  if (!name.has_value()) return 1;
  std::uint32_t count = 1;
  for (; count < kCopiesMax && first + count < entries.size(); ++count) {
    const Entry& next = entries[first + count];
    const sim::TimeNs begin_ns = begin_of(entries[first]);
    if (next.name != *name + std::to_string(count) || begin_of(next) < begin_ns) break;
    if (count == 1) every_ns = begin_of(next) - begin_ns;
    if (begin_of(next) != begin_ns + count * every_ns) break;
    if (!same_but_beginning(entries[first], next)) break;
  }
  return count;
}

template <class Entry>
std::vector<Entry> folded(const std::vector<Entry>& entries) {
  std::vector<Entry> result;
  for (std::size_t i = 0; i < entries.size();) {
    sim::TimeNs every_ns = 0;
    const std::uint32_t count = copies_from(entries, i, every_ns);
    Entry& entry = result.emplace_back(entries[i]);
    i += count;
    if (count == 1) continue;
    entry.name = *name_of_copies(entry.name);
    entry.count = count;
    if constexpr (requires { entry.every_ns; }) entry.every_ns = every_ns;
  }
  return result;
}

// The last entity, if it is called so: where the reader would put one that rings stand for.
template <class Entry>
bool take_own_entity(const std::string& name, const NameRef& used, Entry& entry,
                     std::vector<EntitySpec>& entities) {
  if (entities.empty()) return false;
  const EntitySpec& last = entities.back();
  if (last.name != name || used.name != name || last.rings.empty()) return false;
  entry.rings = last.rings;
  entry.priority = last.priority;
  entry.entity = {};
  entities.pop_back();
  return true;
}

void abbreviate_steps(ClientEntry& client, std::vector<EntitySpec>& entities) {
  for (auto step = client.steps.rbegin(); step != client.steps.rend(); ++step) {
    StepEntry entry;
    static_cast<ClientStep&>(entry) = *step;
    take_own_entity(client.name + '.' + step->name, step->entity, entry, entities);
    client.step_entries.push_back(std::move(entry));
  }
  std::reverse(client.step_entries.begin(), client.step_entries.end());
  if (!client.steps.empty()) client.entity = {};
}

// Clients whose entity is their own and stands where the reader would put it, behind all others.
void abbreviate_clients(ScenarioEntries& entries) {
  std::vector<ClientEntry> clients;
  for (auto client = entries.clients.rbegin(); client != entries.clients.rend(); ++client) {
    ClientEntry entry;
    static_cast<ClientSpec&>(entry) = *client;
    if (client->steps.empty()) {
      take_own_entity(client->name, client->entity, entry, entries.entities);
    } else {
      abbreviate_steps(entry, entries.entities);
    }
    // What rounds a sleep asks for one in the file, if only of no length.
    const bool rounds = entry.tick_ns != 0 || entry.sleep_slack_ns != 0;
    if (rounds && entry.period_ns == 0) entry.given.add("sleep", {});
    clients.push_back(std::move(entry));
  }
  std::reverse(clients.begin(), clients.end());
  entries.client_entries = folded(clients);
}

// The first of the jobs at the end that a list can say, which are in order of time.
std::size_t first_listed(const std::vector<JobSpec>& jobs) {
  std::size_t first = jobs.size();
  while (first > 0) {
    const JobSpec& job = jobs[first - 1];
    const JobSpec& last = jobs.back();
    const bool follows = first == jobs.size() || job.at_ns <= jobs[first].at_ns;
    if (!follows || !fits_job_list(job) || job.submit != last.submit || job.depth != last.depth) {
      break;
    }
    --first;
  }
  return first;
}

// Few jobs are tables. Many are lines of a list, as far as that can say them.
void abbreviate_jobs(ScenarioEntries& entries) {
  constexpr std::size_t kTablesMax = 1'000;
  const auto tables_of = [&entries](std::size_t count) {
    std::vector<JobEntry> jobs(count);
    for (std::size_t i = 0; i < count; ++i) static_cast<JobSpec&>(jobs[i]) = entries.jobs[i];
    return folded(jobs);
  };
  if (entries.jobs.size() <= kJobsMax) entries.job_entries = tables_of(entries.jobs.size());
  const bool are_few = entries.jobs.size() <= kJobsMax && entries.job_entries.size() <= kTablesMax;
  const std::size_t tables = are_few ? entries.jobs.size() : first_listed(entries.jobs);
  if (tables == entries.jobs.size()) return;
  entries.job_entries = tables_of(tables);
  JobListEntry& list = entries.job_list_entries.emplace_back();
  list.name = "jobs";
  list.submit = entries.jobs.back().submit;
  list.depth = entries.jobs.back().depth;
  list.data.text = job_list_text(entries.jobs, tables);
}

// Removes from the end what rings imply, if they imply it in the same order.
template <class Spec>
void drop_implied(const std::vector<RingSpec>& rings, NameRef RingSpec::*reference,
                  std::vector<Spec>& specs) {
  auto ring = rings.rbegin();
  while (!specs.empty()) {
    Spec plain;
    plain.name = specs.back().name;
    if (!(specs.back() == plain)) return;
    ring = std::find_if(ring, rings.rend(), [&](const RingSpec& candidate) {
      return candidate.name == plain.name && (candidate.*reference).name == plain.name;
    });
    if (ring == rings.rend()) return;
    specs.pop_back();
  }
}

void abbreviate_hardware(ScenarioEntries& entries) {
  drop_implied(entries.rings, &RingSpec::engine, entries.engines);
  drop_implied(entries.rings, &RingSpec::reset_domain, entries.reset_domains);
  for (RingSpec& ring : entries.rings) {
    if (ring.engine.name == ring.name) ring.engine = {};
    if (ring.reset_domain.name == ring.name) ring.reset_domain = {};
    if (ring.scheduler.credit_limit == ring.slots) ring.scheduler.credit_limit = 0;
  }
  std::vector<RingEntry> rings;
  for (const RingSpec& ring : entries.rings) static_cast<RingSpec&>(rings.emplace_back()) = ring;
  entries.ring_entries = folded(rings);
}

}  // namespace

ScenarioEntries abbreviate(const ScenarioSpec& spec) {
  ScenarioEntries entries;
  static_cast<ScenarioSpec&>(entries) = spec;
  abbreviate_hardware(entries);
  abbreviate_clients(entries);
  abbreviate_jobs(entries);
  for (const ActionSpec& action : spec.actions) {
    ActionEntry& entry = entries.action_entries.emplace_back();
    static_cast<ActionSpec&>(entry) = action;
    for (const std::string& key : action_rule(action.kind).required) entry.given.add(key, {});
  }
  return entries;
}

}  // namespace drmsim::scenarios
