#include "tools/policies/policy_packing.h"

#include "scenarios/format/json_text.h"

#include <nlohmann/json.hpp>

namespace drmsim::scenarios {
namespace {

using Packed = nlohmann::json;

// Names of files in messages need not be UTF-8.
std::string text_of(const Packed& json) {
  return json_text(json);
}

}  // namespace

std::string packed(const PolicyMeasurement& measured) {
  Packed clients = Packed::array();
  for (const ClientFigures& figures : measured.clients) {
    Packed values = Packed::array();
    for (const auto& value : figures.values) {
      values.push_back(value.has_value() ? Packed(*value) : Packed());
    }
    clients.push_back({{"client", figures.client}, {"values", values}});
  }
  return text_of({{"problem", measured.problem}, {"clients", clients}});
}

PolicyMeasurement unpacked(const std::string& text) {
  const Packed json = Packed::parse(text);
  PolicyMeasurement measured;
  measured.problem = json.at("problem");
  for (const Packed& part : json.at("clients")) {
    ClientFigures& figures = measured.clients.emplace_back();
    figures.client = part.at("client");
    for (std::size_t i = 0; i < kFigures; ++i) {
      const Packed& value = part.at("values").at(i);
      if (!value.is_null()) figures.values[i] = value.get<double>();
    }
  }
  return measured;
}

std::string packed(const TimeSeries& series) {
  Packed rows = Packed::array();
  for (const SeriesRow& row : series.rows) {
    Packed cells = Packed::array();
    for (const auto& cell : row.cells) {
      cells.push_back(cell.has_value()
                          ? Packed{cell->percent_done, cell->cycles_per_second, cell->queue_depth}
                          : Packed());
    }
    rows.push_back({row.time_ns, cells});
  }
  return text_of({{"clients", series.clients}, {"rows", rows}, {"problem", series.problem}});
}

TimeSeries unpacked_series(const std::string& text) {
  const Packed json = Packed::parse(text);
  TimeSeries series;
  series.clients = json.at("clients");
  series.problem = json.at("problem");
  for (const Packed& part : json.at("rows")) {
    SeriesRow& row = series.rows.emplace_back();
    row.time_ns = part.at(0);
    for (const Packed& cell : part.at(1)) {
      auto& one = row.cells.emplace_back();
      if (!cell.is_null()) one = SeriesCell{cell.at(0), cell.at(1), cell.at(2)};
    }
  }
  return series;
}

std::string packed_names(const std::vector<std::string>& names) {
  return text_of({{"names", names}, {"mistake", ""}});
}

std::string packed_mistake(const std::string& mistake) {
  return text_of({{"names", Packed::array()}, {"mistake", mistake}});
}

PackedNames unpacked_names(const std::string& text) {
  const Packed json = Packed::parse(text);
  return PackedNames{json.at("names"), json.at("mistake")};
}

}  // namespace drmsim::scenarios
