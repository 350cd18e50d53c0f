#include "scenarios/report/event_hash.h"

namespace drmsim::scenarios {

void EventHash::add(std::string_view text) {
  constexpr std::uint64_t kPrime = 0x100000001b3u;
  for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * kPrime;
}

void EventHash::on_event(const sim::Event& event) {
  add(sim::event_text(event, *names_));
  add("\n");
}

}  // namespace drmsim::scenarios
