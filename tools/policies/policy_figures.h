// The numbers that policies are compared by: what each is called, and whether less of it is better.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drmsim::scenarios {

enum class Figure : std::uint8_t {
  elapsed,            // from the client's first push to the end of its last job
  ideal,              // what as many cycles (jobs, where there are none) take alone
  slowdown,           // elapsed by ideal
  cycles_per_second,  // while contended
  share,              // of all execution time, while contended
  cycle_min,
  cycle_mean,
  cycle_p99,
  cycle_max,
  latency_min,  // of jobs: from push to the finished fence
  latency_mean,
  latency_p99,
  latency_max,
  starved,           // longest
  missed_deadlines,  // jobs
};
inline constexpr std::size_t kFigures = 15;

enum class FigureUnit : std::uint8_t { time_ns, ratio, rate, part, count };
enum class Better : std::uint8_t { neither, less, more };

struct FigureInfo {
  std::string_view name;     // "cycle_p99"
  std::string_view heading;  // in a table: "p99"
  FigureUnit unit;
  Better better;

  std::string key() const;  // "cycle_p99_ns": in CSV and JSON
};
const FigureInfo& figure_info(Figure figure);

// Of one client in one run; without a value where there is nothing to measure.
struct ClientFigures {
  std::string client;
  std::array<std::optional<double>, kFigures> values;

  std::optional<double>& operator[](Figure figure) {
    return values[static_cast<std::size_t>(figure)];
  }
  const std::optional<double>& operator[](Figure figure) const {
    return values[static_cast<std::size_t>(figure)];
  }
};

}  // namespace drmsim::scenarios
