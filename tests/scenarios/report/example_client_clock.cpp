// A client's own stopwatch: its share is measured from its first submission to its last end, and it
// starves while a job of its is ready and none of its jobs executes.
#include "scenarios/report/client_clock.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: what a client could have had, and the longest that it got nothing") {
  ExecutionTotal everybody;
  ClientClock video;
  everybody.begins(0);  // of others, alone until 100
  everybody.begins(50);
  everybody.ends(100);

  video.touch(100, everybody);  // its first push; its job has to wait
  video.ready(+1, 100);
  CHECK(video.starved_max_ns(130) == 30);  // it starves still
  everybody.begins(140);
  video.begins(140);  // two execute at once now
  video.ready(+1, 150);
  CHECK(video.starved_max_ns(190) == 40);  // its other job executes: that is no starving
  everybody.ends(200);
  video.executing(-1, 200);
  video.touch(200, everybody);
  CHECK(video.starved_max_ns(230) == 40);
  CHECK(video.starved_max_ns(241) == 41);

  CHECK(video.elapsed_ns() == 100);
  CHECK(video.everybody_ns() == 160);  // others 100, itself 60: its share is 60/160
  CHECK(everybody.at(300) == 410);     // 150 before, 160 with it, 100 since
}

}  // namespace drmsim::scenarios
