#include "tools/policies/policy_table.h"

#include <algorithm>
#include <tuple>

namespace drmsim::scenarios {
namespace {

constexpr double kWorthNaming = 0.01;  // of the other's number

bool is_rival(const PolicyRow& a, const PolicyRow& b) {
  return a.input == b.input && a.client == b.client && a.scheduler == b.scheduler &&
         a.policy != b.policy;
}

bool beats(const Spread& a, const Spread& b, Better better) {
  if (a.count() < PolicyTable::kSeedsAtLeast || b.count() < PolicyTable::kSeedsAtLeast) {
    return false;
  }
  const bool is_better = better == Better::less ? a.is_below(b) : b.is_below(a);
  return is_better && std::abs(a.mean() - b.mean()) > kWorthNaming * std::abs(b.mean());
}

bool is_best(const std::vector<PolicyRow>& rows, const PolicyRow& row, Figure figure) {
  const Better better = figure_info(figure).better;
  if (better == Better::neither) return false;
  bool has_rivals = false;
  for (const PolicyRow& other : rows) {
    if (!is_rival(row, other)) continue;
    has_rivals = true;
    if (!beats(row[figure], other[figure], better)) return false;
  }
  return has_rivals;
}

}  // namespace

PolicyRuns& PolicyTable::runs_of(std::size_t input, const std::string& scheduler,
                                 const std::string& policy) {
  const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const PolicyRuns& runs) {
    return runs.input == input && runs.scheduler == scheduler && runs.policy == policy;
  });
  if (found != runs_.end()) return *found;
  return runs_.emplace_back(PolicyRuns{input, policy, scheduler, 0, {}});
}

void PolicyTable::add(std::size_t input, const std::string& scheduler, const std::string& policy,
                      const PolicyMeasurement& measured) {
  if (!measured.problem.empty()) return add_failure(input, scheduler, policy, measured.problem);
  ++runs_of(input, scheduler, policy).measured;
  for (const ClientFigures& figures : measured.clients) {
    const auto key = std::tie(input, scheduler, policy, figures.client);
    auto found = std::find_if(rows_.begin(), rows_.end(), [&](const PolicyRow& row) {
      return std::tie(row.input, row.scheduler, row.policy, row.client) == key;
    });
    if (found == rows_.end()) {
      rows_.push_back(PolicyRow{input, figures.client, policy, scheduler, {}, {}});
      found = std::prev(rows_.end());
    }
    for (std::size_t i = 0; i < kFigures; ++i) {
      if (figures.values[i].has_value()) found->spreads[i].add(*figures.values[i]);
    }
  }
}

void PolicyTable::add_failure(std::size_t input, const std::string& scheduler,
                              const std::string& policy, const std::string& how) {
  runs_of(input, scheduler, policy).problems.push_back(how);
}

void PolicyTable::find_best() {
  for (PolicyRow& row : rows_) {
    for (std::size_t i = 0; i < kFigures; ++i) {
      row.best[i] = is_best(rows_, row, static_cast<Figure>(i));
    }
  }
}

std::vector<PolicyRow> PolicyTable::rows() const {
  // Rows that belong together, in the order of the first of them.
  const auto place = [this](const PolicyRow& row, bool with_client) {
    return std::find_if(rows_.begin(), rows_.end(), [&](const PolicyRow& other) {
      return other.input == row.input && other.scheduler == row.scheduler &&
             (!with_client || other.client == row.client);
    });
  };
  std::vector<PolicyRow> sorted = rows_;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const PolicyRow& a, const PolicyRow& b) {
    return std::make_tuple(a.input, place(a, false), place(a, true)) <
           std::make_tuple(b.input, place(b, false), place(b, true));
  });
  return sorted;
}

}  // namespace drmsim::scenarios
