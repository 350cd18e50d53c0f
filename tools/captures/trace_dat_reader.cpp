#include "tools/captures/trace_dat_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

// trace-cmd.h includes tracefs.h, which in Debian 12 is no C++, and uses nothing of it.
#define _TRACE_FS_H  // NOLINT

#include <event-parse.h>
#include <fmt/format.h>
#include <trace-cmd.h>

#include "scenarios/format/document.h"
#include "scenarios/format/input_error.h"
#include "tools/captures/event_packing.h"
#include "tools/captures/event_texts.h"
#include "tools/captures/trace_dat_layout.h"
#include "tools/captures/trace_instants.h"
#include "tools/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

constexpr double kReadSecondsMax = 300;
constexpr std::size_t kTextMax = 256;  // of a field

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw InputError(Diagnostic{file, 0, 0, why});
}

// --- In the process that reads ---

// What the libraries print is not drmsim's to say.
void be_silent() {
  tep_set_loglevel(TEP_LOG_NONE);
  tracecmd_set_loglevel(TEP_LOG_NONE);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
}

// A file in memory: the library wants one that it can seek in, and stdin may be none.
int file_of(std::string_view bytes) {
  const int descriptor = memfd_create("capture", MFD_CLOEXEC);
  while (descriptor >= 0 && !bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written <= 0) return -1;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (descriptor >= 0) lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

struct InputCloser {
  void operator()(tracecmd_input* input) const { tracecmd_close(input); }
};
struct RecordFreer {
  void operator()(tep_record* record) const { tracecmd_free_record(record); }
};
using Input = std::unique_ptr<tracecmd_input, InputCloser>;
using Record = std::unique_ptr<tep_record, RecordFreer>;

// A field lies inside of its record, or it has no value: the format, too, is only read from a file.
bool lies_inside(const tep_format_field& field, const tep_record& record) {
  return field.offset >= 0 && field.size >= 0 && field.offset <= record.size &&
         field.size <= record.size - field.offset;
}

std::string text_in(std::string_view bytes) {
  return std::string(bytes.substr(0, std::min(bytes.find('\0'), kTextMax)));
}

std::string field_text(tep_handle* tep, const tep_format_field& field, const tep_record& record) {
  if (!lies_inside(field, record)) return {};
  const char* data = static_cast<const char*>(record.data);
  if ((field.flags & TEP_FIELD_IS_STRING) == 0) {
    const unsigned long long value = tep_read_number(tep, data + field.offset, field.size);
    return std::to_string(value);
  }
  if ((field.flags & TEP_FIELD_IS_DYNAMIC) == 0) {
    return text_in({data + field.offset, static_cast<std::size_t>(field.size)});
  }
  const auto where = static_cast<std::uint32_t>(tep_read_number(tep, data + field.offset, 4));
  std::size_t offset = where & 0xffff;
  const std::size_t size = where >> 16;
  if ((field.flags & TEP_FIELD_IS_RELATIVE) != 0) {
    offset += static_cast<std::size_t>(field.offset) + static_cast<std::size_t>(field.size);
  }
  const auto all = static_cast<std::size_t>(record.size);
  if (offset > all || size > all - offset) return {};
  return text_in({data + offset, size});
}

void take_record(tep_handle* tep, const tep_record& record, Capture& capture,
                 std::vector<sim::TimeNs>& all_ns) {
  all_ns.push_back(record.ts);
  if (record.missed_events != 0) ++capture.losses;
  if (record.size < 8) return;  // the common fields
  tep_event* known = tep_find_event_by_record(tep, const_cast<tep_record*>(&record));
  const EventText* text =
      known == nullptr || known->name == nullptr ? nullptr : event_text(known->name);
  if (text == nullptr) {
    ++capture.other_events;
    return;
  }
  TraceEvent event;
  event.time_ns = record.ts;
  event.cpu = static_cast<std::uint32_t>(record.cpu);
  event.pid = tep_data_pid(tep, const_cast<tep_record*>(&record));
  const char* comm = tep_data_comm_from_pid(tep, event.pid);
  event.comm = comm == nullptr ? "" : text_in(comm);
  event.name = text->name;
  event.place = record.offset;
  for (const std::string_view name : text->fields) {
    const tep_format_field* field = tep_find_field(known, std::string(name).c_str());
    if (field == nullptr) continue;
    event.fields.push_back({name, field_text(tep, *field, record)});
  }
  capture.events.push_back(std::move(event));
}

Capture read_here(std::string_view bytes, const std::string& file) {
  be_silent();
  const int descriptor = file_of(bytes);
  if (descriptor < 0) refuse(file, fmt::format("cannot be read: {}", std::strerror(errno)));
  const Input input(tracecmd_open_fd(descriptor, TRACECMD_FL_LOAD_NO_PLUGINS));
  if (input == nullptr) refuse(file, "libtracecmd cannot read it; expected what trace-cmd records");
  tep_handle* tep = tracecmd_get_tep(input.get());
  Capture capture;
  capture.file = file;
  std::vector<sim::TimeNs> all_ns;
  for (int cpu = 0; cpu < tep_get_cpus(tep); ++cpu) {
    for (Record record(tracecmd_read_cpu_first(input.get(), cpu)); record != nullptr;
         record.reset(tracecmd_read_data(input.get(), cpu))) {
      take_record(tep, *record, capture, all_ns);
    }
  }
  std::stable_sort(capture.events.begin(), capture.events.end(),
                   [](const TraceEvent& a, const TraceEvent& b) { return a.time_ns < b.time_ns; });
  join_instants(capture.events, std::move(all_ns));
  return capture;
}

}  // namespace

Capture read_trace_dat(std::string_view bytes, const std::string& file) {
  check_trace_dat(bytes, file);
  const ApartResult apart = run_apart(
      1, -1, [&] { return packed_capture(read_here(bytes, file)); }, TimeLimit(kReadSecondsMax));
  if (apart.out_of_time) refuse(file, fmt::format("not read in {} s", kReadSecondsMax));
  if (!apart.died.empty()) {
    refuse(file,
           fmt::format("the process in which libtracecmd read it was {}; the layout of its {} "
                       "bytes is as it should be, what is in them is not",
                       apart.died, bytes.size()));
  }
  Capture capture = unpacked_capture(apart.text, file);
  if (capture.events.empty()) {
    refuse(file, fmt::format("none of {} events is about a job of a GPU; expected "
                             "`drm_sched_job_queue` and `_run`, or what older kernels and amdgpu "
                             "call them",
                             capture.other_events));
  }
  return capture;
}

}  // namespace drmsim::scenarios
