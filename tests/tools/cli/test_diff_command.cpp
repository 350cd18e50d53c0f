// `drmsim diff`: two runs, and what became better and worse.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/run_difference.h"

namespace drmsim::tests {
namespace {

using scenarios::ClientReport;
using scenarios::RunReport;

const std::string kTwoJobs = R"(name = "two"
ring = [{ name = "gfx", scheduler = { policy = "fifo" } }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "a", entity = "app", duration = "10us" },
       { name = "b", entity = "app", duration = "10us" }]
)";

std::string slower() {
  std::string text = kTwoJobs;
  text.replace(text.rfind("10us"), 4, "30us");
  return text;
}

const tools::FigureDifference& figure(const tools::RunDifference& difference,
                                      const std::string& name) {
  for (const tools::FigureDifference& one : difference.figures) {
    if (one.figure == name) return one;
  }
  throw std::runtime_error("no figure " + name);
}

TEST_CASE("drmsim diff: two files, a row for each figure that differs") {
  const ScratchFolder folder;
  const std::string a = folder.write("a.toml", kTwoJobs);
  const std::string b = folder.write("b.toml", slower());
  const CliRun run = drmsim({"diff", a, b});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  CHECK(contains(run.out, "latency max"));
  CHECK(contains(run.out, "20 us"));
  CHECK(contains(run.out, "40 us"));
  CHECK(contains(run.out, "+100 %"));
  CHECK(contains(run.out, "worse"));
  CHECK_FALSE(contains(run.out, "better"));
  CHECK_FALSE(contains(run.out, "errors"));  // equal
  const CliRun back = drmsim({"diff", b, a});
  CHECK(contains(back.out, "-50 %"));
  CHECK(contains(back.out, "better"));
}

TEST_CASE("drmsim diff: a file with itself is equal in all figures") {
  const ScratchFolder folder;
  const std::string file = folder.write("a.toml", kTwoJobs);
  const CliRun run = drmsim({"diff", file, "--policies", "fifo,fifo"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "fifo and fifo are equal in all 15 figures"));
}

TEST_CASE("drmsim diff: one file with two policies, schedulers or seeds") {
  const ScratchFolder folder;
  const std::string file = folder.write("x.toml", R"(name = "x"
ring = [{ name = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "10us..50us", cycles = 10 }])");
  CHECK(contains(drmsim({"diff", file, "--seeds", "1,2"}).out, "seed 1"));
  CHECK(drmsim({"diff", file, "--schedulers", "model,model"}).status == 0);
  CHECK(drmsim({"diff", file, "--policies", "fifo,rr", "--seed", "3"}).status == 0);
}

TEST_CASE("drmsim diff: what is not two runs is refused") {
  CHECK(contains(drmsim({"diff", "a.toml"}).err, "expected a second, or one of --policies"));
  CHECK(contains(drmsim({"diff", "a", "b", "c"}).err, "takes two at most"));
  CHECK(contains(drmsim({"diff", "a", "b", "--seeds", "1,2"}).err, "is one where two ways"));
  CHECK(contains(drmsim({"diff", "a", "--policies", "a,b", "--seeds", "1,2"}).err,
                 "exclude each other"));
  CHECK(contains(drmsim({"diff", "a", "--policies", "fifo"}).err, "expected two"));
  CHECK(contains(drmsim({"diff", "a", "--seeds", "1,x"}).err, "--seeds"));
  CHECK(drmsim({"diff", "a", "--seeds", "1,2", "--seed", "3"}).status == 2);
  const CliRun unknown = drmsim({"diff", "a", "--schedulers", "model,modle"});
  CHECK(unknown.status == 2);
  CHECK(contains(unknown.err, "modle"));
}

TEST_CASE("drmsim diff: the page has both runs, the JSON the figures") {
  const ScratchFolder folder;
  const std::string a = folder.write("a.toml", kTwoJobs);
  const std::string b = folder.write("b.toml", slower());
  CHECK(drmsim({"diff", a, b, "--html", folder.path("d.html"), "--json", folder.path("d.json")})
            .status == 0);
  const std::string page = file_text(folder.path("d.html"));
  CHECK(contains(page, "<h2>Difference</h2>"));
  CHECK(contains(page, "{\"name\":\"a\""));
  CHECK(contains(page, "{\"name\":\"b\""));
  const auto json = nlohmann::json::parse(file_text(folder.path("d.json")));
  CHECK(json["first"] == "a");
  CHECK(json["figures"].size() == 15);
  CHECK(json["figures"][3] == nlohmann::json({{"client", "app"},
                                              {"figure", "elapsed"},
                                              {"unit", "ns"},
                                              {"first", 20000.0},
                                              {"second", 40000.0},
                                              {"change", "worse"}}));
}

TEST_CASE("run difference: more jobs and cycles are better, more of all else is worse") {
  RunReport first, second;
  first.clients.push_back(ClientReport{});
  first.clients[0].name = "c";
  second.clients = first.clients;
  second.clients[0].jobs = 5;
  second.clients[0].cycles_per_second = 2;
  second.clients[0].errors = 1;
  second.resets = 1;
  const tools::RunDifference found = tools::difference(first, second);
  CHECK(figure(found, "jobs").is_better());
  CHECK(figure(found, "cycles/s").is_better());
  CHECK_FALSE(figure(found, "errors").is_better());
  CHECK_FALSE(figure(found, "resets").is_better());
  CHECK(figure(found, "starved").is_equal());
}

TEST_CASE("run difference: clients of one run alone are named") {
  RunReport first, second;
  first.clients.resize(2);
  first.clients[0].name = "both";
  first.clients[1].name = "gone";
  second.clients.resize(2);
  second.clients[0].name = "new";
  second.clients[1].name = "both";
  const tools::RunDifference found = tools::difference(first, second);
  CHECK(found.only_in_first == std::vector<std::string>{"gone"});
  CHECK(found.only_in_second == std::vector<std::string>{"new"});
  const std::string text = tools::difference_text(found, "A", "B", tools::TextStyle(false));
  CHECK(contains(text, "only in A: gone"));
  CHECK(contains(text, "only in B: new"));
}

}  // namespace
}  // namespace drmsim::tests
