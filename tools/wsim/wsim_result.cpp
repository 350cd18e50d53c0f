#include "tools/wsim/wsim_result.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios::wsim {
namespace {

double seconds(sim::TimeNs ns) {
  return static_cast<double>(ns) / 1e9;
}

double per_second(std::uint64_t count, sim::TimeNs ns) {
  return ns == 0 ? 0 : static_cast<double>(count) / seconds(ns);
}

std::string client_line(const ClientResult& client) {
  std::string line = fmt::format(
      "{}{}: {:.3f}s elapsed ({} cycles, {:.3f} workloads/s).", client.background ? ' ' : '*',
      client.id, seconds(client.elapsed_ns), client.cycles, client.workloads_per_s());
  const PeriodResult& period = client.period;
  if (period.total_us != 0) {
    line += fmt::format(" Time avg/min/max={}/{}/{}us; {} missed.",
                        period.total_us / std::max<std::uint64_t>(client.cycles, 1), period.min_us,
                        period.max_us, period.missed);
  }
  return line + "\n";
}

}  // namespace

void PeriodResult::add(std::uint64_t elapsed_us, std::uint64_t period_us) {
  min_us = count == 0 ? elapsed_us : std::min(min_us, elapsed_us);
  max_us = std::max(max_us, elapsed_us);
  total_us += elapsed_us;
  ++count;
  if (elapsed_us > period_us) ++missed;
}

double ClientResult::workloads_per_s() const {
  return per_second(cycles, elapsed_ns);
}

sim::TimeNs WsimResult::elapsed_ns() const {
  sim::TimeNs elapsed_ns = 0;
  for (const ClientResult& client : clients) elapsed_ns = std::max(elapsed_ns, client.elapsed_ns);
  return elapsed_ns;
}

double WsimResult::workloads_per_s() const {
  return per_second(std::uint64_t{repeat} * clients.size(), elapsed_ns());
}

std::string gem_wsim_text(const WsimResult& result, int verbosity) {
  if (verbosity <= 0) return {};
  std::string text;
  if (verbosity > 1) {
    text += fmt::format("Random seed is {}.\n{} client{}.\n", result.seed, result.clients.size(),
                        result.clients.size() > 1 ? "s" : "");
  }
  // Each client prints its line when it ends.
  std::vector<const ClientResult*> by_end;
  for (const ClientResult& client : result.clients) by_end.push_back(&client);
  std::stable_sort(by_end.begin(), by_end.end(), [](const ClientResult* a, const ClientResult* b) {
    return a->elapsed_ns < b->elapsed_ns;
  });
  for (const ClientResult* client : by_end) {
    const bool is_master = result.has_master && !client->background;
    if (verbosity > 1 || is_master) text += client_line(*client);
  }
  return text + fmt::format("{:.3f}s elapsed ({:.3f} workloads/s)\n", seconds(result.elapsed_ns()),
                            result.workloads_per_s());
}

}  // namespace drmsim::scenarios::wsim
