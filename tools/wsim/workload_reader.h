// Reads gem_wsim workload descriptors, the .wsim files of Intel's GPU tools.
//
// Intuition: these files are recordings and sketches of real loads, written by driver authors for a
// real tool, so the reader takes what that tool takes, quirks included, and complains in its words.
// Mechanism: the text is cut into steps (workload_lexer.h), each step is read by itself, and what
// steps say about one another is checked afterwards (workload_check.h), because a workload may be
// appended to another in between (workload_transform.h).
// Source: IGT, benchmarks/gem_wsim.c and benchmarks/wsim/README, for the i915 driver.
// Limits: where the tool's behaviour is undefined or it aborts (numbers that do not fit, a NUL
// byte, references to the wrong kind of step), the reader refuses. Where the tool quietly takes
// something that was hardly meant, the reader takes it too and says so in Workload::warnings. The
// folder's README.md lists both.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tools/wsim/workload.h"
#include "tools/wsim/workload_lexer.h"

namespace drmsim::scenarios::wsim {

// gem_wsim takes only files below 1 MiB.
inline constexpr std::size_t kWorkloadBytesMax = std::size_t{1024} * 1024 - 1;

// The steps of `text`, each by itself; `name` stands for the text in messages. Throws InputError
// with one diagnostic for every bad step, up to a score of them.
Workload parse_workload(std::string_view text, const std::string& name, WorkloadForm form);

// The same for an argument of the command line: a path, if it names a file or ends in ".wsim",
// otherwise the text itself, which messages call `text_name`.
Workload read_workload(const std::string& argument,
                       const std::string& text_name = "<command line>");

}  // namespace drmsim::scenarios::wsim
