#include "tools/cli/import_options.h"

#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"

namespace drmsim::tools {

void add_import_options(CLI::App& import, ImportArguments& arguments) {
  import
      .add_option("CAPTURE", arguments.capture,
                  "trace.dat, or ftrace's text, as trace-cmd report prints it or "
                  "/sys/kernel/tracing/trace has it; - for stdin")
      ->type_name("")
      ->required();
  add_output(import, "-o,--out", arguments.out, "The scenario to write (.toml), - for stdout");
  import.add_flag("--check", arguments.check,
                  "Run it, and print how far runs and completions are from the capture's; fitted "
                  "on the first half of the jobs, judged on the second");
  import.add_flag("--vblank", arguments.vblank,
                  "Give each job a deadline: the next vblank in the capture");
  import.add_flag(
      "--closed-loop", arguments.closed_loop,
      "Submit each job after the one that it may have waited for, plus the time between, "
      "in place of at its time: what if the machine were another");
  add_output(import, "--json", arguments.json,
             "Write what --check finds as JSON to a file, - for stdout");
}

void finish_import_options(const ImportArguments& arguments) {
  if (arguments.out.empty() && !arguments.check) throw CLI::RequiredError("--out or --check");
  if (!arguments.json.empty() && !arguments.check) throw CLI::RequiresError("--json", "--check");
  if (arguments.vblank && arguments.out.empty()) throw CLI::RequiresError("--vblank", "--out");
  if (arguments.closed_loop && arguments.out.empty()) {
    throw CLI::RequiresError("--closed-loop", "--out");
  }
  if (arguments.out == kStandardOutput && arguments.json == kStandardOutput) {
    throw CLI::ValidationError("--out", "and --json cannot both go to stdout");
  }
}

}  // namespace drmsim::tools
