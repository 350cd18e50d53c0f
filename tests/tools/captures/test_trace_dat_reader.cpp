// trace.dat: what is read from it, and what a broken one is told.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/tools/captures/support/captures.h"
#include "tools/captures/event_packing.h"
#include "tools/captures/ftrace_text_reader.h"
#include "tools/captures/trace_dat_layout.h"
#include "tools/captures/trace_dat_reader.h"

namespace drmsim::scenarios {
namespace {

std::string dat_refusal(const std::string& bytes) {
  try {
    read_trace_dat(bytes, "t.dat");
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

std::string layout_of(const std::string& bytes) {
  try {
    check_trace_dat(bytes, "t.dat");
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

void check_same(const Capture& a, const Capture& b) {
  REQUIRE(a.events.size() == b.events.size());
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    CHECK(a.events[i].time_ns == b.events[i].time_ns);
    CHECK(a.events[i].pid == b.events[i].pid);
    CHECK(a.events[i].comm == b.events[i].comm);
    CHECK(a.events[i].name == b.events[i].name);
    for (const TraceField& field : a.events[i].fields) {
      const std::string* other = b.events[i].find(field.name);
      REQUIRE(other != nullptr);
      if (field.name != "hw_job_count") CHECK(field.value == *other);
    }
  }
}

}  // namespace

TEST_CASE("trace.dat: it gives the events that the text gives") {
  const Capture capture = read_trace_dat(tests::six_events_dat(), "t.dat");
  check_same(read_ftrace_text(tests::kSixLines, "t"), capture);
  CHECK(capture.events[0].place > 0);
  CHECK_FALSE(capture.is_text);
}

TEST_CASE("trace.dat: many pages, long gaps, and events of others") {
  tests::TraceDatWriter writer;
  std::uint64_t now = 5'000'000'000;
  for (std::uint64_t i = 1; i <= 300; ++i) {
    writer.add_push(now, 5, i);
    writer.add(now + 100, 3, "sched_wakeup", {tests::TraceDatWriter::text("comm", "x")});
    writer.add_done(now + 10'000, 5, i);
    now += i % 7 == 0 ? 900'000'000 : 20'000;
  }
  const Capture capture = read_trace_dat(writer.bytes(), "t.dat");
  CHECK(capture.events.size() == 600);
  CHECK(capture.other_events == 300);
  CHECK(capture.events.back().time_ns ==
        capture.events[capture.events.size() - 2].time_ns + 10'000);
}

TEST_CASE("trace.dat: a file that ends too early is told where") {
  const std::string whole = tests::six_events_dat();
  CHECK(layout_of(whole) == "taken");
  for (std::size_t size = 10; size < whole.size(); size += size < 2'000 ? 7 : 97) {
    const std::string said = layout_of(whole.substr(0, size));
    INFO(size << ": " << said);
    CHECK(said.rfind("t.dat: offset ", 0) == 0);
  }
  CHECK(dat_refusal(whole.substr(0, 4'000)).rfind("t.dat: offset ", 0) == 0);
}

TEST_CASE("trace.dat: any changed byte is taken, or refused with a reason") {
  const std::string whole = tests::six_events_dat();
  std::uint32_t state = 1;
  for (int i = 0; i < 60; ++i) {
    std::string bytes = whole;
    for (int k = 0; k < 3; ++k) {
      state = state * 1'664'525 + 1'013'904'223;
      const std::size_t at = 10 + (state >> 8) % 5'000;
      if (at < bytes.size()) bytes[at] = static_cast<char>(state >> 3);
    }
    const std::string said = dat_refusal(bytes);
    INFO(i << ": " << said);
    CHECK((said == "taken" || said.rfind("t.dat: ", 0) == 0));
  }
}

TEST_CASE("trace.dat: lengths that lie have their offset") {
  std::string bytes = tests::six_events_dat();
  const std::size_t page = 4096 * ((bytes.size() - 1) / 4096);
  bytes[page + 8] = '\xff';  // of what the page holds
  bytes[page + 9] = '\xff';
  CHECK(layout_of(bytes) == "t.dat: offset " + std::to_string(page + 8) +
                                ": 65535 bytes of events do not fit in a page of 4096");
  bytes = tests::six_events_dat();
  bytes[page + 16] = static_cast<char>(28 | (bytes[page + 16] & 0xe0));
  bytes[page + 8] = 20;
  bytes[page + 9] = 0;
  CHECK(layout_of(bytes) == "t.dat: offset " + std::to_string(page + 16) +
                                ": an event of 116 bytes does not fit in its page");
}

TEST_CASE("trace.dat: a format of pages that libtracecmd would stumble over has its offset") {
  const std::string whole = tests::six_events_dat();
  const std::size_t format = whole.find("header_page") + 12 + 8;
  std::string bytes = whole;
  bytes[format + 5] = 'x';  // of "field"
  CHECK(layout_of(bytes) ==
        "t.dat: offset " + std::to_string(format) + ": a line of the format of pages is no field");
  bytes = whole;
  bytes[bytes.find(" commit;") + 1] = 'x';
  CHECK(layout_of(bytes) ==
        "t.dat: offset " + std::to_string(format) + ": the format of pages has no field `commit`");
  bytes = whole;
  bytes.replace(bytes.find("size:", bytes.find(" data;")) + 5, 1, "9");
  CHECK(layout_of(bytes).find(": the field `data` does not fit in a page") != std::string::npos);
  CHECK(layout_of(whole) == "taken");
}

TEST_CASE("trace.dat: without any job it is a capture of something else") {
  tests::TraceDatWriter writer;
  writer.add(1'000, 3, "sched_wakeup", {tests::TraceDatWriter::text("comm", "x")});
  CHECK(dat_refusal(writer.bytes()).find("none of 1 events is about a job") != std::string::npos);
}

TEST_CASE("event packing: what goes in comes out") {
  const Capture capture = read_ftrace_text(tests::kSixLines, "t");
  check_same(capture, unpacked_capture(packed_capture(capture), "t"));
  for (const char* text : {"x\n",
                           "1\x1f"
                           "2\n1\n",
                           "1\x1f"
                           "2\nx\x1f"
                           "0\n"}) {
    CHECK_THROWS_AS(unpacked_capture(text, "t"), InputError);
  }
}

}  // namespace drmsim::scenarios
