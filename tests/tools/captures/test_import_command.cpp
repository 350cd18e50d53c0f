// `drmsim import`: what it writes, what it finds, and what it says of files that it cannot read.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "scenarios/format/scenario_reader.h"
#include "tests/support/scratch_folder.h"
#include "tests/tools/captures/support/captures.h"
#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

using Json = nlohmann::json;

// The log of a run as a kernel would have traced it, equal times made distinct.
class LogAsCapture {
 public:
  explicit LogAsCapture(const std::string& log) {
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) add(line);
  }
  const std::string& text() const { return text_; }

 private:
  void add(const std::string& line) {
    std::istringstream words(line);
    std::uint64_t time_ns = 0;
    std::string kind;
    words >> time_ns >> kind;
    std::map<std::string, std::string> fields;
    std::string rest;
    for (std::string word; words >> word;) {
      const std::size_t at = word.find('=');
      fields[word.substr(0, at)] = word.substr(at + 1);
      rest += (rest.empty() ? "" : " ") + word;
    }
    if (kind == "push") {
      const std::size_t context =
          contexts_.emplace(fields["entity"], 2 * contexts_.size() + 2).first->second;
      fences_[fields["job"]] = std::to_string(context) + ":" + std::to_string(++seqnos_[context]);
      emit(time_ns, "drm_sched_job_queue: " + job(fields));
    } else if (kind == "run_job" && fields["attempt"] == "1") {
      emit(time_ns, "drm_sched_job_run: " + job(fields));
    } else if (kind == "finished") {
      emit(time_ns, "drm_sched_job_done: fence=" + fences_[fields["job"]] + " signaled");
    } else if (!kind.empty()) {
      emit(time_ns, kind + ": " + rest);
    }
  }
  std::string job(std::map<std::string, std::string>& fields) {
    return "dev=drmsim, fence=" + fences_[fields["job"]] + ", ring=" + fields["sched"] +
           ", job count:0, hw job count:0, client_id:1";
  }
  void emit(std::uint64_t time_ns, const std::string& event) {
    last_ns_ = std::max(1'000'000'000 + time_ns, last_ns_ + 1);
    std::string fraction = std::to_string(1'000'000'000 + last_ns_ % 1'000'000'000).substr(1);
    text_ += " drmsim-1 [000] " + std::to_string(last_ns_ / 1'000'000'000) + "." + fraction + ": " +
             event + "\n";
  }

  std::map<std::string, std::size_t> contexts_;
  std::map<std::size_t, int> seqnos_;
  std::map<std::string, std::string> fences_;
  std::uint64_t last_ns_ = 0;
  std::string text_;
};

Json check_of(const std::string& capture) {
  const CliRun run = drmsim({"import", capture, "--check", "--json", "-"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  return Json::parse(run.out);
}

void check_no_error(const std::string& scenario) {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", scenario, "--events", "-"});
  const Json check = check_of(folder.write("run.txt", LogAsCapture(run.out).text()));
  REQUIRE_FALSE(check["rings"].empty());
  for (const Json& row : check["rings"]) {
    INFO(row.dump());
    if (!row["run_error"].is_null()) CHECK(row["run_error"]["max_ns"] == 0);
    if (!row["done_error"].is_null()) CHECK(row["done_error"]["max_ns"] == 0);
    CHECK(row["order_kept"] == true);
  }
}

// Empty: they are not on this machine.
std::string inputs() {
  const char* given = std::getenv("DRMSIM_INPUTS");
  const std::string folder =
      std::string(given != nullptr ? given : DRMSIM_SOURCE_DIR "/../shared/inputs") + "/amdgpu/";
  return std::filesystem::exists(folder + "gpu-events.txt.xz") ? folder : "";
}

}  // namespace

TEST_CASE("drmsim import: six lines become a file that runs clean") {
  const ScratchFolder folder;
  const std::string capture = folder.write("pasted.txt", kSixLines);
  const std::string file = folder.path("bug.toml");
  const CliRun import = drmsim({"import", capture, "-o", file});
  CHECK(import.err.empty());
  CHECK(import.status == 0);
  CHECK(contains(import.out, "bug.toml: 2 jobs of 1 entity on 1 ring\n"));
  CHECK(scenarios::load_scenario(file).name == "bug");
  CHECK(drmsim({"run", file}).status == 0);
  const CliRun to_stdout = drmsim({"import", capture, "-o", "-"});
  CHECK(contains(to_stdout.out, "name           = \"pasted\""));
  CHECK(contains(to_stdout.err, "stdout: 2 jobs"));
}

TEST_CASE("drmsim import: trace.dat gives what its text gives") {
  const ScratchFolder folder;
  const std::string text = folder.write("a.txt", kSixLines);
  const std::string dat = folder.write("a.dat", six_events_dat());
  const std::string from_text = drmsim({"import", text, "-o", "-"}).out;
  const std::string from_dat = drmsim({"import", dat, "-o", "-"}).out;
  CHECK(from_text.substr(from_text.find("# 0 is")) == from_dat.substr(from_dat.find("# 0 is")));
}

TEST_CASE("drmsim import --check: a table, and the same as data") {
  const ScratchFolder folder;
  const std::string capture = folder.write("pasted.txt", kSixLines);
  const CliRun run = drmsim({"import", capture, "--check"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "ring    part  jobs  run error p50   p99   max  done error p50"));
  CHECK(contains(run.out, "gfx   judged     1"));
  CHECK(contains(run.out, "fitted on 1 job: wakeup 10 us\n"));
  const Json check = check_of(capture);
  CHECK(check["fitted_jobs"] == 1);
  CHECK(check["wakeup_ns"] == 10'000);
  CHECK(check["rings"].size() == 3);
  CHECK(check["rings"][2]["run_error"]["count"] == 2);
}

TEST_CASE("drmsim import --check: a run of drmsim's own is repeated to the nanosecond") {
  const ScratchFolder folder;
  check_no_error(folder.write("mix.toml", R"(
name = "mix"
[cpu]
wakeup = "31us"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 2 }
[[client]]
name = "game"
rings = "gfx"
jobs_per_cycle = 2
duration = "2ms..5ms"
sleep = "1ms..3ms"
cycles = 200
[[client]]
name = "desktop"
rings = "gfx"
duration = "300us..400us"
period = "9ms"
cycles = 200
)"));
}

TEST_CASE("drmsim import --check: a hang, its timeouts and its resets are repeated, too") {
  check_no_error(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml");
}

TEST_CASE("drmsim import: the real capture is reproduced as well as any constants can") {
  const std::string folder = inputs();
  if (folder.empty()) {
    WARN("skipped: no ../shared/inputs/amdgpu; expected DRMSIM_INPUTS to name their folder");
    return;
  }
  const ScratchFolder scratch;
  for (const std::string& file : {std::string("gpu-events.txt"), std::string("amdgpu.dat")}) {
    const std::string capture = scratch.path(file);
    const std::string unpack = "xz -dc '" + folder + file + ".xz' > '" + capture + "'";
    REQUIRE(std::system(unpack.c_str()) == 0);
    const Json check = check_of(capture);
    INFO(check.dump());
    CHECK(check["hazards"].empty());
    for (const Json& row : check["rings"]) {
      if (row["ring"] != "gfx" || row["part"] != "judged") continue;
      CHECK(row["jobs"] == 320);
      CHECK(row["run_error"]["p99_ns"] < 47'000);
      CHECK(row["done_error"]["p99_ns"] < 26'500);
      CHECK(row["order_kept"] == true);
    }
    const std::string toml = scratch.path("capture.toml");
    CHECK(drmsim({"import", capture, "-o", toml, "--vblank"}).status == 0);
    const scenarios::ScenarioSpec spec = scenarios::load_scenario(toml);
    CHECK(spec.jobs.size() == 641);
    CHECK(spec.rings[0].scheduler.credit_limit == 2);
  }
}

TEST_CASE("drmsim import: broken, foreign and absent captures are bad input") {
  const ScratchFolder folder;
  const std::string whole = six_events_dat();
  const auto err_of = [&folder](const std::string& name, const std::string& bytes) {
    const CliRun run = drmsim({"import", folder.write(name, bytes), "--check"});
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK(contains(err_of("a.dat", whole.substr(0, 3'000)), "a.dat: offset "));
  CHECK(contains(err_of("a.txt", kSixLines.substr(0, kSixLines.size() - 4)), "a.txt:7: "));
  CHECK(contains(err_of("a.html", "<html>\n"), "a.html:1: no line of ftrace's text"));
  CHECK(contains(err_of("a.png", std::string("\x89PNG\0\0", 6)), "not a text file"));
  CHECK(contains(err_of("empty", ""), "file is empty"));
  CHECK(drmsim({"import", folder.path("absent"), "--check"}).status == 2);
}

TEST_CASE("drmsim import: it says what it is to do") {
  const ScratchFolder folder;
  const std::string capture = folder.write("pasted.txt", kSixLines);
  CHECK(contains(drmsim({"import", capture}).err, "--out or --check"));
  CHECK(contains(drmsim({"import", capture, "-o", "-", "--json", "-"}).err, "--check"));
  CHECK(contains(drmsim({"import", capture, "--check", "--vblank"}).err, "--out"));
  CHECK(drmsim({"import", capture, "-o", capture}).status == 2);
  CHECK(file_text(capture) == kSixLines);
}

}  // namespace drmsim::tests
