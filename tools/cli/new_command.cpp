#include "tools/cli/new_command.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/drivers.h"
#include "sched/model/run_queue_policy.h"
#include "tools/cli/command_line.h"
#include "tools/cli/new_driver_files.h"
#include "tools/cli/new_policy_files.h"
#include "tools/cli/output_file.h"
#include "tools/cli/run_options.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScenario =
    R"toml(# Two programs share a ring; a job of one of them hangs once.
#
#   drmsim run @NAME@.toml        what happens
#   drmsim test @NAME@.toml       is it as [expect] says?
#   drmsim explore @NAME@.toml    is it so in every order of events?
#
# All keys, with their units, ranges and defaults: scenarios/FORMAT.md. Change, remove and add what
# you like: only `name` and one [[ring]] have to be there.
name      = "@NAME@"
summary   = "Two programs share a ring; a job of one hangs once, is reset and runs again."
semantics = "linux-6.12"  # whose scheduler; from linux-7.2 on there is the policy `fair`
seed      = 1             # of every number that is drawn, as from a range of durations

# A hardware ring, the scheduler that feeds it and the driver between the two.
[[ring]]
name      = "gfx"
slots     = 8  # jobs that fit in it
scheduler = { policy = "fifo", credit_limit = 4, timeout = "10ms", hang_limit = 1 }
driver    = { kind = "ring", reset_time = "50us" }

# A program that draws, waits and sleeps: five frames of two jobs.
[[client]]
name           = "desktop"
rings          = ["gfx"]
jobs_per_cycle = 2
duration       = "200us..400us"  # on the engine; a number from the range for each job
sleep          = "1ms"
cycles         = 5

# Another one, which submits single jobs: its queue is an entity.
[[entity]]
name     = "compute"
rings    = ["gfx"]
priority = "low"

[[job]]
name     = "first"
entity   = "compute"
at       = "1ms"
duration = "300us"

[[job]]
name     = "second"
entity   = "compute"
at       = "1ms"
duration = "300us"
after    = ["first"]            # waits for its finished fence
fault    = { hang_attempts = 1 }  # the first time that it runs it does not end

# What must be true afterwards; hazards (leaks, use after free, stalls, ...) are looked for anyway.
[expect]
finished = { first = "ok", second = "ok" }
timeouts = 1
resets   = 1

# The same for every order of events that `drmsim explore` tries.
[always]
unfinished = 0  # every job that was submitted ends
)toml";

// Of each kind of project; its tests follow.
constexpr std::string_view kProject =
    R"cmake(cmake_minimum_required(VERSION 3.25)
project(@NAME@ LANGUAGES CXX)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
find_package(drmsim 0.1 REQUIRED)

# The drmsim command, with what the source adds to it.
add_executable(@NAME@ @NAME@.cpp)
target_link_libraries(@NAME@ PRIVATE drmsim::tools)

enable_testing()
)cmake";

std::string text_for(std::string_view file, const std::string& name) {
  std::string text(file);
  for (std::size_t at = 0; (at = text.find("@NAME@", at)) != std::string::npos; at += name.size()) {
    text.replace(at, 6, name);
  }
  return text;
}

// A file of that name is somebody's work, also if it comes to be there just now.
void write_new(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wbx");
  if (file == nullptr) {
    const std::string why = errno == EEXIST ? "it is there already, and stays as it is"
                                            : std::string(std::strerror(errno));
    throw OutputError("cannot write " + path + ": " + why);
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) == 0 && written) return;
  const std::string why = std::strerror(errno);
  unlink(path.c_str());
  throw OutputError("cannot write " + path + ": " + why);
}

}  // namespace

NewCommands add_new_commands(CLI::App& command, NewArguments& arguments) {
  command.require_subcommand(1);
  CLI::App* scenario = command.add_subcommand("scenario", "");
  scenario
      ->add_option("NAME", arguments.name, "Of the scenario; its file is NAME.toml, in any folder")
      ->required()
      ->type_name("");
  const auto add_project = [&](const char* what) {
    CLI::App* project = command.add_subcommand(what, "");
    project
        ->add_option("NAME", arguments.name,
                     fmt::format("Of the {}; its project is the folder NAME, in any folder", what))
        ->required()
        ->type_name("");
    return project;
  };
  CLI::App* policy = add_project("policy");
  CLI::App* driver = add_project("driver");
  return {scenario, policy, driver};
}

int new_scenario(const NewArguments& arguments, const Console& console) {
  fs::path path(arguments.name);
  if (path.extension() != ".toml") path += ".toml";
  const std::string name = path.stem().string();
  // A place in a file that will not be there would help nobody.
  if (!scenarios::is_name(name)) {
    throw scenarios::InputError(
        scenarios::Diagnostic{arguments.name, 0, 0,
                              "a scenario's name has 1 to 64 letters, digits, `_`, `-`, `.` and "
                              "`:`, and begins with a letter or `_`"});
  }
  const std::string text = text_for(kScenario, name);
  scenarios::parse_scenario(text, path.string());  // as every reader of the file will
  write_new(path.string(), text);
  const std::string word = shell_word(path.string());
  console.out << fmt::format(
      "{0} is there: to be changed, and run with\n"
      "  drmsim run {0}\n  drmsim test {0}\n  drmsim explore {0}\n",
      word);
  return kAsExpected;
}

namespace {

// The files of a CMake project, and what is said about it.
struct Project {
  const char* what;
  bool is_taken;  // the name, by one that comes with drmsim
  std::string_view tests;
  std::string_view source;
  std::string_view scenario;
  const char* try_it;  // a command for its scenario
};

void check_project_name(const Project& project, const std::string& name, const std::string& given) {
  const auto refuse = [&given](const std::string& why) {
    throw scenarios::InputError(scenarios::Diagnostic{given, 0, 0, why});
  };
  // CMake's targets and C++ programs have fewer names than scenarios do.
  if (!scenarios::is_name(name) || name.find_first_of(".:") != std::string::npos) {
    refuse(
        fmt::format("a {}'s name has 1 to 64 letters, digits, `_` and `-`, and begins with a "
                    "letter or `_`",
                    project.what));
  }
  std::string lower = name;  // IDEs' targets are in capitals
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* taken :
       {"all", "all_build", "clean", "depend", "edit_cache", "help", "install", "install_local",
        "install_strip", "list_install_components", "package", "package_source", "preinstall",
        "rebuild_cache", "run_tests", "test", "zero_check"}) {
    if (lower == taken) {
      refuse("`" + name + "` is a target that CMake makes; expected another name");
    }
  }
  if (project.is_taken) {
    refuse(fmt::format("there is a {} `{}`; expected a name of its own", project.what, name));
  }
}

int new_project(const Project& project, const NewArguments& arguments, const Console& console) {
  const fs::path folder(arguments.name);
  const std::string name = folder.filename().string();
  check_project_name(project, name, arguments.name);
  // Checked as every reader of the file will, before anything is written.
  const std::string scenario = text_for(project.scenario, name);
  scenarios::parse_scenario(scenario, name + ".toml");
  std::error_code error;
  if (!fs::create_directory(folder, error)) {
    throw OutputError("cannot make folder " + folder.string() + ": " +
                      (error ? error.message() : "it is there already, and stays as it is"));
  }
  try {
    write_new((folder / "CMakeLists.txt").string(),
              text_for(kProject, name) + text_for(project.tests, name));
    write_new((folder / (name + ".cpp")).string(), text_for(project.source, name));
    write_new((folder / (name + ".toml")).string(), scenario);
  } catch (const OutputError&) {  // half a project is none, and would be in the way
    fs::remove_all(folder, error);
    throw;
  }
  const std::string at = shell_word(folder.string());
  console.out << fmt::format(
      "{0} is there: a {2}, the drmsim command that knows it, and a scenario\n"
      "  cmake -S {0} -B {0}/build && cmake --build {0}/build\n"
      "  ctest --test-dir {0}/build\n"
      "  {0}/build/{1} run {0}/{1}.toml\n"
      "  {0}/build/{1} {3} {0}/{1}.toml\n",
      at, name, project.what, project.try_it);
  return kAsExpected;
}

std::string name_of(const NewArguments& arguments) {
  return fs::path(arguments.name).filename().string();
}

}  // namespace

int new_policy(const NewArguments& arguments, const Console& console) {
  const bool is_taken =
      drm::Policies().find(name_of(arguments), drm::ReleaseId::linux_7_3) != nullptr;
  return new_project({"policy", is_taken, kPolicyTests, kPolicySource, kPolicyScenario, "policies"},
                     arguments, console);
}

int new_driver(const NewArguments& arguments, const Console& console) {
  const bool is_taken = scenarios::Drivers().find(name_of(arguments)) != nullptr;
  return new_project({"driver", is_taken, kDriverTests, kDriverSource, kDriverScenario, "explore"},
                     arguments, console);
}

}  // namespace drmsim::tools
