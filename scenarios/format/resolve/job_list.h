// Jobs as lines of CSV: [[job_list]].
//
//   entity,submit,duration,credits,after
//   desktop,0,35us,1,
//   desktop,16667us,35us,1,0
//
// The first line names the columns, in any order. Blank lines and those that begin with # are
// skipped; a cell that is empty has the default of its column. Limits: 4096 bytes in a line, no
// quotes; a list with more than 100 mistakes is read no further.
#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/job_spec.h"
#include "scenarios/format/resolve/spec_entries.h"

namespace drmsim::scenarios {

inline constexpr std::size_t kListNameBytesMax = 56;  // a number follows in the names of jobs

// Adds the jobs of the list, at most `jobs_max`. Of one that could not be read a job without a name
// is added: what refers to it is no mistake of its own.
void read_job_list(const JobListEntry& list, std::size_t jobs_max, std::vector<JobSpec>& jobs,
                   Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
