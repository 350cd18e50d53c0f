#include "tests/sched/api/support/event_recorder.h"

#include <algorithm>
#include <sstream>

#include "sim/world.h"

namespace drmsim::drm::test {
namespace {

std::string squeeze(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::string name_of(const std::string& line) {
  const auto begin = line.find(' ') + 1;
  return line.substr(begin, line.find(' ', begin) - begin);
}

}  // namespace

EventRecorder::EventRecorder(sim::World& world) : world_(world) {
  world_.log().attach(*this);
}

EventRecorder::~EventRecorder() {
  world_.log().detach(*this);
}

void EventRecorder::on_event(const sim::Event& event) {
  lines_.push_back(squeeze(sim::event_text(event, world_.names())));
}

Lines EventRecorder::lines(const std::vector<std::string_view>& names) const {
  Lines chosen;
  for (const std::string& line : lines_) {
    const bool wanted =
        names.empty() || std::find(names.begin(), names.end(), name_of(line)) != names.end();
    if (wanted) chosen.push_back(line);
  }
  return chosen;
}

std::string EventRecorder::jobs(std::string_view name) const {
  std::string jobs;
  for (const std::string& line : lines({name})) {
    const auto begin = line.find("job=") + 4;
    jobs += (jobs.empty() ? "" : " ") + line.substr(begin, line.find(' ', begin) - begin);
  }
  return jobs;
}

int EventRecorder::count(std::string_view name) const {
  return static_cast<int>(lines({name}).size());
}

}  // namespace drmsim::drm::test
