#include "tools/wsim/wsim_guest.h"

#include <functional>

namespace drmsim::scenarios::wsim {

WsimGuest::WsimGuest(Machine& machine, const WsimPlan& plan, WsimResult& result) {
  const auto client_count = static_cast<std::uint32_t>(plan.clients().size());
  result.seed = plan.seed();
  result.repeat = plan.repeat();
  result.has_master = plan.master().has_value();
  result.clients.assign(client_count, {});
  for (std::size_t i = 0; i < plan.workloads().size(); ++i) {
    shared_.push_back(std::make_unique<SharedObjects>(machine.world(), machine.api()));
  }
  for (std::uint32_t id = 0; id < client_count; ++id) {
    std::function<void()> ended;
    if (plan.master() == id) ended = [this] { stop(); };
    clients_.push_back(std::make_unique<WsimClient>(machine, plan, id,
                                                    *shared_[plan.clients()[id].workload],
                                                    result.clients[id], std::move(ended)));
  }
  for (const auto& client : clients_) client->start();
}

void WsimGuest::stop() {
  for (const auto& client : clients_) client->stop();
}

void WsimGuest::let_go() {
  for (const auto& client : clients_) client->let_go();
}

}  // namespace drmsim::scenarios::wsim
