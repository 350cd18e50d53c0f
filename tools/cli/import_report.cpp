#include "tools/cli/import_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/cli/identity_json.h"
#include "tools/cli/number_text.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

using Json = nlohmann::ordered_json;
using scenarios::ErrorSummary;
using scenarios::RingErrors;

void add_cells(std::vector<std::string>& cells, const ErrorSummary& of) {
  for (const sim::TimeNs time_ns : {of.p50_ns, of.p99_ns, of.max_ns}) {
    cells.push_back(of.count == 0 ? "" : time_text(time_ns));
  }
}

Json json_of(const ErrorSummary& of) {
  if (of.count == 0) return nullptr;
  return {{"count", of.count}, {"p50_ns", of.p50_ns}, {"p99_ns", of.p99_ns}, {"max_ns", of.max_ns}};
}

}  // namespace

std::string import_text(const scenarios::CaptureCheck& check, const TextStyle& style) {
  TextTable table(std::vector<TextTable::Group>{{"ring"},
                                                {"part", "jobs"},
                                                {"run error p50", "p99", "max"},
                                                {"done error p50", "p99", "max"},
                                                {"order"}});
  for (const RingErrors& row : check.rings) {
    std::vector<std::string> cells = {row.ring, row.part, count_text(row.jobs)};
    add_cells(cells, row.run);
    add_cells(cells, row.done);
    cells.emplace_back(row.order_kept ? "kept" : "differs");
    table.add(std::move(cells));
  }
  std::string text =
      table.text(style) + fmt::format("\nfitted on {}: wakeup {}\n",
                                      plural_text(check.fitted, "job"), time_text(check.wakeup_ns));
  for (const std::string& hazard : check.hazards) {
    text += style.red("hazard") + " " + printable(hazard) + "\n";
  }
  return text;
}

std::string import_json(const std::string& file, const scenarios::CaptureCheck& check) {
  Json rings = Json::array();
  for (const RingErrors& row : check.rings) {
    rings.push_back({{"ring", row.ring},
                     {"part", row.part},
                     {"jobs", row.jobs},
                     {"run_error", json_of(row.run)},
                     {"done_error", json_of(row.done)},
                     {"order_kept", row.order_kept}});
  }
  const Json json = {{"drmsim", identity_json()},   {"file", file},
                     {"fitted_jobs", check.fitted}, {"wakeup_ns", check.wakeup_ns},
                     {"rings", std::move(rings)},   {"hazards", check.hazards}};
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
