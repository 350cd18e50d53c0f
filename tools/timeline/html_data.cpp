#include "tools/timeline/html_data.h"

#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/format/errno_names.h"
#include "scenarios/format/utf8.h"

namespace drmsim::timeline {
namespace {

// A list in the making: commas between its elements.
class List {
 public:
  explicit List(std::string& out) : out_(out) { out_ += '['; }
  ~List() { out_ += ']'; }
  List(const List&) = delete;
  List& operator=(const List&) = delete;

  std::string& next() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }
  template <class Number>
  void number(Number value) {
    fmt::format_to(std::back_inserter(next()), "{}", value);
  }
  void index(std::size_t value) {
    if (value == kNone) {
      next() += "-1";
    } else {
      number(value);
    }
  }
  void time(sim::TimeNs value, sim::TimeNs since = 0) {
    if (value == kNever) {
      next() += "null";
    } else {
      number(static_cast<std::int64_t>(value - since));
    }
  }
  void text(std::string_view text);

 private:
  std::string& out_;
  bool first_ = true;
};

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  out += '"';
}

void List::text(std::string_view text) {
  append_text(next(), text);
}

void add_runs(std::string& out, const Job& job) {
  List list(out);
  for (const RunCall& run : job.runs) {
    list.time(run.time_ns, job.pushed_ns);
    list.number(run.without_fence ? 1 : 0);
  }
}

void add_executions(std::string& out, const Job& job) {
  List list(out);
  for (const Execution& execution : job.executions) {
    list.index(execution.ring);
    list.time(execution.start_ns, job.pushed_ns);
    list.time(execution.end_ns, job.pushed_ns);
    list.number(static_cast<int>(execution.end));
  }
}

void add_job(std::string& out, const Job& job) {
  List row(out);
  row.text(job.name);
  row.index(job.entity);
  row.index(job.ring);
  row.time(job.pushed_ns);
  for (const sim::TimeNs time : {job.ready_ns, job.scheduled_ns, job.finished_ns, job.freed_ns}) {
    row.time(time, job.pushed_ns);
  }
  if (job.error == 0) {
    row.number(0);
  } else {
    row.text(scenarios::errno_name(-job.error));
  }
  add_runs(row.next(), job);
  add_executions(row.next(), job);
  {
    List dependencies(row.next());
    for (const Dependency& dependency : job.dependencies) dependencies.index(dependency.job);
  }
  {
    List fence(row.next());
    fence.number(job.fence_context);
    fence.number(job.fence_seqno);
  }
  row.time(job.deadline_ns, job.pushed_ns);
}

void add_mark(std::string& out, const Mark& mark) {
  List row(out);
  row.time(mark.time_ns);
  row.text(sim::schema_of(mark.kind).name);
  row.index(mark.ring);
  row.index(mark.entity);
  row.index(mark.job);
  row.text(mark.text);
  const std::size_t name = mark.text.find("name=");
  row.text(name == std::string::npos ? std::string_view()
                                     : std::string_view(mark.text).substr(name + 5));
}

void add_noted(std::string& out, const NotedMoment& moment) {
  List row(out);
  row.time(moment.time_ns);
  row.text(moment.kind);
  for (int i = 0; i < 3; ++i) row.index(kNone);
  row.text(moment.text);
  row.text(moment.label);
}

void add_recovery(std::string& out, const Recovery& recovery) {
  List row(out);
  row.index(recovery.ring);
  row.index(recovery.job);
  row.time(recovery.begin_ns);
  row.time(recovery.stopped_ns);
  row.time(recovery.end_ns);
  row.number(recovery.false_timeout ? 1 : 0);
}

template <class Element, class Add>
void add_list(std::string& out, std::string_view key, const std::vector<Element>& elements,
              Add add) {
  fmt::format_to(std::back_inserter(out), ",\n\"{}\":", key);
  List list(out);
  for (const Element& element : elements) add(list.next(), element);
}

// One series for each row: moments of `row`, as differences, each with a value.
template <class Element, class Row, class Value>
void add_series(std::string& out, std::string_view key, std::size_t rows,
                const std::vector<Element>& elements, Row row_of, Value value_of) {
  std::vector<std::string> series(rows);
  std::vector<sim::TimeNs> last(rows, 0);
  for (const Element& element : elements) {
    const std::size_t row = row_of(element);
    fmt::format_to(std::back_inserter(series[row]), "{}{},{}", series[row].empty() ? "" : ",",
                   element.time_ns - last[row], value_of(element));
    last[row] = element.time_ns;
  }
  fmt::format_to(std::back_inserter(out), ",\n\"{}\":", key);
  List list(out);
  for (const std::string& one : series) list.next() += "[" + one + "]";
}

void add_credits(std::string& out, const std::vector<Ring>& rings) {
  out += ",\n\"limits\":";
  {
    List limits(out);
    for (const Ring& ring : rings) limits.number(ring.credit_limit);
  }
  add_list(out, "credits", rings, [](std::string& text, const Ring& ring) {
    List steps(text);
    sim::TimeNs last = 0;
    for (const CreditStep& step : ring.credits) {
      steps.time(step.time_ns, last);
      steps.number(step.in_use);
      last = step.time_ns;
    }
  });
}

void add_run(std::string& out, const PageRun& run) {
  const RunTimeline& timeline = *run.timeline;
  out += "{\"name\":";
  append_text(out, run.name);
  fmt::format_to(std::back_inserter(out), ",\"end\":{}", timeline.end_ns);
  out += ",\n\"ends\":";
  {
    List ends(out);
    for (const auto end : {Execution::End::unfinished, Execution::End::done, Execution::End::killed,
                           Execution::End::reset}) {
      ends.text(end_text(end));
    }
  }
  const auto add_name = [](std::string& text, const std::string& name) { append_text(text, name); };
  add_list(out, "entities", timeline.entities, add_name);
  add_list(out, "rings", timeline.rings,
           [](std::string& text, const Ring& ring) { append_text(text, ring.name); });
  add_list(out, "lines", timeline.lines, add_name);
  add_list(out, "contexts", timeline.contexts, add_name);
  add_credits(out, timeline.rings);
  add_list(out, "jobs", timeline.jobs, add_job);
  add_list(out, "recoveries", timeline.recoveries, add_recovery);
  fmt::format_to(std::back_inserter(out), ",\n\"marks\":");
  {
    List list(out);
    for (const Mark& mark : timeline.marks) add_mark(list.next(), mark);
    for (const NotedMoment& moment : run.noted) add_noted(list.next(), moment);
  }
  add_series(
      out, "interrupts", timeline.lines.size(), timeline.interrupts,
      [](const Interrupt& one) { return one.line; },
      [](const Interrupt& one) { return one.lost ? 1 : 0; });
  add_series(
      out, "moments", timeline.contexts.size(), timeline.moments,
      [](const ContextMoment& one) { return one.context; }, [](const ContextMoment&) { return 0; });
  out += "}";
}

}  // namespace

std::string html_data(const std::vector<PageRun>& runs) {
  std::string out = "{\"runs\":";
  {
    List list(out);
    for (const PageRun& run : runs) add_run(list.next(), run);
  }
  out += "}";
  return scenarios::as_utf8(out);
}

}  // namespace drmsim::timeline
