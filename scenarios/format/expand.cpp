#include "scenarios/format/expand.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

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
  specs.emplace_back().name = ring.name;
}

}  // namespace

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
    }
  }
}

void expand_clients(ScenarioEntries& entries, Diagnostics& diagnostics) {
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
      if (entry.rings.empty()) continue;
      client.entity = NameRef{client.name, entry.where};
      entries.entities.push_back(EntitySpec{entry.where, client.name, entry.rings, entry.priority});
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
