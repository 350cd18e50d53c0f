// Every key of the format at the ends of what it accepts, and just beyond: alone, and with every
// count at its ends. Whatever such a file says is done, or refused, and in less than a minute.
//
//   key_limits [--full] [--out FOLDER]
//
// The keys, and what they accept, come from the tables that the reader uses, and FORMAT.md is made
// from: a new one is covered as soon as files can say it. A case is run, explored and compared, on
// the model and on compiled kernels. Without --full: some cases of each kind (one in a prime
// number).
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "sim/assert.h"
#include "tests/robustness/case_runner.h"
#include "tests/robustness/every_table.h"

namespace {

using namespace drmsim;         // NOLINT: a program of one file
using namespace drmsim::tests;  // NOLINT

// One key with one value, or a kind of table so many times.
struct Edge {
  KeyPlace place;
  std::string value;
  std::size_t tables = 0;
  std::string label;

  void apply_to(EveryTable& machine) const {
    if (tables != 0) return machine.repeat(place.key->table->title, tables);
    DRMSIM_ASSERT(machine.set(place, value), "every_table.cpp has a place for every section");
  }
  bool is_count() const {
    const auto& limits = place.key->type.limits;
    return tables != 0 || (limits.has_value() && place.key->type.type == "integer");
  }
  bool of_driver() const { return place.section->title == "`driver` of [[ring]]"; }
};

std::vector<Edge> all_edges() {
  std::vector<Edge> edges;
  for (const KeyPlace& place : all_keys()) {
    const std::string name = place.section->title + " " + place.key->name;
    for (const std::string& value : edge_values(*place.key)) {
      edges.push_back({place, value, 0, name + " = " + value.substr(0, 40)});
    }
    if (const std::size_t most = tables_max(*place.key)) {
      for (const std::size_t count : {most, most + 1}) {
        edges.push_back({place, "", count, fmt::format("{} {} times", name, count)});
      }
    }
  }
  return edges;
}

class KeyLimits {
 public:
  KeyLimits(bool full, const std::string& out)
      : full_(full), schedulers_(schedulers_for_cases({"6.12", "7.3"})), runner_(out) {}

  int run() {
    const std::vector<Edge> edges = all_edges();
    every_ = full_ ? 1 : 7;
    for (const Edge& edge : edges) try_edges({&edge});
    std::cout << "alone: " << runner_.tally() << std::endl;
    every_ = full_ ? 1 : 4001;
    for (const Edge& count : edges) {
      if (!count.is_count()) continue;
      for (const Edge& edge : edges) {
        if (edge.place.key != count.place.key) try_edges({&count, &edge});
      }
    }
    std::cout << runner_.tally() << std::endl;
    return runner_.failures() == 0 ? 0 : 1;
  }

 private:
  void try_edges(const std::vector<const Edge*>& edges) {
    bool of_driver = false;
    for (const Edge* edge : edges) of_driver = of_driver || edge->of_driver();
    // Habits are of one driver or another.
    const std::vector<std::string> drivers =
        of_driver ? std::vector<std::string>{"ring", "slot", "firmware"}
                  : std::vector<std::string>{"ring"};
    for (const std::string& driver : drivers) {
      const std::string name = fmt::format("case_{}.toml", ++cases_);
      for (const auto& command : commands(name)) {
        if (number_++ % every_ != 0) continue;
        EveryTable machine(driver);
        std::string labels;
        for (const Edge* edge : edges) {
          edge->apply_to(machine);
          labels += "# " + edge->label + "\n";
        }
        runner_.run({name, labels + machine.text(), command});
      }
    }
  }

  std::vector<std::vector<std::string>> commands(const std::string& name) const {
    std::vector<std::vector<std::string>> all;
    for (const std::string& scheduler : schedulers_) {
      all.push_back({"run", name, "--scheduler", scheduler});
      all.push_back({"explore", name, "--scheduler", scheduler, "--schedules", "3", "--jobs", "1",
                     "--out", "out", "--keep-going"});
      if (scheduler == "model") continue;
      all.push_back(
          {"compare", name, "--schedulers", "model," + scheduler, "--jobs", "1", "--out", "out"});
    }
    return all;
  }

  const bool full_;
  const std::vector<std::string> schedulers_;
  CaseRunner runner_;
  std::uint64_t every_ = 1;
  std::uint64_t number_ = 0;
  std::uint64_t cases_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  bool full = false;
  std::string out = "key_limits_found";
  CLI::App app("Every key at the ends of what it accepts.", "key_limits");
  app.add_flag("--full", full, "All cases");
  app.add_option("--out", out, "Folder for the files of cases that fail");
  CLI11_PARSE(app, argc, argv);
  return KeyLimits(full, out).run();
}
