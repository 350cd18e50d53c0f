#include "scenarios/format/scenario_overrides.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

// The whole text is a number.
template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

bool set_count(std::optional<std::uint32_t>& count, const std::string& text, std::uint32_t max) {
  count = number<std::uint32_t>(text);
  return count.has_value() && *count >= 1 && *count <= max;
}

bool set_factor(double& factor, const std::string& text) {
  factor = number<double>(text).value_or(0);
  return std::isfinite(factor) && factor > 0;
}

bool set_timeout(std::optional<sim::TimeNs>& timeout_ns, const std::string& text) {
  if (text == "inf") {
    timeout_ns = sim::kForever;
    return true;
  }
  timeout_ns = parse_duration(text);
  return timeout_ns.has_value() && *timeout_ns > 0 && *timeout_ns <= kDurationMaxNs;
}

struct Overridable {
  OverrideKind shown;
  bool (*set)(OverrideValues&, const std::string& value);  // false: it cannot be that
};

const std::vector<Overridable>& overridables() {
  static const std::vector<Overridable> kAll = {
      {{"policy", "the name of a policy", "NAME", "Scheduling policy: fifo, rr, from 7.2 on fair"},
       [](OverrideValues& all, const std::string& value) {
         all.policy = value;
         return !value.empty() && value.find(' ') == std::string::npos;
       }},
      {{"credits", "a whole number, 1 to 1000000", "N",
        "Credits of all jobs, or batches, that the hardware has at once"},
       [](OverrideValues& all, const std::string& value) {
         return set_count(all.credits, value, 1'000'000);
       }},
      {{"timeout", "a duration and its unit, as 20ms, or inf", "T",
        "How long a job may take before the driver is told"},
       [](OverrideValues& all, const std::string& value) {
         return set_timeout(all.timeout_ns, value);
       }},
      {{"repeat", "a whole number, 1 to 1000000000", "N", "Cycles, or iterations, of every client"},
       [](OverrideValues& all, const std::string& value) {
         return set_count(all.repeat, value, 1'000'000'000);
       }},
      {{"scale", "a number above 0", "X", "Factor for the duration of jobs, or batches"},
       [](OverrideValues& all, const std::string& value) { return set_factor(all.scale, value); }},
      {{"delay-scale", "a number above 0", "X",
        "Factor for the sleep after each cycle, for think times, or for d steps"},
       [](OverrideValues& all, const std::string& value) {
         return set_factor(all.delay_scale, value);
       }},
  };
  return kAll;
}

const Overridable* find_overridable(const std::string& name) {
  const auto found =
      std::find_if(overridables().begin(), overridables().end(),
                   [&name](const Overridable& kind) { return kind.shown.name == name; });
  return found == overridables().end() ? nullptr : &*found;
}

// A duration that was none stays none, one that was stays one.
sim::Delay scaled(const sim::Delay& delay, double by, const ScenarioSpec& spec) {
  const auto scale = [&](sim::TimeNs time) -> sim::TimeNs {
    if (time == 0) return 0;
    const double wanted = std::round(static_cast<double>(time) * by);
    if (wanted > static_cast<double>(kDurationMaxNs)) {
      throw error_at(spec, {},
                     fmt::format("{} times {} is longer than 1000000s", by, duration_text(time)));
    }
    return std::max<sim::TimeNs>(static_cast<sim::TimeNs>(wanted), 1);
  };
  if (delay.above_min == nullptr) return {scale(delay.min_ns), scale(delay.max_ns)};
  std::vector<sim::TimeNs> values = delay.values();
  std::transform(values.begin(), values.end(), values.begin(), scale);
  return sim::Delay::one_of(std::move(values));
}

void override_rings(const OverrideValues& values, ScenarioSpec& spec) {
  for (RingSpec& ring : spec.rings) {
    SchedulerSpec& scheduler = ring.scheduler;
    const SourceLocation where = ring.where.line != 0 ? ring.where : SourceLocation{1, 1};
    if (values.policy.has_value()) scheduler.policy = NameRef{*values.policy, where};
    scheduler.credit_limit = values.credits.value_or(scheduler.credit_limit);
    scheduler.timeout_ns = values.timeout_ns.value_or(scheduler.timeout_ns);
  }
}

void override_work(const OverrideValues& values, ScenarioSpec& spec) {
  // A million jobs of a list may share one measured distribution, before and after.
  sim::Delay think;
  sim::Delay scaled_think;
  for (JobSpec& job : spec.jobs) {
    job.duration = scaled(job.duration, values.scale, spec);
    if (!(job.think == think)) {
      scaled_think = scaled(job.think, values.delay_scale, spec);
      think = job.think;
    }
    job.think = scaled_think;
  }
  for (ClientSpec& client : spec.clients) {
    client.duration = scaled(client.duration, values.scale, spec);
    for (ClientStep& step : client.steps) {
      step.duration = scaled(step.duration, values.scale, spec);
    }
    client.sleep = scaled(client.sleep, values.delay_scale, spec);
    if (values.repeat.has_value()) client.cycles = *values.repeat;
  }
}

// All rings have a scheduler, but not every scenario has clients.
void need_clients(const ScenarioOverrides& overrides, const ScenarioSpec& spec) {
  if (!spec.clients.empty()) return;
  const bool thinks = std::any_of(spec.jobs.begin(), spec.jobs.end(), [](const JobSpec& job) {
    return job.submit == SubmitWhen::after;
  });
  for (const ScenarioOverride& override : overrides) {
    if (override.name != "repeat" && (override.name != "delay-scale" || thinks)) continue;
    throw error_at(
        spec, {},
        fmt::format("--{} is about clients, and this scenario has no [[client]]", override.name));
  }
}

}  // namespace

const std::vector<OverrideKind>& override_kinds() {
  static const std::vector<OverrideKind> kAll = [] {
    std::vector<OverrideKind> all;
    for (const Overridable& kind : overridables()) all.push_back(kind.shown);
    return all;
  }();
  return kAll;
}

std::string override_mistake(const ScenarioOverride& override) {
  const Overridable* kind = find_overridable(override.name);
  if (kind != nullptr) {
    OverrideValues ignored;
    if (kind->set(ignored, override.value)) return "";
    return fmt::format("expected {}", kind->shown.expected);
  }
  std::vector<std::string> names;
  for (const OverrideKind& known : override_kinds()) names.emplace_back(known.name);
  return "there is no such override" + suggestion(override.name, names);
}

std::string overrides_text(const ScenarioOverrides& overrides) {
  std::string text;
  for (const ScenarioOverride& override : overrides) {
    if (!text.empty()) text += ' ';
    text += override.name + "=" + override.value;
  }
  return text;
}

ScenarioOverrides overrides_from_text(std::string_view text) {
  ScenarioOverrides overrides;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    const std::size_t equals = std::min(one.find('='), one.size());
    overrides.push_back({std::string(one.substr(0, equals)),
                         std::string(one.substr(std::min(equals + 1, one.size())))});
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return overrides;
}

OverrideValues values_of(const ScenarioOverrides& overrides) {
  OverrideValues values;
  for (const ScenarioOverride& override : overrides) {
    const std::string mistake = override_mistake(override);
    if (!mistake.empty()) {
      throw std::invalid_argument(
          fmt::format("--{} {}: {}", override.name, override.value, mistake));
    }
    find_overridable(override.name)->set(values, override.value);
  }
  return values;
}

void apply_overrides(const ScenarioOverrides& overrides, ScenarioSpec& spec) {
  if (overrides.empty()) return;
  OverrideValues values;
  try {
    values = values_of(overrides);
  } catch (const std::invalid_argument& mistake) {
    throw error_at(spec, {}, mistake.what());
  }
  need_clients(overrides, spec);
  override_rings(values, spec);
  override_work(values, spec);
}

}  // namespace drmsim::scenarios
