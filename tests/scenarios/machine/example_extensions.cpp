// What a program brings for its own runs: a policy by name, a scheduler by name. Runs that do not
// get the extensions know nothing of them.
#include "scenarios/machine/extensions.h"

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "sched/model/model.h"
#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {

TEST_CASE("example: a policy and a scheduler that a program brings, for its own runs") {
  const std::string file = R"(name = "t"
ring = [{ name = "gfx", scheduler = { policy = "like_rr" } }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "10us", count = 2 }])";
  int policies_made = 0;
  int schedulers_made = 0;
  Extensions mine;
  mine.policies.add("like_rr", [&policies_made] {
    ++policies_made;
    return (*drm::Policies().find("rr"))();
  });
  mine.schedulers.add("counted", [&schedulers_made](const drm::ApiContext& context) {
    ++schedulers_made;
    drm::Implementations model;
    drm::add_model(model);
    return (*model.find("model"))(context);
  });

  MachineOptions options;
  options.extensions = &mine;
  options.scheduler = "counted";
  const RunReport report = tests::run_program(file, nullptr, options);
  CHECK(report.as_expected());
  CHECK(report.jobs == 2);
  CHECK(policies_made > 0);
  CHECK(schedulers_made == 1);

  CHECK(Extensions::of_program().schedulers.find("model") != nullptr);
  CHECK(Extensions::of_program().schedulers.find("counted") == nullptr);
  CHECK_THROWS_WITH(tests::run_program(file, nullptr),
                    Catch::Contains("t.toml:2:48: there is no policy `like_rr`"));
}

}  // namespace drmsim::scenarios
