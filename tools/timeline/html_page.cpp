#include "tools/timeline/html_page.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/errno_names.h"
#include "scenarios/format/utf8.h"
#include "tools/timeline/page_files.h"

namespace drmsim::timeline {
namespace {

constexpr std::size_t kTableJobsMax = 2'000;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? '?' : c;
    }
  }
  return scenarios::as_utf8(out);
}

std::string moment(sim::TimeNs time_ns) {
  return time_ns == kNever ? "" : scenarios::duration_text(time_ns);
}

void add_job(std::string& out, const RunTimeline& timeline, const Job& job) {
  const Execution* last = job.last_execution();
  const auto cell = [&out](const std::string& text) { out += "<td>" + text + "</td>"; };
  out += "<tr>";
  cell("<a href=\"#job=" + escaped(job.name) + "\">" + escaped(job.name) + "</a>");
  cell(escaped(timeline.entities[job.entity]));
  cell(escaped(timeline.rings[job.ring].name));
  cell(moment(job.pushed_ns));
  cell(moment(job.ready_ns));
  cell(last == nullptr ? "" : moment(last->start_ns));
  cell(last == nullptr || last->end_ns == kNever
           ? ""
           : moment(last->end_ns) + (last->end == Execution::End::done
                                         ? std::string()
                                         : fmt::format(" ({})", end_text(last->end))));
  cell(moment(job.finished_ns));
  cell(job.finished_ns == kNever ? "not finished"
       : job.error == 0          ? ""
                                 : scenarios::errno_name(-job.error));
  cell(fmt::format("{}", job.attempts()));
  out += "</tr>\n";
}

void add_jobs(std::string& out, const PageRun& run, bool named) {
  const RunTimeline& timeline = *run.timeline;
  const std::size_t shown = std::min(timeline.jobs.size(), kTableJobsMax);
  fmt::format_to(std::back_inserter(out),
                 "<details{}><summary>{} jobs{}{}</summary>\n<table><caption>Times are virtual; "
                 "started and ended: the last time on an engine.</caption>\n<thead><tr>",
                 shown <= 50 ? " open" : "", timeline.jobs.size(),
                 named ? " of " + escaped(run.name) : std::string(),
                 shown < timeline.jobs.size() ? fmt::format(", the first {}", shown) : "");
  for (const char* head : {"job", "client", "ring", "submitted", "ready", "started", "ended",
                           "finished", "error", "attempts"}) {
    fmt::format_to(std::back_inserter(out), "<th scope=\"col\">{}</th>", head);
  }
  out += "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < shown; ++i) add_job(out, timeline, timeline.jobs[i]);
  out += "</tbody></table></details>\n";
}

constexpr const char* kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

}  // namespace

std::string html_page(const Page& page) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n"
      "<body>\n<h1>{}</h1>\n",
      kPolicy, escaped(page.title), kPageStyle, escaped(page.title));
  out += kPagePicture;
  for (const PageSection& section : page.sections) {
    fmt::format_to(std::back_inserter(out), "<h2>{}</h2>\n<pre>{}</pre>\n",
                   escaped(section.heading), escaped(section.text));
  }
  out += "<h2>Jobs</h2>\n";
  for (const PageRun& run : page.runs) add_jobs(out, run, page.runs.size() > 1);
  out += "<script type=\"application/json\" id=\"data\">\n";
  out += html_data(page.runs);
  out += "\n</script>\n<script>\n";
  for (const char* script : page_scripts()) out += script;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace drmsim::timeline
