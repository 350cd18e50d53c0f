// Work done by several processes must look as if one had done it.
#include <catch2/catch.hpp>

#include <csignal>
#include <vector>

#include "scenarios/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

std::string squares(unsigned jobs, std::uint64_t enough) {
  std::string text;
  run_work_units({100, jobs, [](std::uint64_t unit) { return std::to_string(unit * unit); },
                  [&](std::uint64_t unit, const std::string& result) {
                    text += std::to_string(unit) + ":" + result + " ";
                    return unit + 1 < enough;
                  }});
  return text;
}

}  // namespace

TEST_CASE("work units: results come in order, whatever the number of workers") {
  const std::string one = squares(1, 100);
  CHECK(squares(2, 100) == one);
  CHECK(squares(5, 100) == one);
  CHECK(squares(200, 100) == one);
}

TEST_CASE("work units: the sink ends the work, at the same unit with any number of workers") {
  CHECK(squares(1, 7) == "0:0 1:1 2:4 3:9 4:16 5:25 6:36 ");
  CHECK(squares(4, 7) == squares(1, 7));
}

TEST_CASE("work units: results may be larger than a pipe") {
  std::vector<std::size_t> sizes;
  run_work_units({4, 2, [](std::uint64_t unit) { return std::string(300'000 + unit, 'x'); },
                  [&](std::uint64_t, const std::string& result) {
                    sizes.push_back(result.size());
                    return true;
                  }});
  CHECK(sizes == std::vector<std::size_t>{300'000, 300'001, 300'002, 300'003});
}

TEST_CASE("work units: a worker that dies, or throws, is an error that names the unit") {
  const auto run = [](void (*fail)()) -> std::string {
    try {
      run_work_units({10, 2,
                      [fail](std::uint64_t unit) {
                        if (unit == 3) fail();
                        return std::string();
                      },
                      [](std::uint64_t, const std::string&) { return true; }});
    } catch (const WorkerDied& death) {
      return death.what();
    }
    return "survived";
  };
  CHECK(run([] { std::raise(SIGKILL); }) == "unit 3: killed by signal 9");
  CHECK(run([] { throw std::runtime_error("no"); }) == "unit 3: no");
  CHECK(run([] {}) == "survived");
}

}  // namespace drmsim::scenarios
