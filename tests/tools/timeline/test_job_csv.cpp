#include "tools/timeline/job_csv.h"

#include <catch2/catch.hpp>

#include <sstream>

#include "tests/tools/timeline/support/drawn_run.h"

namespace drmsim::timeline {
namespace {

std::vector<std::string> table_lines(const RunTimeline& timeline) {
  std::ostringstream text;
  write_job_csv(timeline, text);
  std::vector<std::string> lines;
  std::istringstream in(text.str());
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("job csv: a line for each job, and what has not happened is empty") {
  CHECK(table_lines(tests::drawn_file("recovery/hang_replay.toml")) ==
        std::vector<std::string>{
            "job,client,ring,submitted_ns,ready_ns,started_ns,completed_ns,finished_ns,error,"
            "attempts,deadline_ns",
            "x0,bad,gfx,1000,1000,1000,11000,11000,0,1,",
            "x1,bad,gfx,2000,2000,1061000,,2111000,-125,2,",
            "y0,good,gfx,3000,3000,2111000,2121000,2121000,0,3,",
            "x2,bad,gfx,4000,4000,,,2111000,-125,2,",
            "y1,good,gfx,6000,6000,2121000,2131000,2131000,0,3,"});
}

TEST_CASE("job csv: names with a comma, a quote or a line break are quoted") {
  RunTimeline timeline;
  timeline.entities = {"a,b"};
  timeline.rings = {Ring{"two\nlines", 1, {}}};
  Job& job = timeline.jobs.emplace_back();
  job.name = "say \"so\"";
  CHECK(table_lines(timeline)[1] == "\"say \"\"so\"\"\",\"a,b\",\"two");
  CHECK(table_lines(timeline)[2] == "lines\",0,,,,,,0,");
}

}  // namespace drmsim::timeline
