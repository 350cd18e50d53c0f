#include "tools/policies/client_trace.h"

#include <algorithm>

namespace drmsim::scenarios {

TimeSpan ClientTrace::life(sim::TimeNs end_ns) const {
  if (pushes.empty()) return {};
  if (finishes.size() < pushes.size()) return {pushes.front(), end_ns};
  const sim::TimeNs executed_ns = executions.empty() ? 0 : executions.back().end_ns;
  return {pushes.front(), std::max(finishes.back(), executed_ns)};
}

ClientTrace& ClientTraces::of(std::uint32_t client) {
  if (client >= clients_.size()) clients_.resize(client + std::size_t{1});
  return clients_[client];
}

void ClientTraces::pushed(std::uint32_t client, sim::TimeNs now_ns) {
  of(client).pushes.push_back(now_ns);
}

void ClientTraces::finished(std::uint32_t client, sim::TimeNs now_ns) {
  of(client).finishes.push_back(now_ns);
}

void ClientTraces::executed(std::uint32_t client, sim::TimeNs begin_ns, sim::TimeNs now_ns) {
  of(client).executions.push_back({begin_ns, now_ns});
}

}  // namespace drmsim::scenarios
