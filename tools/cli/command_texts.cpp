#include "tools/cli/command_texts.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "sim/assert.h"

namespace drmsim::tools {
namespace {

constexpr const char* kKernelFolders =
    "Kernels are looked for in these folders, and taken from the first that has the name; what "
    "`drmsim kernel build` makes goes to the first of all: $DRMSIM_KERNELS, if it is set; kernels/ "
    "of the build folder, if the program is in one; drmsim/kernels/ of $XDG_DATA_HOME, or of "
    "~/.local/share; share/drmsim/kernels/ of the installation that the program belongs to; "
    "kernels/ of the folders above the program, the nearest first.";

constexpr CommandText kTexts[] = {
    {"", "Runs GPUs that do not exist, with a drm/sched scheduler above them, in virtual time", "",
     "drmsim list                                     the scenarios that come with drmsim\n"
     "drmsim run hang_replay                          run one and show what happened\n"
     "drmsim new scenario mine                        a file to start from\n"
     "drmsim lint *.toml                              are these files as they should be?\n"
     "drmsim test scenarios/files/bugs/*.toml         files that show a bug on purpose\n"
     "drmsim explore x.toml --strategy pct            look for a schedule that breaks it\n"
     "drmsim replay replays/x-pct-1.toml              fail in the same way again\n"
     "drmsim compare --random 1000                    does the model do what the kernel does\n"
     "drmsim policies heavy_and_interactive           what clients get from fifo, rr, fair\n"
     "drmsim import trace.dat -o capture.toml         what a real machine did, as a scenario\n"
     "drmsim kernel build \"$(drmsim kernel fetch 7.3)\"  then: --scheduler kernel:7.3\n"
     "drmsim run --help                               of each command: its options, and examples\n",
     "0 clean and as expected, 1 a hazard or an unmet expectation, 2 bad input"},
    {"run", "Run scenarios and workloads, and report", "",
     "drmsim run hang_replay                          one that comes with drmsim\n"
     "drmsim run scenarios/files/*/*.toml             many, a line for each\n"
     "drmsim run x.toml --policy rr --credits 2       what if\n"
     "drmsim run x.toml --events - | grep job=x1      every event of one job\n"
     "drmsim run x.toml --seed 7 --json report.json   other random numbers, results as data\n"
     "drmsim run x.toml --scheduler kernel:6.12       on the real scheduler\n"
     "sed s/fifo/rr/ x.toml | drmsim run -            what comes from another program\n"
     "drmsim run mine.wsim -c 4 -r 100                four clients of a workload, as gem_wsim\n",
     "0 clean and as expected, 1 a hazard or an unmet expectation, 2 bad input"},
    {"test", "Run scenarios as tests: what [expect] says, hazards included, is right", "",
     "drmsim test scenarios/files/bugs/*.toml               files that show a bug on purpose\n"
     "drmsim test mine.toml --scheduler kernel:6.12   does the real scheduler do that, too?\n",
     "0 as [expect] says, with the hazards that it names, 1 not so, 2 bad input"},
    {"explore", "Try many schedules of a scenario, and tell of each failure",
     "What fails is made small, told as a story, and written to a file for drmsim replay.",
     "drmsim explore x.toml --strategy pct            look for a schedule that breaks it\n"
     "drmsim explore x.toml --time 90s --keep-going   all kinds of failures, for a while\n"
     "drmsim explore x.toml --strategy exhaustive --bound 1\n"
     "                                                every schedule with one deviation\n"
     "drmsim explore x.toml --scheduler kernel:6.12   the real scheduler\n"
     "drmsim explore --random 1000 --seed 7           scenarios in which nothing is wrong\n",
     "0 nothing failed, 1 something did, 2 bad input"},
    {"replay", "Repeat a failure that explore has found", "",
     "drmsim replay replays/x-pct-1.toml              fail in the same way again\n"
     "drmsim replay replays/x-pct-1.toml --events -   with everything that happens\n",
     "1 it failed as recorded, the event log byte for byte, 2 it did not, or bad input"},
    {"bugs", "Check that known bugs are found, and only they",
     "Each bug has to be found with its defect, by every seed, and nothing without.",
     "drmsim bugs                                     all that come with drmsim\n"
     "drmsim bugs scenarios/files/bugs/freed_before_callback.toml --strategy random\n"
     "drmsim bugs --scheduler kernel:6.12             which of them Linux 6.12 has\n"
     "drmsim bugs --table                             which kernel has which bug\n",
     "0 all as they should be, 1 one is not, 2 bad input"},
    {"compare", "Run scenarios on two schedulers, and show where their behaviour parts", "",
     "drmsim compare x.toml                           the model and the kernel's\n"
     "drmsim compare --random 1000                    does the model do what the kernel does\n"
     "drmsim compare x.toml --schedulers kernel:6.12,kernel:mine\n"
     "                                                what a patch changes\n",
     "0 equivalent, 1 a divergence or a crash, 2 bad input"},
    {"diff", "Run twice, and tell what became better and worse for each client",
     "Two files, or one file under two policies, on two schedulers or with two seeds. Each figure "
     "is that of one run: how far chance moves it, `drmsim policies` tells.",
     "drmsim diff old.toml new.toml                   two files\n"
     "drmsim diff x.toml --policies fifo,rr           a file under two policies\n"
     "drmsim diff x.toml --schedulers kernel:6.12,kernel:7.3 --html both.html\n"
     "                                                on two kernels, with a picture\n",
     "0 both ran, 2 bad input"},
    {"policies", "Compare scheduling policies: what each client of each scenario gets",
     "Each scenario runs with each policy of each scheduler, 20 times with other random numbers "
     "and "
     "start phases. Each number is the mean of these runs, and behind +- their standard deviation. "
     "`ideal` is the time that the client takes alone on the same machine for as many cycles; "
     "`slowdown` is elapsed by ideal. cycles/s and share count while at least two clients are at "
     "work.",
     "drmsim policies heavy_and_interactive           all policies of the scenario's release\n"
     "drmsim policies *.toml --schedulers model,kernel:7.3 --csv table.csv\n"
     "                                                the model and a kernel, as data\n"
     "drmsim policies x.toml --policies fifo,rr       two of them\n"
     "drmsim policies x.toml --series 100ms           how one run goes, over time\n",
     "0 all were measured, 1 a run shows a hazard or crashes, 2 bad input"},
    {"import", "Make a scenario of a capture: ftrace's text, or trace.dat",
     "Jobs are pushed when they were, and take as long as they did; depth of the hardware queues "
     "and latency of the run worker are those that fit. It understands drm_sched_job_queue, _run, "
     "_done, _add_dep and _unschedulable; what kernels before 6.17 call them; amdgpu_cs_ioctl, "
     "amdgpu_sched_run_job and dma_fence_signaled; drm_vblank_event. What a capture cannot tell is "
     "said in comments of the file.",
     "drmsim import trace.dat -o capture.toml         then: drmsim run capture.toml --policy rr\n"
     "drmsim import trace.dat --check                 how well is it reproduced\n"
     "xclip -o | drmsim import - -o report.toml       lines of a bug report\n",
     "0 done, 1 the run of --check shows a hazard, 2 bad input"},
    {"schema", "Print the format of scenario files as a JSON Schema, for editors",
     "An installation has it as share/drmsim/scenario.schema.json. Editors with Taplo (Even Better "
     "TOML) use it for a file that begins with `#:schema FILE`.",
     "drmsim schema > scenario.schema.json\n", "0, or 2 if it cannot be written"},
    {"kernel", "Kernel trees whose drm/sched scenarios can run on", kKernelFolders,
     "drmsim kernel build \"$(drmsim kernel fetch 7.3)\"  then: --scheduler kernel:7.3\n"
     "drmsim kernel build ~/linux --name mine         then: --scheduler kernel:mine\n"
     "drmsim kernel list                              what there is\n",
     "see each of its commands"},
    {"kernel fetch", "Bring the archive of a released tree, from Debian, into the user's cache",
     "It prints the archive's path. Neither root nor a change of the machine is needed.",
     "drmsim kernel fetch 7.3\n"
     "drmsim kernel build \"$(drmsim kernel fetch newest)\"\n",
     "0 it is there, 2 it cannot be had"},
    {"kernel build", "Compile the drm/sched of a kernel tree of yours", kKernelFolders,
     "drmsim kernel build ~/linux --name mine         then: --scheduler kernel:mine\n"
     "drmsim kernel build linux-6.12.tar.xz           then: --scheduler kernel:6.12\n",
     "0 built, 1 the tree does not compile, 2 no kernel tree, or it cannot be written"},
    {"kernel list", "List the kernels that have been built", kKernelFolders, "drmsim kernel list\n",
     "0, or 1 if one of them cannot be loaded"},
    {"list", "List the scenarios that come with drmsim, a line each", "",
     "drmsim list                                     all\n"
     "drmsim list timeout                             those with the word in name or summary\n"
     "drmsim list --json | jq -r '.[].name'           as data\n",
     "0, or 2 if the scenarios that come with drmsim are not there"},
    {"lint", "Check files without running them",
     "Every file is read, and its machine put together; nothing runs, and nothing is written.",
     "drmsim lint *.toml                              a line for each\n"
     "generate | drmsim lint -                        what comes from another program\n",
     "0 all are as they should be, 2 one is not"},
    {"new", "Write a file to start from", "",
     "drmsim new scenario mine                        mine.toml, with comments\n"
     "drmsim new policy edf                           edf/, a CMake project\n"
     "drmsim new driver mine                          mine/, another\n",
     "0 it is there, 2 it cannot be written, or was there before"},
    {"new scenario", "Write a commented scenario to start from",
     "It runs clean, and is its own test. A file that is there is not replaced.",
     "drmsim new scenario mine                        mine.toml\n"
     "drmsim new scenario ~/hangs/copy_engine         copy_engine.toml, in that folder\n",
     "0 it is there, 2 it cannot be written, or was there before"},
    {"new policy", "Write a project for a scheduling policy of your own",
     "A CMake project that builds the drmsim command with the policy in it, against an installed "
     "drmsim, and a scenario that tells it from the others.",
     "drmsim new policy edf                           edf/CMakeLists.txt, edf.cpp, edf.toml\n"
     "cmake -S edf -B edf/build && cmake --build edf/build\n"
     "edf/build/edf policies edf/edf.toml             edf beside fair, fifo and rr\n",
     "0 it is there, 2 it cannot be written, or was there before"},
    {"new driver", "Write a project for a driver of your own",
     "A CMake project that builds the drmsim command with the driver in it, against an installed "
     "drmsim, and a scenario in which a job hangs. The driver is a correct one to start from.",
     "drmsim new driver mine                          mine/CMakeLists.txt, mine.cpp, mine.toml\n"
     "cmake -S mine -B mine/build && cmake --build mine/build\n"
     "mine/build/mine explore mine/mine.toml          its recovery, in many orders of events\n",
     "0 it is there, 2 it cannot be written, or was there before"},
    {"completion", "Print what makes a shell complete commands, options and names",
     "Made from the options that this program has. An installation has put it where shells look.",
     "source <(drmsim completion bash)                in bash, or zsh\n"
     "drmsim completion fish | source                 in fish\n",
     "0, or 2 if it cannot be written"},
    {"man", "Print the manual page of a command",
     "Made from the options that this program has. An installation has put all of them where man "
     "looks.",
     "drmsim man explore | man -l -                   read that of explore\n"
     "drmsim man --out ~/.local/share/man/man1        have all of them\n",
     "0, or 2 if there is no such command, or it cannot be written"},
};

}  // namespace

const CommandText& command_text(const std::string& name) {
  const auto found = std::find_if(std::begin(kTexts), std::end(kTexts),
                                  [&name](const CommandText& text) { return name == text.name; });
  DRMSIM_ASSERT(found != std::end(kTexts), "every command has a text");
  return *found;
}

std::string help_footer(const CommandText& text) {
  std::string footer = "Examples:\n";
  std::string_view rest = text.examples;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n') + 1;
    footer += "  ";
    footer += rest.substr(0, end);
    rest.remove_prefix(end);
  }
  return footer + "\nExit status: " + text.status + ".\n";
}

}  // namespace drmsim::tools
