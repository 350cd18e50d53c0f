#include "tests/tools/captures/support/captures.h"

#include <map>

namespace drmsim::tests {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kPageHead = 16;
constexpr int kFirstId = 1001;

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i & 0xff);
  return text;
}

std::string block(const std::string& text, int length_bytes) {
  return little(text.size(), length_bytes) + text;
}

std::string padded(std::string text, std::size_t to) {
  text.resize((text.size() + to - 1) / to * to, '\0');
  return text;
}

const std::string kCommon =
    "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
    "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
    "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
    "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n";

const std::string kPageFormat =
    "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
    "\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n"
    "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
    "\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n";

const std::string kHeaderFormat =
    "# compressed entry header\n\ttype_len    :    5 bits\n\ttime_delta  :   27 bits\n"
    "\tarray       :   32 bits\n\n\tpadding     : type == 29\n\ttime_extend : type == 30\n"
    "\tdata max type_len  == 28\n";

std::size_t size_of(const std::vector<TraceDatWriter::Field>& fields) {
  std::size_t size = 8;
  for (const auto& field : fields) size += field.is_text ? 4 : 8;
  return size;
}

std::string format_of(const std::string& name, int id,
                      const std::vector<TraceDatWriter::Field>& fields) {
  std::string text = "name: " + name + "\nID: " + std::to_string(id) + "\nformat:\n" + kCommon;
  std::size_t at = 8;
  for (const auto& field : fields) {
    const std::size_t size = field.is_text ? 4 : 8;
    text += "\tfield:" + std::string(field.is_text ? "__data_loc char[] " : "u64 ") + field.name +
            ";\toffset:" + std::to_string(at) + ";\tsize:" + std::to_string(size) +
            ";\tsigned:" + (field.is_text ? "1" : "0") + ";\n";
    at += size;
  }
  return text + "\nprint fmt: \"\"\n";
}

std::string record_of(int id, int pid, const std::vector<TraceDatWriter::Field>& fields) {
  std::string record = little(static_cast<std::uint64_t>(id), 2) + std::string(2, '\0') +
                       little(static_cast<std::uint64_t>(pid), 4);
  std::string behind;
  const std::size_t size = size_of(fields);
  for (const auto& field : fields) {
    if (!field.is_text) {
      record += little(field.number, 8);
      continue;
    }
    record += little((field.text.size() + 1) << 16 | (size + behind.size()), 4);
    behind += field.text + '\0';
  }
  return padded(record + behind, 4);
}

std::vector<TraceDatWriter::Field> job_fields(std::uint64_t context, std::uint64_t seqno) {
  return {TraceDatWriter::text("name", "gfx"),
          TraceDatWriter::number("job_count", 0),
          TraceDatWriter::number("hw_job_count", 0),
          TraceDatWriter::text("dev", "0000:01:00.0"),
          TraceDatWriter::number("fence_context", context),
          TraceDatWriter::number("fence_seqno", seqno),
          TraceDatWriter::number("client_id", 7)};
}

std::string line(const std::string& head, int seqno, int on_hardware) {
  return head + ": dev=0000:01:00.0, fence=5:" + std::to_string(seqno) +
         ", ring=gfx, job count:0, hw job count:" + std::to_string(on_hardware) + ", client_id:7\n";
}

}  // namespace

const std::string kSixLines =
    "\n" + line("  game-4711  [002] ..... 100.000010: drm_sched_job_queue", 1, 0) +
    line("  gfx-190    [000] ..... 100.000020: drm_sched_job_run", 1, 1) +
    line("  game-4711  [002] ..... 100.000040: drm_sched_job_queue", 2, 1) +
    line("  gfx-190    [000] ..... 100.000050: drm_sched_job_run", 2, 2) +
    "  <idle>-0   [001] d.h1. 100.000120: drm_sched_job_done: fence=5:1 signaled\n"
    "  <idle>-0   [001] d.h1. 100.000170: drm_sched_job_done: fence=5:2 signaled\n";

void TraceDatWriter::add(std::uint64_t time_ns, int pid, const std::string& name,
                         std::vector<Field> fields) {
  events_.push_back({time_ns, pid, name, std::move(fields)});
}

void TraceDatWriter::add_push(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno) {
  add(time_ns, 4711, "drm_sched_job_queue", job_fields(context, seqno));
}

void TraceDatWriter::add_run(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno) {
  add(time_ns, 190, "drm_sched_job_run", job_fields(context, seqno));
}

void TraceDatWriter::add_done(std::uint64_t time_ns, std::uint64_t context, std::uint64_t seqno) {
  add(time_ns, 0, "drm_sched_job_done",
      {number("fence_context", context), number("fence_seqno", seqno)});
}

std::string TraceDatWriter::bytes() const {
  std::map<std::string, int> ids;
  std::string formats;
  for (const Event& event : events_) {
    const int id = kFirstId + static_cast<int>(ids.size());
    if (!ids.emplace(event.name, id).second) continue;
    formats += block(format_of(event.name, id, event.fields), 8);
  }
  std::string pages;
  std::string page;
  std::uint64_t base_ns = 0;
  std::uint64_t last_ns = 0;
  const auto end_page = [&] {
    if (page.empty()) return;
    pages += padded(little(base_ns, 8) + little(page.size(), 8) + page, kPage);
    page.clear();
  };
  for (const Event& event : events_) {
    const std::string record = record_of(ids.at(event.name), event.pid, event.fields);
    if (page.size() + record.size() + 12 > kPage - kPageHead) end_page();
    if (page.empty()) base_ns = last_ns = event.time_ns;
    std::uint64_t delta_ns = event.time_ns - last_ns;
    if (delta_ns >> 27 != 0) {
      page += little(30 | (delta_ns & 0x7ffffff) << 5, 4) + little(delta_ns >> 27, 4);
      delta_ns = 0;
    }
    page += record.size() <= 112 ? little(record.size() / 4 | delta_ns << 5, 4)
                                 : little(delta_ns << 5, 4) + little(record.size() + 4, 4);
    page += record;
    last_ns = event.time_ns;
  }
  end_page();

  const std::string zero(1, '\0');
  std::string text = std::string("\x17\x08\x44tracing", 10) + "6" + zero + zero + "\x08";
  text += little(kPage, 4) + "header_page" + zero + block(kPageFormat, 8);
  text += "header_event" + zero + block(kHeaderFormat, 8) + little(0, 4) + little(1, 4);
  text += "gpu_scheduler" + zero + little(ids.size(), 4) + formats;
  text += little(0, 4) + little(0, 4) + block("0 <idle>\n190 gfx\n4711 game\n", 8) + little(1, 4);
  text += "options  " + zero + little(0, 2) + "flyrecord" + zero;
  const std::size_t begin = (text.size() + 16 + kPage - 1) / kPage * kPage;
  text += little(begin, 8) + little(pages.size(), 8);
  return padded(text, kPage) + pages;
}

std::string six_events_dat() {
  TraceDatWriter writer;
  const std::uint64_t begin = 100'000'000'000;
  writer.add_push(begin + 10'000, 5, 1);
  writer.add_run(begin + 20'000, 5, 1);
  writer.add_push(begin + 40'000, 5, 2);
  writer.add_run(begin + 50'000, 5, 2);
  writer.add_done(begin + 120'000, 5, 1);
  writer.add_done(begin + 170'000, 5, 2);
  return writer.bytes();
}

}  // namespace drmsim::tests
