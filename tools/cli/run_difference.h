// What two runs gave their clients, side by side: which figures became better, and which worse.
#pragma once

#include <string>
#include <vector>

#include "scenarios/report/run_report.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

// One figure of a client, or of the whole run (client: empty).
struct FigureDifference {
  enum class Kind : std::uint8_t { count, time, rate };
  std::string client;
  std::string figure;  // "latency p99"
  Kind kind = Kind::count;
  double first = 0;
  double second = 0;
  bool more_is_better = false;

  bool is_equal() const { return first == second; }
  bool is_better() const { return more_is_better ? second > first : second < first; }
};

struct RunDifference {
  std::vector<FigureDifference> figures;   // clients in the order of the first run
  std::vector<std::string> only_in_first;  // clients
  std::vector<std::string> only_in_second;
};

RunDifference difference(const scenarios::RunReport& first, const scenarios::RunReport& second);

// Rows of the figures that differ; a line for what is equal.
std::string difference_text(const RunDifference& difference, const std::string& first,
                            const std::string& second, const TextStyle& style);
std::string difference_json(const RunDifference& difference, const std::string& first,
                            const std::string& second);

}  // namespace drmsim::tools
