#include "tools/policies/policy_figures.h"

namespace drmsim::scenarios {
namespace {

constexpr std::array<FigureInfo, kFigures> kInfos = {{
    {"elapsed", "elapsed", FigureUnit::time_ns, Better::less},
    {"ideal", "ideal", FigureUnit::time_ns, Better::neither},
    {"slowdown", "slowdown", FigureUnit::ratio, Better::less},
    {"cycles_per_second", "cycles/s", FigureUnit::rate, Better::more},
    {"share", "share", FigureUnit::part, Better::neither},
    {"cycle_min", "cycle min", FigureUnit::time_ns, Better::less},
    {"cycle_mean", "mean", FigureUnit::time_ns, Better::less},
    {"cycle_p99", "p99", FigureUnit::time_ns, Better::less},
    {"cycle_max", "max", FigureUnit::time_ns, Better::less},
    {"latency_min", "latency min", FigureUnit::time_ns, Better::less},
    {"latency_mean", "mean", FigureUnit::time_ns, Better::less},
    {"latency_p99", "p99", FigureUnit::time_ns, Better::less},
    {"latency_max", "max", FigureUnit::time_ns, Better::less},
    {"starved", "starved", FigureUnit::time_ns, Better::less},
    {"missed_deadlines", "missed", FigureUnit::count, Better::less},
}};

}  // namespace

std::string FigureInfo::key() const {
  return std::string(name) + (unit == FigureUnit::time_ns ? "_ns" : "");
}

const FigureInfo& figure_info(Figure figure) {
  return kInfos[static_cast<std::size_t>(figure)];
}

}  // namespace drmsim::scenarios
