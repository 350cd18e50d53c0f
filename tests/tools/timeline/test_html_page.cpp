// The text of the page. What its script makes of it is tested in a browser: test_page.py.
#include "tools/timeline/html_page.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/tools/timeline/support/drawn_run.h"

namespace drmsim::timeline {
namespace {

nlohmann::json data_of(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(open) + open.size();
  return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("html page: it is whole, and names nothing outside itself") {
  const RunTimeline timeline = tests::drawn_file("recovery/hang_replay.toml");
  const std::string page = html_page({"hang", {{"", &timeline, {}}}, {{"Report", "ok"}}});
  CHECK(page.rfind("<!DOCTYPE html>", 0) == 0);
  CHECK(page.find("</html>\n") == page.size() - 8);
  for (const char* reference : {"http:", "https:", "src=", "@import", "url("}) {
    INFO(reference);
    CHECK(page.find(reference) == std::string::npos);
  }
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(page.find("<title>hang</title>") != std::string::npos);
}

TEST_CASE("html page: the table says what the picture says") {
  const RunTimeline timeline = tests::drawn_file("recovery/hang_replay.toml");
  const std::string page = html_page({"hang", {{"", &timeline, {}}}, {}});
  CHECK(count(page, "<tr>") == 6);
  CHECK(page.find("<a href=\"#job=y0\">y0</a></td><td>good</td><td>gfx</td><td>3us</td>") !=
        std::string::npos);
  CHECK(page.find("<td>2111us (reset)</td>") != std::string::npos);
  CHECK(count(page, "<td>ECANCELED</td>") == 2);
}

TEST_CASE("html page: its data have the jobs, as differences to their push") {
  const RunTimeline timeline = tests::drawn_file("recovery/hang_replay.toml");
  const nlohmann::json data = data_of(html_page({"hang", {{"", &timeline, {}}}, {}}));
  const nlohmann::json& run = data["runs"][0];
  REQUIRE(run["jobs"].size() == 5);
  const nlohmann::json& job = run["jobs"][1];
  CHECK(job[0] == "x1");
  CHECK(job[3] == 2'000);
  CHECK(job[6] == 2'109'000);  // finished, since then
  CHECK(job[8] == "ECANCELED");
  CHECK(job[9] == nlohmann::json({0, 0, 1'059'000, 0, 2'109'000, 1}));
  CHECK(job[10].size() == 8);  // two executions
  CHECK(run["limits"] == nlohmann::json({4}));
  CHECK(run["recoveries"].size() == 2);
  CHECK(run["interrupts"][0].size() == 6);  // three, each with a flag
}

TEST_CASE("html page: names cannot leave their place") {
  RunTimeline timeline;
  timeline.entities = {"</script><b>"};
  timeline.rings = {Ring{"a\"b\\c\xff", 1, {}}};
  timeline.jobs.emplace_back().name = "<i>&\n";
  const std::string page = html_page({"<u>", {{"", &timeline, {}}}, {{"a<b", "x & y"}}});
  CHECK(count(page, "</script>") == 2);
  CHECK(page.find("<i>") == std::string::npos);
  CHECK(page.find("<u>") == std::string::npos);
  CHECK(page.find("<h2>a&lt;b</h2>\n<pre>x &amp; y</pre>") != std::string::npos);
  const nlohmann::json data = data_of(page);
  CHECK(data["runs"][0]["entities"][0] == "</script><b>");
  CHECK(data["runs"][0]["rings"][0] == "a\"b\\c\xef\xbf\xbd");
  CHECK(data["runs"][0]["jobs"][0][0] == "<i>&\n");
}

TEST_CASE("html page: a moment that is noted is a line beside the log's own") {
  const RunTimeline timeline = tests::drawn_file("recovery/hang_replay.toml");
  const NotedMoment critical{11'000, "critical", "too late", "from here on it cannot end well"};
  const nlohmann::json data = data_of(html_page({"hang", {{"", &timeline, {critical}}}, {}}));
  const nlohmann::json& mark = data["runs"][0]["marks"].back();
  CHECK(mark[0] == 11'000);
  CHECK(mark[1] == "critical");
  CHECK(mark[6] == "too late");
}

TEST_CASE("html page: of many jobs the table has the first, and says so") {
  RunTimeline timeline;
  timeline.entities = {"app"};
  timeline.rings = {Ring{"gfx", 1, {}}};
  for (int i = 0; i < 2'001; ++i) timeline.jobs.emplace_back().name = "j" + std::to_string(i);
  const std::string page = html_page({"many", {{"", &timeline, {}}}, {}});
  CHECK(page.find("2001 jobs, the first 2000") != std::string::npos);
  CHECK(page.find("#job=j1999\"") != std::string::npos);
  CHECK(page.find("#job=j2000\"") == std::string::npos);
  CHECK(data_of(page)["runs"][0]["jobs"].size() == 2'001);
}

}  // namespace drmsim::timeline
