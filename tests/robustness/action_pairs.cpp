// Every kind of action with every kind on the same ring, entity or job: at one moment, and in both
// orders. Whatever such a file says is done, or refused with its place.
//
//   action_pairs [--full] [--every N] [--out FOLDER]
//
// The actions come from the reader's own list, each as short as it may be, and with each key that
// it may have besides: a new one is covered as soon as files can say it. A case is run and explored
// on the model and on compiled kernels; every N-th is (N a prime number), all of them with --full.
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "scenarios/format/resolve/action_rules.h"
#include "sim/assert.h"
#include "tests/robustness/case_runner.h"

namespace {

using namespace drmsim;         // NOLINT: a program of one file
using namespace drmsim::tests;  // NOLINT

struct Action {
  std::string name;
  std::string text;  // without its moment
};

// What the key of an action says in the machine below.
std::string value_of(const std::string& key, const std::string& ring) {
  if (key == "entity") return "\"a\"";
  if (key == "process") return "\"child\"";
  if (key == "ring") return '"' + ring + '"';
  if (key == "rings") return "[\"" + ring + "\", \"copy\"]";
  if (key == "job") return "\"a0\"";
  if (key == "priority") return "\"high\"";
  if (key == "wait") return "\"0ns\"";
  if (key == "wait_for_jobs") return "false";
  if (key == "scheduler_first" || key == "grace_period") return "true";
  DRMSIM_ASSERT(false, "action_pairs.cpp knows a value for every key of an action");
  return "";
}

std::vector<Action> all_actions() {
  std::vector<Action> actions;
  for (const scenarios::ActionRule& rule : scenarios::action_rules()) {
    Action plain{rule.name, fmt::format("[[action]]\ndo = \"{}\"\n", rule.name)};
    for (const std::string& key : rule.required) {
      plain.text += fmt::format("{} = {}\n", key, value_of(key, "gfx"));
    }
    actions.push_back(plain);
    for (const std::string& key : rule.optional) {
      actions.push_back({rule.name + "_" + key,
                         plain.text + fmt::format("{} = {}\n", key, value_of(key, "gfx"))});
    }
  }
  return actions;
}

std::string job(const std::string& name, unsigned at_us, unsigned duration_us, const char* more) {
  return fmt::format(
      "[[job]]\nname = \"{}\"\nentity = \"{:.1}\"\nat = \"{}us\"\nduration = \"{}us\"\n{}", name,
      name, at_us, duration_us, more);
}

// Two rings of one domain; two processes on one entity of the first, and another entity.
std::string machine_text(const std::string& driver, bool hangs) {
  std::string text =
      "name = \"pair\"\nuntil = \"20ms\"\nmax_steps = 1000000\n"
      "[[reset_domain]]\nname = \"gpu\"\n";
  for (const char* ring : {"gfx", "copy"}) {
    text += fmt::format(
        "[[ring]]\nname = \"{}\"\nreset_domain = \"gpu\"\nscheduler = {{ credit_limit = {}, "
        "timeout = \"1ms\", timeout_queue = \"shared:reset\" }}\ndriver = {{ kind = \"{}\" }}\n",
        ring, driver == "slot" ? 1 : 2, driver);
  }
  for (const char* entity : {"a", "b", "u"}) {
    text += fmt::format("[[entity]]\nname = \"{}\"\nrings = \"{}\"\n", entity,
                        *entity == 'u' ? "copy" : "gfx");
  }
  text += job("u0", 1, 60, "");
  text += job("a0", 1, 50, hangs ? "fault = { hang_attempts = 1 }\n" : "");
  text += job("a1", 2, 50, "after = [\"u0\"]\n");
  text += job("b0", 3, 50, "");
  text += job("a2", 30, 30, "process = \"child\"\n");
  text += job("b1", 120, 30, "");
  return text +
         "[[client]]\nname = \"c\"\nrings = [\"copy\"]\nduration = \"10us\"\n"
         "period = \"1ms\"\n";
}

class Pairs {
 public:
  Pairs(std::uint64_t every, const std::string& out)
      : every_(every), schedulers_(schedulers_for_cases({"6.12", "7.3"})), runner_(out) {}

  int run() {
    const std::vector<Action> actions = all_actions();
    for (const char* driver : {"ring", "slot", "firmware"}) {
      for (const bool hangs : {false, true}) {
        for (const Action& first : actions) {
          for (const Action& second : actions) try_pair(driver, hangs, first, second);
        }
      }
    }
    std::cout << runner_.tally() << std::endl;
    return runner_.failures() == 0 ? 0 : 1;
  }

 private:
  void try_pair(const std::string& driver, bool hangs, const Action& first, const Action& second) {
    // While jobs run, and when the first has timed out.
    for (const unsigned at_us : {30U, 1001U}) {
      for (const unsigned later_us : {0U, 7U}) {
        const std::string text = machine_text(driver, hangs) + first.text +
                                 fmt::format("at = \"{}us\"\n", at_us) + second.text +
                                 fmt::format("at = \"{}us\"\n", at_us + later_us);
        const std::string name = fmt::format("{}{}_{}_{}_{}_{}.toml", driver, hangs ? "_hang" : "",
                                             first.name, second.name, at_us, later_us);
        for (const std::string& scheduler : schedulers_) {
          try_case({name, text, {"run", name, "--scheduler", scheduler}});
          try_case({name,
                    text,
                    {"explore", name, "--scheduler", scheduler, "--schedules", "5", "--strategy",
                     scheduler == "model" ? "random" : "pct", "--jobs", "1", "--out", "out",
                     "--keep-going"}});
        }
      }
    }
  }

  void try_case(const Case& one) {
    if (number_++ % every_ == 0) runner_.run(one);
  }

  const std::uint64_t every_;
  const std::vector<std::string> schedulers_;
  CaseRunner runner_;
  std::uint64_t number_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t every = 211;
  bool full = false;
  std::string out = "action_pairs_found";
  CLI::App app("Every kind of action with every kind.", "action_pairs");
  app.add_flag("--full", full, "All cases");
  app.add_option("--every", every, "One case in so many")->check(CLI::PositiveNumber);
  app.add_option("--out", out, "Folder for the files of cases that fail");
  CLI11_PARSE(app, argc, argv);
  return Pairs(full ? 1 : every, out).run();
}
