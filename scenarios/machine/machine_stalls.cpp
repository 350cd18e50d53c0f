// Who waits when nothing is left to do, and for what.
#include <fmt/format.h>

#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {

// The kind of thing that is waited for, and by whom, without the name of any ring or job.
std::string Machine::awaited_object(const sim::Context& context) const {
  std::string what = context.waiting_for();
  if (context.awaited().kind == sim::AwaitedKind::fence) {
    const sim::FenceWitness* witness = world_.fence_witness();
    what = fmt::format(
        "fence ({})", witness == nullptr ? "unknown" : witness->source(context.waiting_on()).state);
  }
  if (JobTable::is_submission(what)) what = "submission of a job";
  return fmt::format("{}, waited for by {}", what, context.role());
}

std::string Machine::stall_text(const sim::Context& context,
                                const std::vector<sim::WaitLine>& jobs) const {
  const std::string& on = world_.names().text(context.waiting_on());
  std::string waits = fmt::format(
      "{} waits for {}{}{} and nothing is left that could wake it",
      world_.names().text(context.name()), context.waiting_for(),
      on.empty() || on == context.waiting_for() ? "" : " ", on == context.waiting_for() ? "" : on);
  if (context.awaited().kind == sim::AwaitedKind::fence) {
    const std::string why = witness_.source(context.waiting_on()).why;
    return why.empty() ? waits : waits + ": " + why;
  }
  // Whoever takes an entity down waits for its queue, and that for what its jobs depend on.
  const bool names_another = context.awaited().kind == sim::AwaitedKind::mutex ||
                             JobTable::is_submission(context.waiting_for());
  if (jobs.empty() || names_another) return waits;
  return fmt::format("{} waits for the {}: {}; and {}", jobs[0].who, jobs[0].waits_for, jobs[0].why,
                     waits);
}

bool Machine::report_stalls() {
  const auto blocked = world_.cpu().blocked();
  if (blocked.empty()) return false;
  const std::vector<sim::WaitLine> jobs = witness_.waiting_jobs();
  for (const sim::Context* context : blocked) {
    world_.hazards().report(sim::HazardKind::stall, context->awaited().where,
                            awaited_object(*context), stall_text(*context, jobs));
  }
  return true;
}

}  // namespace drmsim::scenarios
