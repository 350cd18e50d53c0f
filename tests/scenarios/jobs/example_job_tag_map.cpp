// Something kept for each job in flight: put in at its push, taken out at its end.
#include "scenarios/jobs/job_tag_map.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

// How long jobs are in flight, and how many at once.
class InFlight final : public sim::EventObserver {
 public:
  void on_event(const sim::Event& event) override {
    if (event.kind == sim::EventKind::push) pushed_ns_.insert(event.job(0)) = event.time_ns;
    if (event.kind != sim::EventKind::finished) return;
    const sim::TimeNs* since_ns = pushed_ns_.find(event.job(0));
    if (since_ns == nullptr) return;  // was pushed before anybody looked
    total_ns += event.time_ns - *since_ns;
    pushed_ns_.erase(event.job(0));
  }
  std::size_t now() const { return pushed_ns_.size(); }
  sim::TimeNs longest_ns(sim::TimeNs now_ns) const {
    sim::TimeNs longest_ns = 0;  // a maximum: the order does not matter
    pushed_ns_.for_each([&](sim::JobTag, sim::TimeNs since_ns) {
      longest_ns = std::max(longest_ns, now_ns - since_ns);
    });
    return longest_ns;
  }
  sim::TimeNs total_ns = 0;

 private:
  JobTagMap<sim::TimeNs> pushed_ns_;
};

}  // namespace

TEST_CASE("example: since when each job is in flight") {
  InFlight in_flight;
  sim::Event event;
  const auto emit = [&](sim::EventKind kind, sim::TimeNs time_ns, std::uint32_t number) {
    event.kind = kind;
    event.time_ns = time_ns;
    event.field[0] = sim::JobTag{1, number + 1}.bits();
    in_flight.on_event(event);
  };
  for (std::uint32_t job = 0; job < 100; ++job) emit(sim::EventKind::push, job, job);
  CHECK(in_flight.now() == 100);
  for (std::uint32_t job = 0; job < 100; ++job) {
    if (job != 40) emit(sim::EventKind::finished, job + 10, job);
  }
  emit(sim::EventKind::finished, 500, 777);  // of nobody
  CHECK(in_flight.now() == 1);
  CHECK(in_flight.total_ns == 990);
  CHECK(in_flight.longest_ns(140) == 100);
  emit(sim::EventKind::push, 150, 40);  // a name may come again: it starts afresh
  CHECK(in_flight.now() == 1);
  CHECK(in_flight.longest_ns(150) == 0);
}

}  // namespace drmsim::scenarios
