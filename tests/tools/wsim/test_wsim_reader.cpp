#include <catch2/catch.hpp>

#include <string>
#include <variant>
#include <vector>

#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

Workload read_text(const std::string& text) {
  Workload workload = parse_workload(text, "w", WorkloadForm::inline_text);
  check_workload(workload);
  return workload;
}

template <typename Kind>
Kind only(const std::string& step) {
  const Workload workload = parse_workload(step, "w", WorkloadForm::inline_text);
  REQUIRE(workload.steps.size() == 1);
  return std::get<Kind>(workload.steps.front().action);
}

template <typename Kind>
Kind step_of(const Workload& workload, std::size_t index) {
  return std::get<Kind>(workload.steps.at(index).action);
}

// Warnings of the text, one a line.
std::string warnings_of(const std::string& text) {
  std::string lines;
  for (const Diagnostic& warning : read_text(text).warnings) lines += to_string(warning) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("wsim reader: the two batches of the published reference run") {
  const Workload workload = read_text("1.DEFAULT.5000.0.0,2.DEFAULT.5000.-1.1");
  REQUIRE(workload.steps.size() == 2);
  CHECK(workload.warnings.empty());
  const auto first = step_of<Batch>(workload, 0);
  CHECK(first.context == 1);
  CHECK(first.engine.is_default());
  CHECK(first.duration.min_us == 5000);
  CHECK(first.duration.max_us == 5000);
  CHECK_FALSE(first.duration.endless);
  CHECK(first.data.empty());
  CHECK_FALSE(first.fence.has_value());
  CHECK_FALSE(first.wait);
  const auto second = step_of<Batch>(workload, 1);
  CHECK(second.context == 2);
  REQUIRE(second.data.size() == 1);
  CHECK(second.data[0].back == 1);
  CHECK(second.data[0].column == 35);
  CHECK(second.wait);
}

TEST_CASE("wsim reader: a step knows its index, line and column, and comments have no index") {
  const Workload workload =
      parse_workload("# intro\nd.1\n#c\np.2,f\n", "a.wsim", WorkloadForm::file);
  REQUIRE(workload.steps.size() == 3);
  CHECK(workload.steps[2].index == 2);
  CHECK(workload.steps[2].line == 4);
  CHECK(workload.steps[2].column == 5);
  CHECK(workload.sources == std::vector<std::string>{"a.wsim"});
}

TEST_CASE("wsim reader: durations are fixed, a range, or endless") {
  CHECK(only<Batch>("0.RCS.1.0.0").duration.max_us == 1);
  CHECK(only<Batch>("0.RCS.4294967295.0.0").duration.min_us == 4294967295);
  const Duration range = only<Batch>("0.RCS.12000-15000.0.0").duration;
  CHECK(range.min_us == 12000);
  CHECK(range.max_us == 15000);
  CHECK(only<Batch>("0.RCS.*.0.0").duration.endless);
}

TEST_CASE("wsim reader: all kinds of dependencies in one list") {
  const Workload workload =
      read_text("f,w.7.10n4k,W.8.1m,1.RCS.1.0.0,1.RCS.1.-1/f-4/r7-0/w7-2-5//w8-0/.0");
  const auto batch = step_of<Batch>(workload, 4);
  REQUIRE(batch.data.size() == 1);
  CHECK(batch.data[0].back == 1);
  REQUIRE(batch.fence.has_value());
  CHECK(batch.fence->back == 4);
  CHECK(batch.fence->kind == FenceKind::completion);
  REQUIRE(batch.objects.size() == 3);
  CHECK(batch.objects[0].set_id == 7);
  CHECK(batch.objects[0].first == 0);
  CHECK(batch.objects[0].last == 0);
  CHECK_FALSE(batch.objects[0].write);
  CHECK(batch.objects[1].first == 2);
  CHECK(batch.objects[1].last == 5);
  CHECK(batch.objects[1].write);
  CHECK(batch.objects[2].set_id == 8);
}

TEST_CASE("wsim reader: a submit fence") {
  const Workload workload = read_text("1.RCS.1.0.0,2.BCS.1.s-1.0");
  CHECK(step_of<Batch>(workload, 1).fence->kind == FenceKind::submit);
}

TEST_CASE("wsim reader: control steps with one value") {
  CHECK(only<Delay>("d.36394").duration_us == 36394);
  CHECK(only<Period>("p.16667").period_us == 16667);
  CHECK(only<Throttle>("t.5").back == 5);
  CHECK(only<Throttle>("t.0").back == 0);
  CHECK(only<QueueDepth>("q.0").depth == 0);
  CHECK(only<QueueDepth>("q.24").depth == 24);
  const Workload workload = read_text("1.RCS.*.0.0,f,a.-1,s.-3,T.-4");
  CHECK(std::holds_alternative<CreateFence>(workload.steps[1].action));
  CHECK(step_of<SignalFence>(workload, 2).back == 1);
  CHECK(step_of<Sync>(workload, 3).back == 3);
  CHECK(step_of<Terminate>(workload, 4).back == 4);
  CHECK(workload.warnings.empty());
}

TEST_CASE("wsim reader: engine map, load balance and priority") {
  const Workload workload = read_text("M.10.VCS1|vcs2|RCS,B.10,P.3.-1023,P.4.1023");
  const auto map = step_of<EngineMap>(workload, 0);
  CHECK(map.context == 10);
  REQUIRE(map.engines.size() == 3);
  CHECK(to_string(map.engines[1]) == "VCS2");
  CHECK(step_of<LoadBalance>(workload, 1).context == 10);
  CHECK(step_of<ContextPriority>(workload, 2).context == 3);
  CHECK(step_of<ContextPriority>(workload, 2).priority == -1023);
  CHECK(step_of<ContextPriority>(workload, 3).priority == 1023);
}

TEST_CASE("wsim reader: working sets count copies and sizes") {
  const auto set = only<WorkingSet>("w.1.10n8m/3n16K/4096-1g/2n4k-8k");
  CHECK(set.id == 1);
  CHECK_FALSE(set.shared);
  REQUIRE(set.runs.size() == 4);
  CHECK(set.runs[0].copies == 10);
  CHECK(set.runs[0].min_bytes == 8u << 20);
  CHECK(set.runs[1].max_bytes == 16u << 10);
  CHECK(set.runs[2].copies == 1);
  CHECK(set.runs[2].min_bytes == 4096);
  CHECK(set.runs[2].max_bytes == 1u << 30);
  CHECK(set.runs[3].max_bytes == 8192);
  CHECK(set.object_count() == 16);
  CHECK(only<WorkingSet>("W.0.4k").shared);
  CHECK(only<WorkingSet>("w.5.4k.2n8k").object_count() == 3);
}

TEST_CASE("wsim reader: a working set may stand behind the batch that uses it") {
  CHECK(read_text("1.RCS.1.r3-0.0,w.3.4k").steps.size() == 2);
}

TEST_CASE("wsim reader: what gem_wsim takes though it was hardly meant is taken with a warning") {
  CHECK(warnings_of("d.5x") == "w:1:3: only '5' of '5x' is read, as in gem_wsim\n");
  CHECK(warnings_of("d.5.6.7") ==
        "w:1:5: '6' and what follows it in this step is ignored, as in gem_wsim\n");
  CHECK(warnings_of("z.RCS.1.0.0") ==
        "w:1:1: 'z' is not a number; it is read as 0, as gem_wsim does\n");
  CHECK(warnings_of(" 1.RCS.1.0.0").empty());
  CHECK(warnings_of("1.RCS.5us.0.0.more") ==
        "w:1:7: only '5' of '5us' is read, as in gem_wsim\n"
        "w:1:15: 'more' and what follows it in this step is ignored, as in gem_wsim\n");
  CHECK(warnings_of("P") ==
        "w:1:1: no context is given; context 0 is meant, as in gem_wsim\n"
        "w:1:1: no priority is given; 0 is meant, as in gem_wsim\n");
  CHECK(warnings_of("M.1") == "w:1:1: the map is empty; the context has none, as in gem_wsim\n");
  CHECK(warnings_of("w") ==
        "w:1:1: no id is given; working set 0 is meant, as in gem_wsim\n"
        "w:1:1: no sizes are given; the working set has no objects\n");
  CHECK(warnings_of("d.5,f.1") ==
        "w:1:7: '1' and what follows it in this step is ignored, as in gem_wsim\n");
  CHECK(warnings_of("w.1.4x4k") == "w:1:5: only '4' of '4x4k' is read, as in gem_wsim\n");
  CHECK(warnings_of("w.0.4k,1.RCS.1.r-0.0").empty());
  CHECK(warnings_of("w.1.2n4k,1.RCS.1.r1x-/w1-0-1y.0") ==
        "w:1:19: only '1' of '1x' is read, as in gem_wsim\n"
        "w:1:22: '' is not a number; it is read as 0, as gem_wsim does\n"
        "w:1:28: only '1' of '1y' is read, as in gem_wsim\n");
  CHECK(warnings_of("1.RCS.1.0.0,1.RCS.1.-1a.0") ==
        "w:1:21: only '-1' of '-1a' is read, as in gem_wsim\n");
}

TEST_CASE("wsim reader: endless batches that nothing ends and a fence at step 0 are warned about") {
  CHECK(warnings_of("1.RCS.*.0.0") ==
        "w:1:1: this batch is endless and no T step ends it: the engine hangs on it\n");
  CHECK(warnings_of("1.RCS.*.0.1,T.-1") ==
        "w:1:1: the client waits for an endless batch before it reaches the T step that ends it\n");
  CHECK(warnings_of("1.RCS.*.0.0,T.-1").empty());
  CHECK(warnings_of("f,a.-1") ==
        "w:1:1: a fence that is the first step is signalled from the start, as in gem_wsim\n");
}

TEST_CASE("wsim reader: a throttle reaches back into the previous iteration, not further") {
  CHECK(read_text("t.2,1.RCS.1.0.0").steps.size() == 2);
  CHECK(read_text("t.3,1.RCS.1.0.0").steps.size() == 2);
  CHECK(read_text("t.99,f").steps.size() == 2);
}

TEST_CASE("wsim reader: an argument is a path if it names a file, otherwise the text itself") {
  CHECK(read_workload("1.RCS.5.0.0").sources.front() == "<command line>");
  CHECK_THROWS_WITH(read_workload("/nonexistent/media.wsim"),
                    "/nonexistent/media.wsim: no such file");
  CHECK_THROWS_WITH(read_workload(""),
                    "<command line>: no steps; expected at least one, like 1.RCS.1000.0.0");
}

}  // namespace drmsim::scenarios::wsim
