// The inverse of job_list.h: jobs as the lines of a list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/format/job_spec.h"

namespace drmsim::scenarios {

// Whether a line can say it.
bool fits_job_list(const JobSpec& job);

// The jobs from number `first` on, each with its name, and a column for each thing that one of them
// says. What is the list's, `submit` and `depth`, is not in it.
std::string job_list_text(const std::vector<JobSpec>& jobs, std::size_t first);

}  // namespace drmsim::scenarios
