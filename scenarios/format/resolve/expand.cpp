#include "scenarios/format/resolve/expand.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/resolve/job_list.h"
#include "sim/time.h"

namespace drmsim::scenarios {
namespace {

// How copies of an entry are called and how many there are. Works for whatever has name, count,
// every_ns and given.
template <class Entry>
std::string copy_name(const Entry& entry, std::uint32_t index) {
  if (entry.given.find("count") == nullptr || entry.name.empty()) return entry.name;
  return entry.name + std::to_string(index);
}

// `#` in the names that a numbered copy refers to is its number.
template <class Entry>
void number_names(const Entry& entry, std::uint32_t index, std::initializer_list<NameRef*> names) {
  if (entry.given.find("count") == nullptr) return;
  for (NameRef* name : names) {
    std::string& text = name->name;
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at)) {
      text.replace(at, 1, std::to_string(index));
    }
  }
}

template <class Entry>
void number_names(const Entry& entry, std::uint32_t index, std::vector<NameRef>& names) {
  for (NameRef& name : names) number_names(entry, index, {&name});
}

template <class Entry>
void check_every(const Entry& entry, const char* section, Diagnostics& diagnostics) {
  const SourceLocation* const every = entry.given.find("every");
  if (every == nullptr || entry.given.find("count") != nullptr) return;
  diagnostics.add(*every, fmt::format("`every` in {} means nothing without `count`", section));
}

bool fits(std::size_t have, std::size_t more, std::size_t max, const char* what,
          SourceLocation where, Diagnostics& diagnostics) {
  if (have + more <= max) return true;
  diagnostics.add(where, fmt::format("the file defines more than {} {}", max, what));
  return false;
}

template <class Spec>
bool has_name(const std::vector<Spec>& specs, const std::string& name) {
  return std::any_of(specs.begin(), specs.end(),
                     [&](const Spec& spec) { return spec.name == name; });
}

// The spec that `reference` means when the file does not say: one of the ring's name.
template <class Spec>
void imply(const RingSpec& ring, NameRef& reference, std::vector<Spec>& specs) {
  if (!reference.name.empty()) return;
  reference = NameRef{ring.name, ring.where};
  if (has_name(specs, ring.name)) return;
  Spec& spec = specs.emplace_back();
  spec.name = ring.name;
  spec.where = ring.where;
}

}  // namespace

void expand_rings(ScenarioEntries& entries, Diagnostics& diagnostics) {
  for (const RingEntry& entry : entries.ring_entries) {
    if (!fits(entries.rings.size(), entry.count, kRingsMax, "rings", entry.where, diagnostics)) {
      return;
    }
    for (std::uint32_t i = 0; i < entry.count; ++i) {
      RingSpec& ring = entries.rings.emplace_back(static_cast<const RingSpec&>(entry));
      ring.name = copy_name(entry, i);
      number_names(entry, i, {&ring.engine, &ring.reset_domain});
    }
  }
}

void expand_jobs(ScenarioEntries& entries, Diagnostics& diagnostics) {
  std::size_t dependencies = 0;
  for (const JobEntry& entry : entries.job_entries) {
    check_every(entry, "[[job]]", diagnostics);
    dependencies += entry.after.size() * entry.count;
    if (!fits(entries.jobs.size(), entry.count, kJobsMax, "jobs", entry.where, diagnostics) ||
        !fits(dependencies, 0, kDependenciesOfAllJobsMax, "dependencies", entry.where,
              diagnostics)) {
      return;
    }
    for (std::uint32_t i = 0; i < entry.count; ++i) {
      JobSpec& job = entries.jobs.emplace_back(static_cast<const JobSpec&>(entry));
      job.name = copy_name(entry, i);
      job.at_ns = sim::saturating_add(entry.at_ns, i * entry.every_ns);
      number_names(entry, i, {&job.entity, &job.process});
      number_names(entry, i, job.after);
    }
  }
}

void expand_job_lists(ScenarioEntries& entries, Diagnostics& diagnostics) {
  std::size_t room = kListedJobsMax;
  for (const JobListEntry& entry : entries.job_list_entries) {
    const std::size_t before = entries.jobs.size();
    read_job_list(entry, room, entries.jobs, diagnostics);
    room -= std::min(room, entries.jobs.size() - before);
  }
}

namespace {

void expand_steps(const ClientEntry& entry, std::uint32_t copy, ClientSpec& client,
                  ScenarioEntries& entries) {
  for (const StepEntry& from : entry.step_entries) {
    ClientStep& step = client.steps.emplace_back(static_cast<const ClientStep&>(from));
    number_names(entry, copy, {&step.entity});
    if (!from.rings.empty()) {
      EntitySpec entity;
      entity.where = from.where;
      entity.name = client.name + '.' + from.name;
      entity.rings = from.rings;
      number_names(entry, copy, entity.rings);
      entity.priority = from.priority;
      step.entity = NameRef{entity.name, from.where};
      entries.entities.push_back(std::move(entity));
    }
  }
  if (!client.steps.empty()) client.entity = client.steps.front().entity;
}

}  // namespace

void expand_clients(ScenarioEntries& entries, Diagnostics& diagnostics) {
  std::size_t steps = 0;
  for (const ClientEntry& entry : entries.client_entries) {
    check_every(entry, "[[client]]", diagnostics);
    if (!fits(entries.clients.size(), entry.count, kClientsMax, "clients", entry.where,
              diagnostics)) {
      return;
    }
    for (std::uint32_t i = 0; i < entry.count; ++i) {
      ClientSpec& client = entries.clients.emplace_back(static_cast<const ClientSpec&>(entry));
      client.name = copy_name(entry, i);
      client.start.min_ns += i * entry.every_ns;
      client.start.max_ns += i * entry.every_ns;
      number_names(entry, i, {&client.entity, &client.start_after.client});
      steps += entry.step_entries.size();
      if (!fits(steps, 0, kStepsOfAllClientsMax, "steps", entry.where, diagnostics)) return;
      expand_steps(entry, i, client, entries);
      if (entry.rings.empty()) continue;
      client.entity = NameRef{client.name, entry.where};
      std::vector<NameRef> rings = entry.rings;
      number_names(entry, i, rings);
      entries.entities.push_back(
          EntitySpec{entry.where, client.name, std::move(rings), entry.priority});
    }
  }
}

void imply_hardware(ScenarioSpec& spec) {
  for (RingSpec& ring : spec.rings) {
    if (ring.name.empty()) continue;  // reported already
    imply(ring, ring.engine, spec.engines);
    imply(ring, ring.reset_domain, spec.reset_domains);
    if (ring.scheduler.credit_limit == 0) ring.scheduler.credit_limit = ring.slots;
  }
}

}  // namespace drmsim::scenarios
