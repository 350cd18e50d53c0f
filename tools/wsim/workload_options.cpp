#include "tools/wsim/workload_options.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "scenarios/format/input_error.h"
#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"
#include "tools/wsim/workload_transform.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::int32_t kInitialPriorityMax = 1023;  // as in P steps: the kernel takes no other

bool is_factor(double scale) {
  return std::isfinite(scale) && scale > 0;
}

}  // namespace

void check_options(const WorkloadOptions& options) {
  std::vector<Diagnostic> errors;
  const auto expect = [&errors](bool good, std::string message) {
    if (!good) errors.push_back(Diagnostic{"<command line>", 0, 0, std::move(message)});
  };
  const auto& workloads = options.workloads;
  const auto masters = std::count_if(workloads.begin(), workloads.end(),
                                     [](const WorkloadArgument& w) { return w.master; });
  expect(!workloads.empty(), "No workload descriptor(s)! Expected a file or a descriptor");
  expect(masters <= 1, "Only one master workload can be given!");
  expect(workloads.size() <= 1 || options.clients == 1,
         "Cloned clients cannot be combined with multiple workloads! Expected one of the two");
  expect(options.clients >= 1, "0 clients; expected at least 1");
  expect(options.repeat >= 1, "0 iterations; expected at least 1");
  expect(is_factor(options.duration_scale), "the duration scale must be a number above 0");
  expect(is_factor(options.delay_scale), "the delay scale must be a number above 0");
  for (const WorkloadArgument& workload : workloads) {
    expect(workload.priority >= -kInitialPriorityMax && workload.priority <= kInitialPriorityMax,
           "priority " + std::to_string(workload.priority) + "; expected -1023 to 1023");
  }
  if (!errors.empty()) throw InputError(std::move(errors));
}

std::vector<Workload> load_workloads(const WorkloadOptions& options) {
  check_options(options);
  std::optional<Workload> appended;
  if (options.append) appended = read_workload(*options.append, "<appended workload>");
  std::vector<Workload> workloads;
  for (std::size_t i = 0; i < options.workloads.size(); ++i) {
    const std::string name = "<workload " + std::to_string(i) + ">";
    Workload workload = read_workload(options.workloads[i].text, name);
    if (appended) append_workload(workload, *appended);
    scale_workload(workload, options.duration_scale, options.delay_scale);
    check_workload(workload);
    workloads.push_back(std::move(workload));
  }
  return workloads;
}

}  // namespace drmsim::scenarios::wsim
