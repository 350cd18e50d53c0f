// Measurements by case, client, policy and scheduler, and which policy is the best at what.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/policies/policy_figures.h"
#include "tools/policies/policy_run.h"
#include "tools/policies/spread.h"

namespace drmsim::scenarios {

struct PolicyRow {
  std::size_t input = 0;  // the number of the case's file
  std::string client;
  std::string policy;
  std::string scheduler;
  std::array<Spread, kFigures> spreads;
  std::array<bool, kFigures> best{};

  const Spread& operator[](Figure figure) const {
    return spreads[static_cast<std::size_t>(figure)];
  }
};

// The runs of one case under one policy of one scheduler.
struct PolicyRuns {
  std::size_t input = 0;
  std::string policy;
  std::string scheduler;
  std::uint64_t measured = 0;
  std::vector<std::string> problems;  // of the runs that have no figures
};

class PolicyTable {
 public:
  // With fewer measurements than this no policy is called the best.
  static constexpr std::uint64_t kSeedsAtLeast = 20;

  void add(std::size_t input, const std::string& scheduler, const std::string& policy,
           const PolicyMeasurement& measured);
  // A run that has ended its process.
  void add_failure(std::size_t input, const std::string& scheduler, const std::string& policy,
                   const std::string& how);
  // When all is added: a figure of a policy is the best if it is better than that of every other
  // policy of the same case, client and scheduler, by more than twice both spreads together, and by
  // more than 1 %.
  void find_best();

  // By case, scheduler, client and policy, each in the order in which they came.
  std::vector<PolicyRow> rows() const;
  const std::vector<PolicyRuns>& runs() const { return runs_; }

 private:
  PolicyRuns& runs_of(std::size_t input, const std::string& scheduler, const std::string& policy);
  std::vector<PolicyRow> rows_;
  std::vector<PolicyRuns> runs_;
};

}  // namespace drmsim::scenarios
