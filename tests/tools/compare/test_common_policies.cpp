// Which policies random scenarios for two schedulers may name.
#include <catch2/catch.hpp>

#include <set>
#include <stdexcept>

#include "sched/model/model_api.h"
#include "tools/compare/common_policies.h"
#include "tools/random/random_scenario.h"

namespace drmsim::scenarios {
namespace {

using Names = std::vector<std::string>;

class OnlyRr final : public drm::ModelApi {
 public:
  using ModelApi::ModelApi;
  std::vector<std::string> policies() const override { return {"rr"}; }
};

TEST_CASE("common policies: those of the release, as far as both sides have them") {
  Extensions extensions;
  extensions.schedulers.add(
      "plain", [](const drm::ApiContext& context) { return std::make_unique<OnlyRr>(context); });
  extensions.schedulers.add("refuses", [](const drm::ApiContext&) -> std::unique_ptr<drm::Api> {
    throw std::invalid_argument("it has no semantics");
  });
  extensions.policies.add("mine", *drm::Policies().find("fifo"));
  CHECK(common_policies("model", "model", "", extensions) == Names{"fifo", "rr"});
  CHECK(common_policies("model", "model", "linux-7.3", extensions) == Names{"fair", "fifo", "rr"});
  CHECK(common_policies("model", "plain", "linux-7.3", extensions) == Names{"rr"});
  CHECK(common_policies("model", "refuses", "", extensions).empty());
  CHECK(common_policies("model", "no such scheduler", "", extensions).empty());
}

TEST_CASE("random scenarios name each of the policies that they may") {
  std::set<std::string> named;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const ScenarioSpec spec = random_scenario(seed, {"fair", "fifo", "rr"});
    for (const RingSpec& ring : spec.rings) {
      CHECK(ring.scheduler.policy.name == spec.rings.front().scheduler.policy.name);
      named.insert(ring.scheduler.policy.name);
    }
  }
  CHECK(named == std::set<std::string>{"", "fair", "rr"});  // "": fifo
}

}  // namespace
}  // namespace drmsim::scenarios
