#include "tools/explore/narrator.h"

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::scenarios {

void Narrator::begin_run(std::uint64_t seed) {
  choices_ = 0;
  preempt_follows_ = false;
  told_.clear();
  inner_.begin_run(seed);
}

std::string Narrator::name(sim::ActorId actor) const {
  if (actor == sim::kTimeActor) return "time";
  const sim::Context* context = world_->cpu().find(actor);
  return context == nullptr ? "a context" : world_->names().text(context->name());
}

std::string Narrator::text_of(const sim::Choice& choice, unsigned option) const {
  switch (choice.kind) {
    case sim::ChoiceKind::same_time_event:
      return fmt::format("event {} of {} at this moment comes first", option + 1, choice.options);
    case sim::ChoiceKind::fault:
      return "the fault strikes";
    case sim::ChoiceKind::next_actor:
    case sim::ChoiceKind::preempt:
      break;
  }
  const sim::ActorId chosen = choice.actors[option];
  const std::string goes_on = chosen == sim::kTimeActor ? "time passes" : name(chosen) + " goes on";
  if (choice.kind == sim::ChoiceKind::preempt) {
    return fmt::format("{} is preempted; {}", name(choice.actors[0]), goes_on);
  }
  return fmt::format("{}, not {}", goes_on, name(choice.actors[0]));
}

unsigned Narrator::choose(const sim::Choice& choice) {
  const unsigned option = inner_.choose(choice);
  if (option != 0) {
    told_.push_back(ToldDeviation{choices_, world_->now(), text_of(choice, option)});
    preempt_follows_ = choice.kind == sim::ChoiceKind::preempt;
  }
  ++choices_;
  return option;
}

void Narrator::on_event(const sim::Event& event) {
  if (event.kind != sim::EventKind::preempt || !preempt_follows_) return;
  preempt_follows_ = false;
  std::string& text = told_.back().text;
  const std::size_t at = text.find(';');
  const char* function = event.text(2);
  text.insert(at, fmt::format(" at {}{}{}", event.text(1), function == nullptr ? "" : " in ",
                              function == nullptr ? "" : function));
}

}  // namespace drmsim::scenarios
