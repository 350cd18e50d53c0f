// Every section of the format, that is, every kind of table in a scenario file.
//
// The .cpp files of this folder are the one place that lists keys, with types, ranges, defaults and
// meanings; FORMAT.md is checked against them by a test.
#pragma once

#include <vector>

#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/spec_entries.h"
#include "scenarios/format/section.h"

namespace drmsim::scenarios {

const Section<ScenarioEntries>& scenario_section();  // the file itself

// Of its key `include`, which is read before the others.
inline constexpr const char* kIncludeKey = "include";
// Of [[job_list]], and of a table in place of a duration: their files are read with those that
// `include` names.
inline constexpr const char* kJobListKey = "job_list";
inline constexpr const char* kFileKey = "file";
inline constexpr const char* kDataKey = "data";
FileListType include_type();

const Section<DefaultsEntries>& defaults_section();
const Section<RingEntry>& ring_section();
const Section<SchedulerSpec>& scheduler_section();
const Section<DriverSpec>& driver_section();
const Section<EngineSpec>& engine_section();
const Section<ResetDomainSpec>& reset_domain_section();
const Section<InterruptSpec>& interrupt_section();
const Section<CpuSpec>& cpu_section();
const Section<EntitySpec>& entity_section();
const Section<JobEntry>& job_section();
const Section<JobListEntry>& job_list_section();
const Section<JobFaultSpec>& job_fault_section();
const Section<FaultSpec>& fault_section();
const Section<ClientEntry>& client_section();
const Section<StepEntry>& step_section();
const Section<StartAfter>& start_after_section();
const Section<ActionEntry>& action_section();
const Section<PreemptSpec>& preempt_section();
const Section<BugSpec>& bug_section();
const Section<ExpectSpec>& expect_section();
const Section<ExpectRing>& expect_ring_section();
const Section<ExpectEngine>& expect_engine_section();
const Section<ExpectClient>& expect_client_section();

// All of them, in the order in which FORMAT.md explains them.
std::vector<const SectionInfo*> all_sections();

}  // namespace drmsim::scenarios
