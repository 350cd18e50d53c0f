#include "scenarios/format/resolve/resolve.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/action_order.h"
#include "scenarios/format/resolve/action_rules.h"
#include "scenarios/format/resolve/client_rules.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/resolve/generated_names.h"
#include "scenarios/format/resolve/job_order.h"
#include "scenarios/format/resolve/name_table.h"
#include "scenarios/format/resolve/pattern_expansion.h"
#include "scenarios/format/suggest.h"
#include "sched/model/release.h"

namespace drmsim::scenarios {
namespace {

bool is_top_level_key(const std::string& key) {
  const std::vector<KeyInfo>& keys = scenario_section().info().keys;
  return std::any_of(keys.begin(), keys.end(),
                     [&](const KeyInfo& info) { return info.name == key; });
}

class Resolver {
 public:
  Resolver(ScenarioSpec& spec, const Node& root, Diagnostics& diagnostics)
      : spec_(spec), diagnostics_(diagnostics) {
    // A misspelt [[ring]] is one mistake, not one for each reference to the ring.
    const bool all_known =
        std::all_of(root.members.begin(), root.members.end(),
                    [](const Member& member) { return is_top_level_key(member.key); });
    define(spec_.rings, rings_, all_known && !failed(root, "ring", spec_.rings.empty()));
    define(spec_.engines, engines_, all_known && !failed(root, "engine", spec_.engines.empty()));
    define(spec_.reset_domains, reset_domains_,
           all_known && !failed(root, "reset_domain", spec_.reset_domains.empty()));
    define(spec_.entities, entities_,
           all_known && !failed(root, "entity", spec_.entities.empty()) &&
               !failed(root, "client", spec_.clients.empty()));
    define(spec_.jobs, jobs_,
           all_known && !failed(root, "job", spec_.jobs.empty()) &&
               !failed(root, kJobListKey, spec_.jobs.empty()));
    define(spec_.clients, clients_, all_known && !failed(root, "client", spec_.clients.empty()));
  }

  void run() {
    check_semantics();
    imply_hardware(spec_);
    for (const EngineSpec& engine : spec_.engines) engines_.imply(engine.name);
    for (const ResetDomainSpec& domain : spec_.reset_domains) reset_domains_.imply(domain.name);
    expand_patterns(spec_, {rings_, engines_, entities_, jobs_, clients_}, diagnostics_);
    for (const RingSpec& ring : spec_.rings) {
      engines_.check(ring.engine);
      reset_domains_.check(ring.reset_domain);
    }
    for (const EntitySpec& entity : spec_.entities) check_rings(entity.rings);
    for (const JobSpec& job : spec_.jobs) {
      entities_.check(job.entity);
      jobs_.check(job.after);
      check_process(job.process);
    }
    for (const ClientSpec& client : spec_.clients) {
      for (const ClientStep& step : client.cycle_steps()) entities_.check(step.entity);
      clients_.check(client.start_after.client);
    }
    check_client_starts(spec_, diagnostics_);
    check_generated_names(spec_, diagnostics_);
    check_job_order(spec_, jobs_, diagnostics_);
    check_action_order(spec_, diagnostics_);
    check_events();
    check_expectations(spec_.expect);
    check_expectations(spec_.always);
  }

 private:
  // The file has the key, but nothing came of it.
  static bool failed(const Node& root, const std::string& key, bool is_empty) {
    return is_empty && root.find(key) != nullptr;
  }

  template <class Spec>
  void define(const std::vector<Spec>& specs, NameTable& table, bool complete) {
    if (!complete) table.incomplete();
    for (const Spec& spec : specs) table.define(spec.name, spec.where);
  }

  void check_rings(const std::vector<NameRef>& rings) {
    rings_.check(rings);
    for (std::size_t i = 1; i < rings.size(); ++i) {
      const auto end = rings.begin() + static_cast<std::ptrdiff_t>(i);
      const bool again = std::any_of(rings.begin(), end, [&](const NameRef& earlier) {
        return earlier.name == rings[i].name;
      });
      if (again) diagnostics_.add(rings[i].where, "ring `" + rings[i].name + "` is listed twice");
    }
  }

  // Nothing defines a process but its mention.
  void check_process(const NameRef& process) {
    if (process.name.empty() || is_name(process.name)) return;
    diagnostics_.add(process.where, "`process` in [[job]] is " + shown(process.name, '"') +
                                        "; expected " + NameType().info().expected);
  }

  void check_semantics() {
    check_one_of("release", spec_.semantics, drm::Release::names());
    const std::vector<std::string_view> ids = drm::Defects::ids();
    for (const NameRef& id : spec_.defects) check_one_of("defect", id, ids);
    for (const NameRef& id : spec_.without) check_one_of("defect", id, ids);
    const drm::ReleaseId* release = drm::Release::find(spec_.semantics.name);
    if (release != nullptr) check_without(drm::Release::own_defects(*release));
  }

  void check_without(const drm::Defects& own) {
    for (const NameRef& id : spec_.without) {
      const auto same = [&id](const NameRef& other) { return other.name == id.name; };
      if (std::any_of(spec_.defects.begin(), spec_.defects.end(), same)) {
        diagnostics_.add(id.where, shown(id.name, '`') +
                                       " is in `defects` as well; expected it in one of the two");
        continue;
      }
      const drm::DefectInfo* info = drm::Defects::find(id.name);
      if (info == nullptr || own.has(info->defect)) continue;
      std::string has;
      for (const drm::DefectInfo& known : drm::Defects::all()) {
        if (own.has(known.defect)) has += fmt::format("{}`{}`", has.empty() ? "" : ", ", known.id);
      }
      diagnostics_.add(id.where, fmt::format("{} does not have {}; of its own it has {}",
                                             spec_.semantics.name, id.name, has));
    }
  }

  void check_one_of(const std::string& kind, const NameRef& reference,
                    const std::vector<std::string_view>& names) {
    const std::vector<std::string> candidates(names.begin(), names.end());
    if (std::find(names.begin(), names.end(), reference.name) != names.end()) return;
    diagnostics_.add(reference.where, "no " + kind + " named " + shown(reference.name, '`') +
                                          suggestion(reference.name, candidates));
  }

  void check_events() {
    for (const ActionSpec& action : spec_.actions) {
      entities_.check(action.entity);
      rings_.check(action.ring);
      jobs_.check(action.job);
      check_rings(action.rings);
    }
    for (const FaultSpec& fault : spec_.faults) {
      rings_.check(rings_.matching(fault.ring));
      entities_.check(entities_.matching(fault.entity));
      jobs_.check(jobs_.matching(fault.job));
      if (!fault.ring.name.empty() || !fault.entity.name.empty() || !fault.job.name.empty()) {
        continue;
      }
      diagnostics_.add(fault.where, "[[fault]] needs `ring`, `entity` or `job`");
    }
  }

  void check_expectations(const ExpectSpec& expect) {
    for (const ExpectedFinish& finish : expect.finished) jobs_.check(finish.job);
    jobs_.check(expect.order);
    if (expect.guilty.has_value()) entities_.check(*expect.guilty);
    for (const ExpectRing& ring : expect.rings) rings_.check(ring.ring);
    for (const ExpectEngine& engine : expect.engines) engines_.check(engine.engine);
    for (const ExpectClient& client : expect.clients) {
      if (!entities_.has(client.client.name)) clients_.check(client.client);
    }
  }

  ScenarioSpec& spec_;
  Diagnostics& diagnostics_;
  NameTable rings_{"[[ring]]", diagnostics_};
  NameTable engines_{"[[engine]]", diagnostics_};
  NameTable reset_domains_{"[[reset_domain]]", diagnostics_};
  NameTable entities_{"[[entity]]", diagnostics_};
  NameTable jobs_{"[[job]]", diagnostics_};
  NameTable clients_{"[[client]]", diagnostics_};
};

}  // namespace

ScenarioSpec resolve(ScenarioEntries entries, const Node& root, Diagnostics& diagnostics) {
  if (entries.ring_entries.empty() && root.find("ring") != nullptr && diagnostics.empty()) {
    diagnostics.add(root.find("ring")->where,
                    "the scenario has no [[ring]]; expected at least one");
  }
  check_client_keys(entries, diagnostics);
  for (const ActionEntry& action : entries.action_entries) {
    check_action(action, diagnostics);
    entries.actions.push_back(static_cast<const ActionSpec&>(action));
  }
  expand_rings(entries, diagnostics);
  expand_clients(entries, diagnostics);
  expand_jobs(entries, diagnostics);
  expand_job_lists(entries, diagnostics);
  ScenarioSpec spec = static_cast<ScenarioSpec&&>(std::move(entries));
  Resolver(spec, root, diagnostics).run();
  return spec;
}

}  // namespace drmsim::scenarios
