// What becomes of whole devices while a machine runs: unloaded, suspended, resumed.
#include <algorithm>

#include <fmt/format.h>

#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {

RecoveryDomain& Machine::domain_of(const std::string& ring) {
  return *domains_.at(ring_named(ring).spec->reset_domain.name);
}

// Who sleeps beyond the end of time cannot finish what is under way.
void Machine::wake_devices() {
  for (const auto& [name, domain] : domains_) {
    if (!domain->asleep) continue;
    world_.spawn_task("client:actions", [&domain = *domain] { domain.resume(); });
  }
}

// A job is made by the driver of its entity's first ring, and run by that of whichever is chosen.
void Machine::check_rings_of(const EntitySpec& entity, const std::vector<NameRef>& rings) {
  const RingSpec& first = *ring_named(entity.rings.front().name).spec;
  for (const NameRef& name : rings) {
    const Ring& ring = ring_named(name.name);
    if (name.name == first.name) continue;
    if (ring.spec->driver.kind.name != first.driver.kind.name) {
      throw error_at(spec_, name.where,
                     fmt::format("entity `{}` has rings of the drivers `{}` and `{}`; expected "
                                 "rings of one driver",
                                 entity.name, first.driver.kind.name, ring.spec->driver.kind.name));
    }
    if (ring.driver->shares_entities()) continue;
    throw error_at(spec_, name.where,
                   fmt::format("entity `{}` has the rings `{}` and `{}`, and each ring of the "
                               "driver `{}` has entities of its own; expected one ring",
                               entity.name, first.name, name.name, first.driver.kind.name));
  }
}

void Machine::check_suspend(const ActionSpec& action) {
  const std::string& domain = ring_named(action.ring.name).spec->reset_domain.name;
  for (const Ring& ring : rings_) {
    if (ring.spec->reset_domain.name != domain || ring.driver->can_suspend()) continue;
    throw error_at(spec_, action.where,
                   fmt::format("ring `{}` cannot be suspended: the driver `{}` of ring `{}` does "
                               "not support it",
                               action.ring.name, ring.spec->driver.kind.name, ring.spec->name));
  }
}

void Machine::check_suspend_timeout(const ActionSpec& action) {
  const Ring& ring = ring_named(action.ring.name);
  if (!ring.driver->owns_timeout()) return;
  throw error_at(spec_, action.where,
                 fmt::format("the timeout of ring `{}` cannot be suspended: its driver `{}` "
                             "suspends and resumes it with its queue's place on the hardware",
                             action.ring.name, ring.spec->driver.kind.name));
}

std::vector<Submitter*> Machine::users_of(const ActionSpec& unload) {
  const std::string& ring = unload.ring.name;
  if (const char* why = ring_named(ring).driver->stays_because()) {
    throw error_at(spec_, unload.where, fmt::format("ring `{}` cannot be unloaded: {}", ring, why));
  }
  std::vector<Submitter*> users;
  for (const EntitySpec& entity : spec_.entities) {
    const auto names_it = [&](const NameRef& name) { return name.name == ring; };
    if (std::none_of(entity.rings.begin(), entity.rings.end(), names_it)) continue;
    if (entity.rings.size() > 1) {
      throw error_at(spec_, unload.where,
                     fmt::format("ring `{}` is unloaded, but entity `{}` has others too; expected "
                                 "entities with that ring only",
                                 ring, entity.name));
    }
    users.push_back(submitters_.at(entity.name).get());
  }
  return users;
}

void Machine::unload(const ActionSpec& action) {
  Ring& ring = ring_named(action.ring.name);
  const std::vector<Submitter*> users = users_of(action);
  const auto let_users_go = [&] {
    for (Submitter* user : users) user->destroy();
  };
  if (!action.scheduler_first) let_users_go();
  if (action.wait_for_jobs) ring.driver->wait_for_jobs();
  if (action.grace_period) world_.rcu().synchronize();
  ring.driver->stop_hardware();
  api_->drm_sched_fini(*ring.scheduler);
  if (action.scheduler_first) let_users_go();
  ring.driver->fini();
  world_.rcu().barrier();
  ring.scheduler.reset();
}

}  // namespace drmsim::scenarios
