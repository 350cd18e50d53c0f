// The descriptors that ship with gem_wsim, as far as this machine has them: DRMSIM_INPUTS names the
// folder that holds wsim/, ../shared/inputs beside the project if it is not set.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/engine_placement.h"
#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

namespace fs = std::filesystem;

fs::path inputs() {
  const char* given = std::getenv("DRMSIM_INPUTS");
  const fs::path folder =
      given != nullptr ? fs::path(given) : fs::path(DRMSIM_SOURCE_DIR) / ".." / "shared" / "inputs";
  return folder / "wsim";
}

bool have_inputs() {
  if (fs::is_directory(inputs())) return true;
  WARN("skipped: " << inputs() << " does not exist");
  return false;
}

// What a descriptor must be read as.
struct Shape {
  std::string name;
  std::size_t batches;
  std::size_t controls;
  std::size_t data, fences, reads, writes;
  std::size_t contexts_with_batches;
  std::size_t ranges, waits;
  std::uint64_t min_us, max_us;
};

// Counts and sums of one iteration, taken from the files without this reader.
const std::vector<Shape> kShapes = {
    {"carchasepart", 101, 83, 0, 0, 3486, 498, 2, 0, 0, 1147556, 1147556},
    {"composited-ui", 4, 3, 0, 0, 4, 4, 2, 4, 1, 1000, 2800},
    {"media-1080p-player", 3, 4, 2, 0, 0, 0, 3, 2, 0, 7000, 13000},
    {"media_17i7", 7, 0, 5, 0, 0, 0, 1, 0, 2, 16300, 16300},
    {"media_1n2_480p", 9, 6, 6, 0, 0, 0, 7, 9, 1, 41000, 53200},
    {"media_1n3_asy", 13, 8, 9, 0, 0, 0, 7, 13, 1, 59400, 74000},
    {"media_1n4_480p", 17, 10, 12, 0, 0, 0, 13, 17, 1, 70000, 91400},
    {"media_1n5_asy", 21, 12, 15, 0, 0, 0, 11, 21, 1, 83700, 111400},
    {"media_load_balance_19", 9, 3, 4, 0, 0, 0, 3, 9, 5, 7550, 9750},
    {"media_load_balance_4k12u7", 4, 2, 3, 0, 0, 0, 3, 4, 1, 8100, 11200},
    {"media_load_balance_hd01", 20, 9, 19, 0, 0, 0, 3, 20, 0, 22000, 29500},
    {"media_load_balance_hd17i4", 7, 4, 4, 0, 0, 0, 4, 7, 1, 7500, 10800},
    {"media_mfe2_480p", 9, 8, 7, 0, 0, 0, 8, 9, 1, 42600, 56600},
    {"media_mfe4_480p", 17, 16, 15, 0, 0, 0, 16, 17, 1, 75200, 101200},
    {"media_nn_1080p", 5, 4, 3, 0, 0, 0, 3, 5, 1, 57000, 73000},
    {"media_nn_1080p_s1", 6, 4, 4, 2, 0, 0, 4, 6, 1, 57000, 72000},
    {"media_nn_1080p_s3", 6, 7, 2, 2, 0, 0, 3, 6, 0, 57000, 73000},
    {"vcs1", 25, 1, 0, 0, 0, 0, 1, 25, 0, 12500, 50000},
};

Shape shape_of(const std::string& name, const Workload& workload) {
  Shape shape{name, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  std::vector<std::uint32_t> contexts;
  for (const Step& step : workload.steps) {
    const auto* batch = std::get_if<Batch>(&step.action);
    if (batch == nullptr) {
      ++shape.controls;
      continue;
    }
    ++shape.batches;
    shape.data += batch->data.size();
    shape.fences += batch->fence.has_value() ? 1 : 0;
    for (const ObjectDependency& object : batch->objects) {
      ++(object.write ? shape.writes : shape.reads);
    }
    shape.ranges += batch->duration.min_us != batch->duration.max_us ? 1 : 0;
    shape.waits += batch->wait ? 1 : 0;
    shape.min_us += batch->duration.min_us;
    shape.max_us += batch->duration.max_us;
    contexts.push_back(batch->context);
  }
  std::sort(contexts.begin(), contexts.end());
  contexts.erase(std::unique(contexts.begin(), contexts.end()), contexts.end());
  shape.contexts_with_batches = contexts.size();
  return shape;
}

}  // namespace

TEST_CASE("wsim inputs: every shipped descriptor but the one with bonds is read, whole") {
  if (!have_inputs()) return;
  for (const Shape& expected : kShapes) {
    INFO(expected.name);
    Workload workload = read_workload((inputs() / (expected.name + ".wsim")).string());
    check_workload(workload);
    CHECK(workload.warnings.empty());
    const Shape shape = shape_of(expected.name, workload);
    CHECK(shape.batches == expected.batches);
    CHECK(shape.controls == expected.controls);
    CHECK(shape.data == expected.data);
    CHECK(shape.fences == expected.fences);
    CHECK(shape.reads == expected.reads);
    CHECK(shape.writes == expected.writes);
    CHECK(shape.contexts_with_batches == expected.contexts_with_batches);
    CHECK(shape.ranges == expected.ranges);
    CHECK(shape.waits == expected.waits);
    CHECK(shape.min_us == expected.min_us);
    CHECK(shape.max_us == expected.max_us);
    CHECK_NOTHROW(place_engines(workload, EngineSet()));
  }
}

TEST_CASE(
    "wsim inputs: the descriptor with bonds and preemption control is refused, step by step") {
  if (!have_inputs()) return;
  const std::string path = (inputs() / "frame-split-60fps.wsim").string();
  try {
    read_workload(path);
    FAIL("accepted");
  } catch (const InputError& error) {
    REQUIRE(error.diagnostics().size() == 3);
    CHECK(error.diagnostics()[0].line == 1);
    CHECK_THAT(error.diagnostics()[0].message, Catch::StartsWith("Preemption control (X)"));
    CHECK(error.diagnostics()[1].line == 4);
    CHECK(error.diagnostics()[2].line == 7);
    CHECK_THAT(error.diagnostics()[2].message, Catch::StartsWith("Engine bonds (b)"));
  }
}

TEST_CASE("wsim inputs: whatever other descriptor is in the folder is read too") {
  if (!have_inputs()) return;
  for (const auto& entry : fs::directory_iterator(inputs())) {
    const fs::path& path = entry.path();
    if (path.extension() != ".wsim" || path.stem() == "frame-split-60fps") continue;
    INFO(path);
    Workload workload = read_workload(path.string());
    CHECK_NOTHROW(check_workload(workload));
    CHECK_NOTHROW(place_engines(workload, EngineSet()));
  }
}

}  // namespace drmsim::scenarios::wsim
