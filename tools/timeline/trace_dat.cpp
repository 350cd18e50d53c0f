#include "tools/timeline/trace_dat.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace drmsim::timeline {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kPageHeader = 16;
constexpr std::size_t kCommonFields = 8;
constexpr std::uint64_t kDeltaMax = (1U << 27) - 1;
constexpr std::uint32_t kTimeExtend = 30;
constexpr std::size_t kWordsInHeaderMax = 28;  // longer events have their length in front
constexpr std::uint8_t kIrqsOff = 0x01;
constexpr std::uint8_t kHardIrq = 0x08;

constexpr std::string_view kHeaderPage =
    "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
    "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
    "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
    "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";
constexpr std::string_view kHeaderEvent =
    "# compressed entry header\n"
    "\ttype_len    :    5 bits\n"
    "\ttime_delta  :   27 bits\n"
    "\tarray       :   32 bits\n"
    "\n"
    "\tpadding     : type == 29\n"
    "\ttime_extend : type == 30\n"
    "\tdata max type_len  == 28\n";
constexpr std::string_view kCommon =
    "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
    "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
    "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
    "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n"
    "\n";

template <class Number>
void put(std::string& to, Number number) {  // the least byte first, as the file says
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    to += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
}

void put_block(std::string& to, std::string_view text) {
  put(to, std::uint64_t{text.size()});
  to += text;
}

std::size_t rounded_up(std::size_t size, std::size_t to) {
  return (size + to - 1) / to * to;
}

std::size_t size_of(TraceFieldKind kind) {
  return kind == TraceFieldKind::u64 || kind == TraceFieldKind::pointer ? 8 : 4;
}

// Where each field begins, and behind them the end.
std::vector<std::size_t> offsets_of(const TraceFormat& format) {
  std::vector<std::size_t> offsets;
  std::size_t end = kCommonFields;
  for (const TraceField& field : format.fields) {
    end = rounded_up(end, size_of(field.kind));
    offsets.push_back(end);
    end += size_of(field.kind);
  }
  offsets.push_back(end);
  return offsets;
}

// As the kernel has it in events/SYSTEM/NAME/format.
std::string format_text(const TraceFormat& format) {
  std::string text = fmt::format("name: {}\nID: {}\nformat:\n{}", format.name, format.id, kCommon);
  const std::vector<std::size_t> offsets = offsets_of(format);
  for (std::size_t i = 0; i < format.fields.size(); ++i) {
    const TraceField& field = format.fields[i];
    text +=
        fmt::format("\tfield:{} {};\toffset:{};\tsize:{};\tsigned:{};\n", field.type, field.name,
                    offsets[i], size_of(field.kind), field.kind == TraceFieldKind::s32 ? 1 : 0);
  }
  text += fmt::format("\nprint fmt: \"{}\"", format.print);
  for (const TraceArgument& argument : format.arguments) {
    const TraceField& field = format.fields[argument.field];
    if (argument.handled) {
      text += fmt::format(", REC->{} ? \"handled\" : \"unhandled\"", field.name);
    } else if (field.kind == TraceFieldKind::string) {
      text += fmt::format(", __get_str({})", field.name);
    } else {
      text += fmt::format(", REC->{}", field.name);
    }
  }
  return text + "\n";
}

// The event's data: fields that all have, its own, and the strings that these point to.
std::string record_of(const TraceEvent& event) {
  const TraceFormat& format = *event.format;
  const std::vector<std::size_t> offsets = offsets_of(format);
  std::string record;
  put(record, format.id);
  put(record, static_cast<std::uint8_t>(event.task->interrupt ? kIrqsOff | kHardIrq : 0));
  put(record, std::uint8_t{0});
  put(record, event.task->pid);
  std::string strings;
  for (std::size_t i = 0; i < format.fields.size(); ++i) {
    record.resize(offsets[i]);
    const TraceValue& value = event.value[i];
    if (format.fields[i].kind == TraceFieldKind::string) {
      const std::size_t length = value.text.size() + 1;
      put(record, static_cast<std::uint32_t>(length << 16 | (offsets.back() + strings.size())));
      strings.append(value.text.c_str(), length);
    } else if (size_of(format.fields[i].kind) == 8) {
      put(record, value.number);
    } else {
      put(record, static_cast<std::uint32_t>(value.number));
    }
  }
  record += strings;
  record.resize(rounded_up(record.size(), 4));
  return record;
}

std::string with_header(const std::string& record, std::uint64_t delta_ns) {
  std::string text;
  if (delta_ns > kDeltaMax) {
    put(text, static_cast<std::uint32_t>(kTimeExtend | (delta_ns & kDeltaMax) << 5));
    put(text, static_cast<std::uint32_t>(delta_ns >> 27));
    delta_ns = 0;
  }
  const std::size_t words = record.size() / 4;
  if (words <= kWordsInHeaderMax) {
    put(text, static_cast<std::uint32_t>(words | delta_ns << 5));
  } else {
    put(text, static_cast<std::uint32_t>(delta_ns << 5));
    put(text, static_cast<std::uint32_t>(record.size() + 4));
  }
  return text + record;
}

}  // namespace

void TraceDat::close_page(Pages& pages) {
  put(pages.whole, pages.open_since_ns);
  put(pages.whole, std::uint64_t{pages.open.size()});
  pages.whole += pages.open;
  pages.whole.resize(rounded_up(pages.whole.size(), kPage));
  pages.open.clear();
}

void TraceDat::on_trace_event(const TraceEvent& event) {
  used_[event.format->id] = event.format;
  if (event.task->pid != 0) comms_[event.task->pid] = event.task->comm;
  if (processors_.size() <= event.task->cpu) processors_.resize(event.task->cpu + 1U);
  Pages& pages = processors_[event.task->cpu];
  const std::string record = record_of(event);
  std::string entry = with_header(record, event.time_ns - pages.last_ns);
  const bool fits = pages.open.size() + entry.size() <= kPage - kPageHeader;
  if (!fits) close_page(pages);
  if (pages.open.empty()) {
    pages.open_since_ns = event.time_ns;
    entry = with_header(record, 0);
  }
  pages.open += entry;
  pages.last_ns = event.time_ns;
}

// What comes before the processors' pages, but where these are.
std::string TraceDat::header() const {
  std::string text("\x17\x08\x44tracing6\0"sv);
  put(text, std::uint8_t{0});  // the least byte first
  put(text, std::uint8_t{8});  // bytes of a long
  put(text, static_cast<std::uint32_t>(kPage));
  text += "header_page\0"sv;
  put_block(text, kHeaderPage);
  text += "header_event\0"sv;
  put_block(text, kHeaderEvent);
  put(text, std::uint32_t{0});  // events of ftrace itself
  std::map<std::string_view, std::vector<const TraceFormat*>> systems;
  for (const auto& [id, format] : used_) systems[format->system].push_back(format);
  put(text, static_cast<std::uint32_t>(systems.size()));
  for (const auto& [system, formats] : systems) {
    text += system;
    text += '\0';
    put(text, static_cast<std::uint32_t>(formats.size()));
    for (const TraceFormat* format : formats) put_block(text, format_text(*format));
  }
  put(text, std::uint32_t{0});  // names of functions
  put(text, std::uint32_t{0});  // formats of trace_printk
  std::string comms;
  for (const auto& [pid, comm] : comms_) comms += fmt::format("{} {}\n", pid, comm);
  put_block(text, comms);
  put(text, static_cast<std::uint32_t>(processors_.size()));
  text += "options  \0"sv;
  put(text, std::uint16_t{0});  // no more options
  text += "flyrecord\0"sv;
  return text;
}

void TraceDat::write(std::ostream& out) {
  std::string text = header();
  std::uint64_t at = rounded_up(text.size() + processors_.size() * 16, kPage);
  const std::uint64_t data = at;
  for (Pages& pages : processors_) {
    if (!pages.open.empty()) close_page(pages);
    put(text, at);
    put(text, std::uint64_t{pages.whole.size()});
    at += pages.whole.size();
  }
  text.resize(data);
  out << text;
  for (const Pages& pages : processors_) out << pages.whole;
}

}  // namespace drmsim::timeline
