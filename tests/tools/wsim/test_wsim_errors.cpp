// Every message about a descriptor that cannot be run. They begin with gem_wsim's words.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tools/wsim/workload_check.h"
#include "tools/wsim/workload_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

std::string error_of(const std::string& text, WorkloadForm form = WorkloadForm::inline_text) {
  try {
    Workload workload = parse_workload(text, "w", form);
    check_workload(workload);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

struct Case {
  std::string text;
  std::string error;
};

const std::string kTime = "; expected whole microseconds, 1 to 2147483647";
const std::string kCount = "; expected a whole number, 0 to 2147483647";
const std::string kContext = "; expected a context from 1 to 2147483647";
const std::string kDeps =
    "; expected 0 for none, or between '/': -K, f-K, s-K (K steps back), rS-O, rS-A-B, wS-O, "
    "wS-A-B (object O, or A to B with A < B, of working set S)";
const std::string kBack = "; expected K from 1 to the number of steps before this one";
const std::string kSizes =
    "; expected sizes between '/', each [Cn]size[-size]: copies above 0, sizes above 0 with an "
    "optional k, m or g, smaller size first";
const std::string kMap =
    "; expected RCS, BCS, VCS, VECS or CCS, with an optional instance (VCS2), between '|'";
const std::string kEngine =
    "; expected DEFAULT or RCS, BCS, VCS, VECS, CCS with an optional instance (VCS2) and GT "
    "(VCS2-1)";

void check_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO("workload text: " << c.text);
    CHECK(error_of(c.text) == c.error);
  }
}

}  // namespace

TEST_CASE("wsim errors: delay, period, throttle and queue depth") {
  check_all({
      {"d", "w:1:1: Parse error at step 0! Found 'd'; expected d.N"},
      {"f,p..", "w:1:3: Parse error at step 1! Found 'p..'; expected p.N"},
      {"d.0", "w:1:3: Invalid delay at step 0! Found '0'" + kTime},
      {"f,f,d.-5", "w:1:7: Invalid delay at step 2! Found '-5'" + kTime},
      {"d.many", "w:1:3: Invalid delay at step 0! Found 'many'" + kTime},
      {"d.2147483648", "w:1:3: Invalid delay at step 0! Found '2147483648'" + kTime},
      {"p.0", "w:1:3: Invalid period at step 0! Found '0'" + kTime},
      {"t.-1", "w:1:3: Invalid throttle at step 0! Found '-1'" + kCount},
      {"t.4,1.RCS.1.0.0",
       "w:1:1: Invalid throttle at step 0! 4 steps before step 1 is before the previous iteration; "
       "expected at most 3"},
      {"t", "w:1:1: Parse error at step 0! Found 't'; expected t.N"},
      {"q.-1", "w:1:3: Invalid qd throttle at step 0! Found '-1'" + kCount},
      {"q", "w:1:1: Parse error at step 0! Found 'q'; expected q.N"},
  });
}

TEST_CASE("wsim errors: references of sync, fence signal and terminate") {
  check_all({
      {"s", "w:1:1: Parse error at step 0! Found 's'; expected s.-K"},
      {"s.-1",
       "w:1:3: Invalid sync target at step 0! Found '-1'; expected -K for a step K steps back, "
       "but this is the first step"},
      {"f,f,s.-3",
       "w:1:7: Invalid sync target at step 2! Found '-3'; expected -K for the step K steps back, "
       "-1 to -2"},
      {"1.RCS.1.0.0,s.1",
       "w:1:15: Invalid sync target at step 1! Found '1'; expected -K for the step K steps back, "
       "-1 to -1"},
      {"d.1,s.-1", "w:1:5: Invalid sync target at step 1! Step 0 is a delay (d); expected a batch"},
      {"f,a", "w:1:3: Parse error at step 1! Found 'a'; expected a.-K"},
      {"f,a.0",
       "w:1:5: Invalid sw fence signal at step 1! Found '0'; expected -K for the step K steps "
       "back, -1 to -1"},
      {"f,a.-2",
       "w:1:3: Invalid sw fence target 1! There is no step 2 steps back; expected a fence (f)"},
      {"d.1,a.-1", "w:1:5: Invalid sw fence target 1! Step 0 is a delay (d); expected a fence (f)"},
      {"T", "w:1:1: Parse error at step 0! Found 'T'; expected T.-K"},
      {"f,T.-2",
       "w:1:5: Invalid terminate target at step 1! Found '-2'; expected -K for the step K steps "
       "back, -1 to -1"},
      {"f,T.-1",
       "w:1:3: Invalid terminate target at step 1! Step 0 is a fence (f); expected an endless "
       "batch (duration *)"},
      {"1.RCS.1.0.0,T.-1",
       "w:1:13: Invalid terminate target at step 1! Step 0 is a batch that ends by itself; "
       "expected an endless batch (duration *)"},
  });
}

TEST_CASE("wsim errors: fields of a batch") {
  check_all({
      {"-1.RCS.1.0.0",
       "w:1:1: Invalid ctx id at step 0! Found '-1'; expected a context from 0 to 2147483647"},
      {"2147483648.RCS.1.0.0",
       "w:1:1: Invalid ctx id at step 0! Found '2147483648'; expected a context from 0 to "
       "2147483647"},
      {"1.XCS.1.0.0", "w:1:3: Invalid engine id at step 0! Found 'XCS'" + kEngine},
      {"1. RCS.1.0.0", "w:1:3: Invalid engine id at step 0! Found ' RCS'" + kEngine},
      {"k.5", "w:1:3: Invalid engine id at step 0! Found '5'" + kEngine +
                  " ('k' is no context, and not one of the steps d p s t q f a T P M B w W)"},
      {"1.RCS.0.0.0",
       "w:1:7: Invalid duration at step 0! Found '0'; expected microseconds as N, N-M with M above "
       "N, or * for endless; here 1 to 4294967295"},
      {"1.RCS.4294967296.0.0",
       "w:1:7: Invalid duration at step 0! Found '4294967296'; expected microseconds as N, N-M "
       "with M above N, or * for endless; here 1 to 4294967295"},
      {"1.RCS.5-5.0.0",
       "w:1:7: Invalid maximum duration at step 0! Found '5-5'; expected microseconds as N, N-M "
       "with M above N, or * for endless; here 6 to 4294967295"},
      {"1.RCS.5-.0.0",
       "w:1:7: Invalid maximum duration at step 0! Found '5-'; expected microseconds as N, N-M "
       "with M above N, or * for endless; here 6 to 4294967295"},
      {"1.RCS.1.0.2",
       "w:1:11: Invalid wait boolean at step 0! Found '2'; expected 0 to go on at once or 1 to "
       "wait for the batch"},
      {"1.RCS.1.0.01",
       "w:1:11: Invalid wait boolean at step 0! Found '01'; expected 0 to go on at once or 1 to "
       "wait for the batch"},
      {"1.RCS.1.0",
       "w:1:1: Invalid record at step 0! Found 4 of the 5 fields of a batch; expected "
       "ctx.engine.duration.deps.wait"},
      {"..",
       "w:1:1: Invalid record at step 0! Found 0 of the 5 fields of a batch; expected "
       "ctx.engine.duration.deps.wait"},
      {"delay",
       "w:1:1: Invalid record at step 0! Found 1 of the 5 fields of a batch; expected "
       "ctx.engine.duration.deps.wait ('delay' is no context, and not one of the steps d p s t q f "
       "a T P M B w W)"},
  });
}

TEST_CASE("wsim errors: dependencies") {
  const std::string at = "w:1:21: Invalid dependency at step 1! ";
  const auto second = [](const std::string& deps) { return "1.RCS.1.0.0,1.RCS.1." + deps + ".0"; };
  check_all({
      {second("-2"), at + "Found '-2'" + kBack},
      {second("-0"), at + "Found '-0'" + kBack},
      {second("-99999999999"), at + "Found '-99999999999'" + kBack},
      {second("-"), at + "Found '-'" + kDeps},
      {second("--1"), at + "Found '--1'" + kDeps},
      {second("00"), at + "Found '00'" + kDeps},
      {second("x-1"), at + "Found 'x-1'" + kDeps},
      {second("f-2"), at + "Found 'f-2'" + kBack},
      {second("f"), at + "Found 'f'" + kBack},
      {second("s1"), at + "Found 's1'" + kBack},
      {second("r1"), at + "Found 'r1'" + kDeps},
      {second("r-1-0"), at + "Found 'r-1-0'" + kDeps},
      {second("r1-0"), at + "There is no working set 1; expected the id of a w or W step"},
      {second("r-1-5"), at + "Found 'r-1-5'" + kDeps},
      {second("r1-99999999999"), at + "Found 'r1-99999999999'" + kDeps},
      {second("w1-3-3"), at + "Found 'w1-3-3'" + kDeps},
      {second("w1--3"), at + "Found 'w1--3'" + kDeps},
      {second("-1/0"), "w:1:24: Invalid dependency at step 1! Found '0'" + kDeps},
      {second("f-1/s-1"),
       "w:1:25: Invalid dependency at step 1! Found 's-1'; expected at most one fence (f-K or "
       "s-K): i915 takes one input fence a batch"},
      {"w.1.2n4k,1.RCS.1.r1-0-2.0",
       "w:1:18: Invalid dependency at step 1! There is no object 2 in working set 1; expected one "
       "of its 2 objects, counted from 0"},
      {"d.1,1.RCS.1.-1.0",
       "w:1:13: Invalid dependency at step 1! Step 0 is a delay (d); expected a batch"},
      {"d.1,1.RCS.1.f-1.0",
       "w:1:13: Invalid dependency target 1! Step 0 is a delay (d); expected a batch or a fence "
       "(f)"},
  });
}

TEST_CASE("wsim errors: engine maps, load balance, priorities") {
  check_all({
      {"M.0.VCS", "w:1:3: Invalid context at step 0! Found '0'" + kContext},
      {"M.1.VCS.RCS",
       "w:1:9: Invalid engine map format at step 0! Found 'RCS'; expected nothing after "
       "M.ctx.ENGINE|ENGINE"},
      {"M.1.VCS|DEFAULT", "w:1:9: Invalid engine map list at step 0! Found 'DEFAULT'" + kMap},
      {"M.1.VCS|XCS", "w:1:9: Invalid engine map list at step 0! Found 'XCS'" + kMap},
      {"B.x", "w:1:3: Invalid context at step 0! Found 'x'" + kContext},
      {"M.1.VCS,B.1.2",
       "w:1:13: Invalid load balance format at step 1! Found '2'; expected nothing after B.ctx"},
      {"B.1,M.1.VCS",
       "w:1:1: Load balancing needs an engine map! Context 1 has none at step 0; expected an M.1 "
       "step before it"},
      {"M.2.VCS,B.1",
       "w:1:9: Load balancing needs an engine map! Context 1 has none at step 1; expected an M.1 "
       "step before it"},
      {"P.0.1", "w:1:3: Invalid context at step 0! Found '0'" + kContext},
      {"P.1.2.3",
       "w:1:7: Invalid priority format at step 0! Found '3'; expected nothing after P.ctx.N"},
      {"P.1.1024",
       "w:1:5: Invalid priority at step 0! Found '1024'; expected -1023 to 1023, the priorities of "
       "i915"},
      {"P.1.-1024",
       "w:1:5: Invalid priority at step 0! Found '-1024'; expected -1023 to 1023, the priorities "
       "of i915"},
  });
}

TEST_CASE("wsim errors: working sets") {
  const std::string at = "w:1:5: Invalid working set at step 0! ";
  check_all({
      {"w.-1.4k",
       "w:1:3: Invalid working set at step 0! Found '-1'; expected an id from 0 to 2147483647"},
      {"w.1.0", at + "Found '0'" + kSizes},
      {"w.1.4t", at + "Found '4t'" + kSizes},
      {"w.1.k", at + "Found 'k'" + kSizes},
      {"w.1.0n4k", at + "Found '0n4k'" + kSizes},
      {"w.1.n4k", at + "Found 'n4k'" + kSizes},
      {"w.1.3n", at + "Found '3n'" + kSizes},
      {"w.1.8k-4k", at + "Found '8k-4k'" + kSizes},
      {"w.1.4k-", at + "Found '4k-'" + kSizes},
      {"w.1.9223372036854775807k", at + "Found '9223372036854775807k'" + kSizes},
      {"W.1.4k/x", "w:1:8: Invalid working set at step 0! Found 'x'" + kSizes},
      {"w.1.4k,W.1.4k",
       "w:1:8: Duplicate working set id at 1! Working set 1 exists; expected another id"},
  });
}

TEST_CASE("wsim errors: bonds, preemption and slices are refused by name, with the reason") {
  check_all({
      {"b.2.VCS2.VCS1",
       "w:1:1: Engine bonds (b) are not supported at step 0! A bond picks the engine of one "
       "load-balanced context by where another one runs, but here a job is bound to a ring before "
       "it is known where an earlier one runs; expected a workload without b steps"},
      {"X.1.0",
       "w:1:1: Preemption control (X) is not supported at step 0! It says whether a context's "
       "later batches can be preempted, but the simulated engines run every job to its end; "
       "expected a workload without X steps"},
      {"S.1.-1",
       "w:1:1: Slice configuration (S) is not supported at step 0! It chooses how many slices of "
       "the GPU a context uses, but the simulated engines have no slices: durations are what the "
       "workload says; expected a workload without S steps"},
  });
}

TEST_CASE("wsim errors: all bad steps are reported at once, in order, up to twenty") {
  CHECK(error_of("d.0\nf\np.0\n", WorkloadForm::file) ==
        "w:1:3: Invalid delay at step 0! Found '0'" + kTime +
            "\nw:3:3: Invalid period at step 2! Found '0'" + kTime);
  std::string many;
  for (int i = 0; i < 50; ++i) many += "d.0\n";
  try {
    parse_workload(many, "w", WorkloadForm::file);
    FAIL("accepted");
  } catch (const InputError& error) {
    CHECK(error.diagnostics().size() == 20);
    CHECK(error.diagnostics().back().line == 20);
  }
}

TEST_CASE("wsim errors: a line that ends in CR LF is refused where gem_wsim refuses it, and why") {
  CHECK(error_of("d.5\r\n1.RCS.1.0.0\r\n", WorkloadForm::file) ==
        "w:2:11: Invalid wait boolean at step 1! Found '0\\r'; expected 0 to go on at once or 1 to "
        "wait for the batch (the line ends in CR LF; use LF alone)");
}

TEST_CASE("wsim errors: what is found is shown short and printable") {
  const std::string error = error_of("1.\x01\xff" + std::string(100, 'x') + ".1.0.0");
  CHECK_THAT(error, Catch::Contains("Found '\\x01\\xff" + std::string(38, 'x') + "...'"));
}

TEST_CASE("wsim errors: files without steps, not of text or too large") {
  const auto path = std::filesystem::temp_directory_path() / "drmsim_test_wsim_errors.wsim";
  const auto error_of_file = [&](const std::string& contents) {
    std::ofstream(path, std::ios::binary) << contents;
    try {
      read_workload(path.string());
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  const std::string name = path.string();
  CHECK(error_of_file("# nothing\n") ==
        name + ": no steps; expected at least one, like 1.RCS.1000.0.0");
  CHECK_THAT(error_of_file(""), Catch::Contains("empty"));
  CHECK_THAT(error_of_file(std::string("f\0f", 3)), Catch::Contains("not a text file"));
  CHECK_THAT(error_of_file("f\n#" + std::string(1 << 20, 'x')),
             Catch::Contains("expected at most 1048575 bytes"));
  CHECK(error_of_file("f\n#" + std::string((1 << 20) - 4, 'x')) == "accepted");
  std::filesystem::remove(path);
}

}  // namespace drmsim::scenarios::wsim
