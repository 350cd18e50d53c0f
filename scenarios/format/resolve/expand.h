// Writes out what a file abbreviates: numbered copies, and clients with entities of their own.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/resolve/spec_entries.h"

namespace drmsim::scenarios {

// A file may define so many jobs and dependencies in all, copies counted: more belongs in a list,
// or in a [[client]], which needs no memory for each.
inline constexpr std::size_t kJobsMax = 100'000;
inline constexpr std::size_t kListedJobsMax = 2'000'000;  // in lists
inline constexpr std::size_t kDependenciesOfAllJobsMax = 1'000'000;
inline constexpr std::size_t kListedDependenciesMax = 4'000'000;  // of one list
inline constexpr std::size_t kClientsMax = 10'000;
inline constexpr std::size_t kStepsOfAllClientsMax = 10'000;
inline constexpr std::size_t kRingsMax = 1024;
inline constexpr std::size_t kActionsMax = 10'000;
// So many at one place, patterns written out.
inline constexpr std::size_t kRingsOfEntityMax = 64;
inline constexpr std::size_t kDependenciesMax = 256;

// ring_entries to rings.
void expand_rings(ScenarioEntries& entries, Diagnostics& diagnostics);

// job_entries to jobs.
void expand_jobs(ScenarioEntries& entries, Diagnostics& diagnostics);

// job_list_entries to jobs, below the others.
void expand_job_lists(ScenarioEntries& entries, Diagnostics& diagnostics);

// client_entries to clients and entities.
void expand_clients(ScenarioEntries& entries, Diagnostics& diagnostics);

// Gives rings without an engine or a reset domain one of their own name.
void imply_hardware(ScenarioSpec& spec);

}  // namespace drmsim::scenarios
