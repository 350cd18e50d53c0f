#include "tools/wsim/workload_transform.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/assert.h"

namespace drmsim::scenarios::wsim {
namespace {

// None: the result does not fit.
std::optional<std::uint32_t> scaled(std::uint32_t time_us, double scale) {
  const double result = std::round(scale * time_us);
  if (result > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(result);
}

// What is wrong with the scaled duration; empty if nothing.
std::string scale_duration(Duration& duration, double scale, std::uint32_t index) {
  const std::string step = std::to_string(index);
  const bool is_range = duration.min_us != duration.max_us;
  const std::optional<std::uint32_t> max_us = scaled(duration.max_us, scale);
  if (!max_us.has_value()) {
    return "Invalid duration at step " + step + "! The duration scale makes it too long";
  }
  duration.min_us = scaled(duration.min_us, scale).value();  // at most the other
  duration.max_us = *max_us;
  if (is_range && duration.min_us == duration.max_us) {
    return "Invalid maximum duration at step " + step +
           "! The duration scale makes both ends of the range " + std::to_string(duration.min_us);
  }
  return "";
}

std::string scale_delay(Delay& delay, double scale, std::uint32_t index) {
  const std::optional<std::uint32_t> duration_us = scaled(delay.duration_us, scale);
  delay.duration_us = duration_us.value_or(0);
  if (delay.duration_us != 0) return "";
  return "Invalid delay at step " + std::to_string(index) + "! The delay scale makes it " +
         (duration_us.has_value() ? "0" : "too long");
}

}  // namespace

void append_workload(Workload& workload, const Workload& appended) {
  const auto first_step = static_cast<std::uint32_t>(workload.steps.size());
  const auto first_source = static_cast<std::uint32_t>(workload.sources.size());
  workload.sources.insert(workload.sources.end(), appended.sources.begin(), appended.sources.end());
  workload.warnings.insert(workload.warnings.end(), appended.warnings.begin(),
                           appended.warnings.end());
  for (Step step : appended.steps) {
    step.index += first_step;
    step.source += first_source;
    workload.steps.push_back(std::move(step));
  }
}

void scale_workload(Workload& workload, double duration_scale, double delay_scale) {
  DRMSIM_ASSERT(std::isfinite(duration_scale) && duration_scale > 0, "a factor above 0");
  DRMSIM_ASSERT(std::isfinite(delay_scale) && delay_scale > 0, "a factor above 0");
  std::vector<Diagnostic> errors;
  for (Step& step : workload.steps) {
    std::string error;
    if (auto* batch = std::get_if<Batch>(&step.action)) {
      if (!batch->duration.endless) {
        error = scale_duration(batch->duration, duration_scale, step.index);
      }
    } else if (auto* delay = std::get_if<Delay>(&step.action)) {
      error = scale_delay(*delay, delay_scale, step.index);
    }
    if (!error.empty()) {
      errors.push_back(workload.at(step, error + "; expected another scale or another time"));
    }
  }
  if (!errors.empty()) throw InputError(std::move(errors));
}

}  // namespace drmsim::scenarios::wsim
