// Small captures for tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace drmsim::tests {

// Two jobs of one context, as a report of a bug has them.
extern const std::string kSixLines;

// A trace.dat of version 6, of one processor, little endian.
class TraceDatWriter {
 public:
  struct Field {
    std::string name;
    std::string text;  // of a string; else `number`
    std::uint64_t number = 0;
    bool is_text = false;
  };
  static Field text(std::string name, std::string value) {
    return {std::move(name), std::move(value), 0, true};
  }
  static Field number(std::string name, std::uint64_t value) {
    return {std::move(name), {}, value, false};
  }

  // In the order of their times. All events of a name have the same fields.
  void add(std::uint64_t time_ns, int pid, const std::string& name, std::vector<Field> fields);
  void add_push(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno);
  void add_run(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno);
  void add_done(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno);
  std::string bytes() const;

 private:
  struct Event {
    std::uint64_t time_ns;
    int pid;
    std::string name;
    std::vector<Field> fields;
  };
  std::vector<Event> events_;
};

// kSixLines as such a file.
std::string six_events_dat();

}  // namespace drmsim::tests
