#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include "scenarios/format/input_error.h"
#include "tools/wsim/workload_options.h"
#include "tools/wsim/workload_reader.h"
#include "tools/wsim/workload_transform.h"

namespace drmsim::scenarios::wsim {
namespace {

WorkloadOptions options_for(const std::string& text) {
  WorkloadOptions options;
  options.workloads.push_back({text});
  return options;
}

Duration duration_of(const Workload& workload, std::size_t step) {
  return std::get<Batch>(workload.steps.at(step).action).duration;
}

Workload scaled(const std::string& text, double duration_scale, double delay_scale) {
  Workload workload = parse_workload(text, "w", WorkloadForm::inline_text);
  scale_workload(workload, duration_scale, delay_scale);
  return workload;
}

}  // namespace

TEST_CASE("wsim options: scales reach batches and delays, not periods, and round to nearest") {
  const Workload workload = scaled("1.RCS.5-9.0.0,1.RCS.3.0.0,d.3,p.3,1.RCS.*.0.0", 0.5, 1.5);
  CHECK(duration_of(workload, 0).min_us == 3);
  CHECK(duration_of(workload, 0).max_us == 5);
  CHECK(duration_of(workload, 1).min_us == 2);
  CHECK(std::get<Delay>(workload.steps[2].action).duration_us == 5);
  CHECK(std::get<Period>(workload.steps[3].action).period_us == 3);
  CHECK(duration_of(workload, 4).endless);
}

TEST_CASE("wsim options: a fixed duration may become 0") {
  CHECK(duration_of(scaled("1.RCS.1.0.0", 0.1, 1), 0).max_us == 0);
}

TEST_CASE("wsim options: the longest duration is as long as the reader says, up to the last one") {
  CHECK(duration_of(scaled("1.RCS.4294967295.0.0", 1, 1), 0).max_us == UINT32_MAX);
  CHECK(duration_of(scaled("1.RCS.1-4294967295.0.0", 1, 1), 0).min_us == 1);
  CHECK(duration_of(scaled("1.RCS.858993459.0.0", 5, 1), 0).max_us == UINT32_MAX);
  CHECK_THROWS_WITH(scaled("1.RCS.4294967295.0.0", 1.001, 1),
                    Catch::Contains("The duration scale makes it too long"));
  CHECK(std::get<Delay>(scaled("d.1431655765", 1, 3).steps[0].action).duration_us == UINT32_MAX);
}

TEST_CASE("wsim options: scales that leave nothing, or too much, are refused at the step") {
  CHECK_THROWS_WITH(scaled("f,1.RCS.5-6.0.0", 0.5, 1),
                    "w:1:3: Invalid maximum duration at step 1! The duration scale makes both ends "
                    "of the range 3; expected another scale or another time");
  CHECK_THROWS_WITH(scaled("1.RCS.1000000.0.0", 1e6, 1),
                    "w:1:1: Invalid duration at step 0! The duration scale makes it too long; "
                    "expected another scale or another time");
  CHECK_THROWS_WITH(scaled("d.4", 1, 0.1),
                    "w:1:1: Invalid delay at step 0! The delay scale makes it 0; expected another "
                    "scale or another time");
  CHECK_THROWS_WITH(scaled("d.4", 1, 1e300), Catch::Contains("The delay scale makes it too long"));
}

TEST_CASE("wsim options: appended steps keep their references and their place in messages") {
  WorkloadOptions options = options_for("1.RCS.1.0.0");
  options.append = "2.RCS.5.0.0,s.-1,p.16667";
  const Workload workload = load_workloads(options).front();
  REQUIRE(workload.steps.size() == 4);
  CHECK(workload.steps[3].index == 3);
  CHECK(std::get<Sync>(workload.steps[2].action).back == 1);
  CHECK(workload.at(workload.steps[1], "x").file == "<appended workload>");
  CHECK(workload.at(workload.steps[0], "x").file == "<workload 0>");
}

TEST_CASE("wsim options: appended steps cannot refer to the workload in front of them") {
  WorkloadOptions options = options_for("1.RCS.1.0.0");
  options.append = "s.-1";
  CHECK_THROWS_WITH(load_workloads(options),
                    Catch::StartsWith("<appended workload>:1:3: Invalid sync target at step 0!"));
}

TEST_CASE("wsim options: appended steps share contexts and working sets with the workload") {
  WorkloadOptions options = options_for("w.1.4k,M.1.VCS");
  options.append = "B.1,1.VCS.1.r1-0.0";
  CHECK(load_workloads(options).front().steps.size() == 4);
  options.append = "w.1.4k";
  CHECK_THROWS_WITH(load_workloads(options),
                    "<appended workload>:1:1: Duplicate working set id at 2! Working set 1 exists; "
                    "expected another id");
}

TEST_CASE("wsim options: contradictions and ranges") {
  WorkloadOptions options;
  CHECK_THROWS_WITH(load_workloads(options),
                    "<command line>: No workload descriptor(s)! Expected a file or a descriptor");
  options.workloads = {{"f", true}, {"f", true}};
  CHECK_THROWS_WITH(load_workloads(options),
                    "<command line>: Only one master workload can be given!");
  options.workloads = {{"f"}, {"f"}};
  options.clients = 2;
  CHECK_THROWS_WITH(load_workloads(options),
                    "<command line>: Cloned clients cannot be combined with multiple workloads! "
                    "Expected one of the two");
  options = options_for("f");
  options.clients = 0;
  options.repeat = 0;
  CHECK_THROWS_WITH(load_workloads(options),
                    "<command line>: 0 clients; expected at least 1\n"
                    "<command line>: 0 iterations; expected at least 1");
  options = options_for("f");
  options.workloads[0].priority = 1024;
  CHECK_THROWS_WITH(load_workloads(options), Catch::Contains("priority 1024; expected -1023"));
}

TEST_CASE("wsim options: scales must be numbers above 0") {
  for (const double bad : {0.0, -1.0, std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    WorkloadOptions options = options_for("f");
    options.duration_scale = bad;
    options.delay_scale = bad;
    CHECK_THROWS_WITH(check_options(options),
                      "<command line>: the duration scale must be a number above 0\n"
                      "<command line>: the delay scale must be a number above 0");
  }
}

}  // namespace drmsim::scenarios::wsim
