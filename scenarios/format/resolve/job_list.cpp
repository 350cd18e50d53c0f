#include "scenarios/format/resolve/job_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/duration_text.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/csv_lines.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kMistakesMax = 100;
constexpr std::uint32_t kCreditsMax = 1'000'000;

enum class Column : std::uint8_t {
  entity,
  process,
  submit,
  duration,
  credits,
  after,
  name,
  deadline,
  think,
};
constexpr std::size_t kColumns = 9;
constexpr std::array<const char*, kColumns> kColumnNames = {
    "entity", "process", "submit", "duration", "credits", "after", "name", "deadline", "think"};

const char* name_of(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || !is_digits(text)) return std::nullopt;
  return value;
}

// A duration with its unit, or a number of nanoseconds.
std::optional<sim::TimeNs> time_of(std::string_view text) {
  std::optional<sim::TimeNs> value = number_of<sim::TimeNs>(text);
  if (!value.has_value()) value = parse_duration(text);
  return value.has_value() && *value <= kDurationMaxNs ? value : std::nullopt;
}

std::optional<sim::Delay> delay_of(std::string_view text) {
  if (const auto value = time_of(text)) return sim::Delay::fixed(*value);
  const std::optional<sim::Delay> range = parse_duration_range(text);
  return range.has_value() && range->max_ns <= kDurationMaxNs ? range : std::nullopt;
}

constexpr const char* kTimeExpected =
    "a number of nanoseconds, or a duration with its unit (ns, us, ms, s) such as 2.5ms, at most "
    "1000000s";
constexpr const char* kDelayExpected =
    "a number of nanoseconds, a duration with its unit (ns, us, ms, s) such as 2.5ms, or a range "
    "such as 5us..10us, at most 1000000s";

class JobListReader {
 public:
  JobListReader(const JobListEntry& list, std::size_t jobs_max, std::vector<JobSpec>& jobs,
                Diagnostics& diagnostics)
      : list_(list),
        jobs_max_(jobs_max),
        jobs_(jobs),
        diagnostics_(diagnostics),
        lines_(list.data.text),
        first_(jobs.size()) {}

  void read() {
    if (!check_list() || !read_header()) return broken();
    // Vectors that grow step by step would move every job several times.
    const auto lines =
        static_cast<std::size_t>(std::count(list_.data.text.begin(), list_.data.text.end(), '\n'));
    jobs_.reserve(jobs_.size() + std::min(lines + 1, jobs_max_));
    while (lines_.next()) {
      if (jobs_.size() - first_ == jobs_max_) {
        complain(lines_.text(), fmt::format("lists have more than {} jobs", kListedJobsMax));
        return broken();
      }
      read_line();
      if (mistakes_ <= kMistakesMax) continue;
      complain(lines_.text(), "too many mistakes; the rest of the list is not read");
      return broken();
    }
    name_rows();
  }

 private:
  // Something of the list is missing.
  void broken() { jobs_.emplace_back(); }

  // `part` of the current line.
  SourceLocation place_of(std::string_view part) const {
    SourceLocation where = list_.data.where;
    if (!list_.data.is_file()) return where;
    where.line = lines_.number();
    where.column = lines_.column_of(part);
    return where;
  }
  void complain(std::string_view part, const std::string& what) {
    ++mistakes_;
    const std::string line =
        list_.data.is_file() ? "" : fmt::format("line {} of `data`: ", lines_.number());
    diagnostics_.add(place_of(part), line + what);
  }
  void refuse(std::string_view cell, Column column, const std::string& expected) {
    complain(cell, fmt::format("`{}` in [[job_list]] is {}; expected {}", name_of(column),
                               cell.empty() ? "empty" : shown(std::string(cell), '"'), expected));
  }

  bool check_list() {
    if (list_.name.size() > kListNameBytesMax) {
      diagnostics_.add(list_.where, fmt::format("`name` in [[job_list]] has {} bytes; expected at "
                                                "most {}, since a number follows in the names of "
                                                "its jobs",
                                                list_.name.size(), kListNameBytesMax));
      return false;
    }
    if (!list_.data.text.empty()) return true;
    // A file that could not be read has been reported.
    if (list_.given.find("file") == nullptr) {
      diagnostics_.add(list_.where,
                       "[[job_list]] has no jobs; expected `file`, or `data` that is not empty");
    }
    return false;
  }

  bool read_header() {
    if (!lines_.next()) {
      diagnostics_.add(list_.data.where,
                       "the list has no line that names its columns; expected " + columns_text());
      return false;
    }
    if (lines_.is_too_long()) return too_long();
    split();
    for (const std::string_view cell : cells_) add_column(cell);
    need(Column::duration);
    if (list_.entity.name.empty()) need(Column::entity);
    return mistakes_ == 0;
  }

  void add_column(std::string_view cell) {
    const auto found = std::find(kColumnNames.begin(), kColumnNames.end(), cell);
    if (found == kColumnNames.end()) {
      const std::string word(cell);
      return complain(cell, "unknown column " + shown(word, '`') + " in [[job_list]]" +
                                suggestion(word, {kColumnNames.begin(), kColumnNames.end()}));
    }
    const auto column = static_cast<Column>(found - kColumnNames.begin());
    if (has(column)) {
      return complain(cell, fmt::format("column `{}` in [[job_list]] is there twice", cell));
    }
    columns_.push_back(column);
  }

  bool has(Column column) const {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
  }
  void need(Column column) {
    if (has(column)) return;
    complain(lines_.text(), fmt::format("[[job_list]] has no column `{}`; expected it among {}",
                                        name_of(column), columns_text()));
  }
  static std::string columns_text() {
    return either_of({kColumnNames.begin(), kColumnNames.end()});
  }

  void split() {
    cells_.clear();
    std::string_view left = lines_.text();
    while (true) {
      const std::size_t comma = left.find(',');
      cells_.push_back(CsvLines::trimmed(left.substr(0, comma)));
      if (comma == std::string_view::npos) return;
      left.remove_prefix(comma + 1);
    }
  }

  bool too_long() {
    complain(lines_.text(),
             fmt::format("line has more than {} bytes; expected one job", CsvLines::kLineBytesMax));
    return false;
  }

  void read_line() {
    JobSpec& job = jobs_.emplace_back();
    job.where = place_of(lines_.text());
    job.submit = list_.submit;
    job.depth = list_.depth;
    job.think = list_.think;
    job.entity = list_.entity;
    const std::size_t before = mistakes_;
    if (lines_.is_too_long()) {
      too_long();
    } else {
      split();
      if (cells_.size() != columns_.size()) {
        complain(lines_.text(),
                 fmt::format("line has {} cells; expected {}, as the first line has columns",
                             cells_.size(), columns_.size()));
      }
    }
    if (mistakes_ == before) {
      for (std::size_t i = 0; i < cells_.size(); ++i) read_cell(cells_[i], columns_[i], job);
    }
    if (mistakes_ != before) return forget(job);
    if (job.name.empty()) {
      job.name = list_.name + '.' + std::to_string(jobs_.size() - 1 - first_);
    }
  }

  // Its place stays taken: lines are counted.
  static void forget(JobSpec& job) {
    JobSpec nothing;
    nothing.where = job.where;
    job = std::move(nothing);
  }

  void read_cell(std::string_view cell, Column column, JobSpec& job) {
    switch (column) {
      case Column::entity:
        return read_reference(cell, column, "the name of an [[entity]]", job.entity);
      case Column::process:
        return read_reference(cell, column, "the name of a process", job.process);
      case Column::submit:
        return read_submit(cell, job);
      case Column::duration:
        return read_delay(cell, column, job.duration);
      case Column::credits:
        return read_credits(cell, job);
      case Column::after:
        return read_after(cell, job);
      case Column::name:
        return read_name(cell, job);
      case Column::deadline:
        return read_deadline(cell, job);
      case Column::think:
        if (!cell.empty()) read_delay(cell, column, job.think);
        return;
    }
  }

  void read_reference(std::string_view cell, Column column, const char* expected, NameRef& name) {
    if (cell.empty() && (column == Column::process || !name.name.empty())) return;
    if (cell.empty() || cell.size() > kNameBytesMax) return refuse(cell, column, expected);
    name = NameRef{std::string(cell), place_of(cell)};
  }

  void read_name(std::string_view cell, JobSpec& job) {
    if (cell.empty()) return;
    job.name = cell;
    if (!is_name(job.name)) refuse(cell, Column::name, NameType().info().expected);
  }

  void read_submit(std::string_view cell, JobSpec& job) {
    job.at_ns = newest_ns_;
    if (cell.empty()) return;
    const std::optional<sim::TimeNs> value = time_of(cell);
    if (!value.has_value()) return refuse(cell, Column::submit, kTimeExpected);
    if (*value < newest_ns_) {
      return refuse(cell, Column::submit,
                    fmt::format("lines in order of `submit`, and one before has {}",
                                duration_text(newest_ns_)));
    }
    job.at_ns = newest_ns_ = *value;
  }

  void read_delay(std::string_view cell, Column column, sim::Delay& delay) {
    const std::optional<sim::Delay> value = delay_of(cell);
    if (!value.has_value()) return refuse(cell, column, kDelayExpected);
    delay = *value;
  }

  void read_credits(std::string_view cell, JobSpec& job) {
    if (cell.empty()) return;
    const auto value = number_of<std::uint32_t>(cell);
    if (!value.has_value() || *value < 1 || *value > kCreditsMax) {
      return refuse(cell, Column::credits, fmt::format("an integer from 1 to {}", kCreditsMax));
    }
    job.credits = *value;
  }

  void read_deadline(std::string_view cell, JobSpec& job) {
    if (cell.empty() || cell == "inf") return;
    const std::optional<sim::TimeNs> value = time_of(cell);
    if (!value.has_value() || *value == 0) {
      return refuse(cell, Column::deadline, std::string(kTimeExpected) + ", not 0, or inf");
    }
    job.deadline_ns = *value;
  }

  // Numbers of lines become names once all are known.
  void read_after(std::string_view cell, JobSpec& job) {
    while (!cell.empty()) {
      const std::size_t blank = std::min(cell.find(' '), cell.size());
      const std::string_view word = cell.substr(0, blank);
      cell = CsvLines::trimmed(cell.substr(blank));
      if (word.size() > kNameBytesMax) {
        return refuse(word, Column::after, "names of jobs and numbers of lines, with blanks");
      }
      job.after.push_back(NameRef{std::string(word), place_of(word)});
    }
    if (job.after.size() > kDependenciesMax) {
      refuse(lines_.text(), Column::after, fmt::format("at most {} jobs", kDependenciesMax));
    }
    dependencies_ += job.after.size();
    if (dependencies_ <= kListedDependenciesMax) return;
    complain(lines_.text(),
             fmt::format("the list has more than {} dependencies", kListedDependenciesMax));
    mistakes_ = kMistakesMax;
  }

  void name_rows() {
    const std::size_t rows = jobs_.size() - first_;
    for (std::size_t i = first_; i < jobs_.size(); ++i) {
      for (NameRef& reference : jobs_[i].after) {
        if (!is_digits(reference.name)) continue;
        const auto row = number_of<std::uint32_t>(reference.name);
        if (row.has_value() && *row < rows) {
          reference.name = jobs_[first_ + *row].name;  // empty: it could not be read
          continue;
        }
        diagnostics_.add(reference.where,
                         fmt::format("`after` in [[job_list]]: there is no line {}; the list has "
                                     "{} with jobs, counted from 0",
                                     reference.name, rows));
        reference.name.clear();
      }
    }
  }

  const JobListEntry& list_;
  std::size_t jobs_max_;
  std::vector<JobSpec>& jobs_;
  Diagnostics& diagnostics_;
  CsvLines lines_;
  std::size_t first_;
  std::vector<Column> columns_;
  std::vector<std::string_view> cells_;  // of the current line
  sim::TimeNs newest_ns_ = 0;
  std::size_t dependencies_ = 0;
  std::size_t mistakes_ = 0;
};

}  // namespace

void read_job_list(const JobListEntry& list, std::size_t jobs_max, std::vector<JobSpec>& jobs,
                   Diagnostics& diagnostics) {
  JobListReader(list, jobs_max, jobs, diagnostics).read();
}

}  // namespace drmsim::scenarios
