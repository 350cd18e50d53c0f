#include "tools/captures/trace_dat_layout.h"

#include <cstdint>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {
namespace {

constexpr std::string_view kMagic("\x17\x08\x44tracing", 10);
constexpr std::uint64_t kNumberMax = 1'000'000;  // of systems, events, processors
constexpr std::uint64_t kPageBytesMax = 1 << 20;
// Of the length of what a page holds; above are flags: events were lost before it.
constexpr std::uint64_t kCommitMask = (1U << 27) - 1;
// What the 5 bits of an event's type say beside lengths.
constexpr std::uint32_t kPadding = 29;
constexpr std::uint32_t kTimeExtend = 30;
constexpr std::uint32_t kTimeStamp = 31;

class Walk {
 public:
  Walk(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  void check() {
    skip(kMagic.size());
    const std::string_view version = text("a version", 8);
    big_endian_ = number(1, "the byte order") != 0;
    long_bytes_ = number(1, "the size of a long");
    page_bytes_ = number(4, "the size of a page");
    if (long_bytes_ != 4 && long_bytes_ != 8) refuse("a long has 4 or 8 bytes", at_ - 5);
    if (page_bytes_ < 64 || page_bytes_ > kPageBytesMax) refuse("no size of a page", at_ - 4);
    if (version == "6") return check_6();
    if (version != "7") refuse("an unknown version; expected 6 or 7", kMagic.size());
    text("a compression", 64);
    text("its version", 64);
    if (number(8, "the offset of the options") >= bytes_.size()) {
      refuse("the options are behind the end of the file", at_ - 8);
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& what, std::uint64_t at) const {
    throw InputError(Diagnostic{file_, 0, 0, fmt::format("offset {}: {}", at, what)});
  }

  [[noreturn]] void refuse_end(const std::string& in) const {
    refuse(fmt::format("the file ends in {}, after {} bytes", in, bytes_.size()), at_);
  }

  void skip(std::uint64_t count) { at_ += count; }

  std::uint64_t number_at(std::uint64_t at, std::uint64_t size) const {
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t place = big_endian_ ? i : size - 1 - i;
      value = value << 8 | static_cast<unsigned char>(bytes_[at + place]);
    }
    return value;
  }

  std::uint64_t number(std::uint64_t size, const char* in) {
    if (bytes_.size() - at_ < size) refuse_end(in);
    skip(size);
    return number_at(at_ - size, size);
  }

  std::string_view text(const char* in, std::uint64_t size_max) {
    const std::size_t end = bytes_.find('\0', at_);
    if (end == std::string_view::npos) refuse_end(in);
    if (end - at_ > size_max) refuse(fmt::format("a text without end; expected {}", in), at_);
    const std::string_view found = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    return found;
  }

  // A length, and as many bytes.
  void block(std::uint64_t length_bytes, const char* in) {
    const std::uint64_t size = number(length_bytes, in);
    if (size > bytes_.size() - at_) {
      refuse(fmt::format("the length of {} is {}, and the file has {} more", in, size,
                         bytes_.size() - at_),
             at_ - length_bytes);
    }
    skip(size);
  }

  std::uint64_t count(const char* of) {
    const std::uint64_t value = number(4, of);
    if (value > kNumberMax) refuse(fmt::format("{} {}", value, of), at_ - 4);
    return value;
  }

  void expect(std::string_view word) {
    const std::uint64_t at = at_;
    if (text("a heading", 16) != word) refuse(fmt::format("expected `{}`", word), at);
  }

  void check_6() {
    expect("header_page");
    const std::uint64_t begin = at_ + 8;
    block(8, "the format of pages");
    page_format(bytes_.substr(begin, at_ - begin), begin);
    expect("header_event");
    block(8, "the format of event headers");
    for (std::uint64_t i = count("formats of ftrace"); i > 0; --i) block(8, "a format");
    for (std::uint64_t i = count("systems"); i > 0; --i) {
      text("the name of a system", 256);
      for (std::uint64_t k = count("formats of a system"); k > 0; --k) block(8, "a format");
    }
    block(4, "the symbols");
    block(4, "the printk formats");
    block(8, "the names of tasks");
    const std::uint64_t cpus = count("processors");
    const std::uint64_t at = at_;
    std::string_view kind = text("a heading", 16);
    if (kind == "options  ") {
      options();
      kind = text("a heading", 16);
    }
    if (kind != "flyrecord") {
      refuse("no events as trace-cmd records them; expected `flyrecord`", at);
    }
    for (std::uint64_t i = 0; i < cpus; ++i) processor();
  }

  // libtracecmd finds its way in pages by these, and does not ask whether they are there.
  void page_format(std::string_view format, std::uint64_t begin) const {
    constexpr std::string_view kField = "\tfield: ";
    for (std::size_t at = 0; at < format.size(); at = format.find('\n', at) + 1) {
      if (format[at] != '\0' && format.substr(at, kField.size()) != kField) {
        refuse("a line of the format of pages is no field", begin + at);
      }
      if (format.find('\n', at) == std::string_view::npos) break;
    }
    for (const char* name : {"timestamp", "commit", "data"}) {
      const std::size_t at = format.find(fmt::format(" {};\toffset:", name));
      if (at == std::string_view::npos) {
        refuse(fmt::format("the format of pages has no field `{}`", name), begin);
      }
      const std::string_view line = format.substr(at, format.find('\n', at) - at);
      const std::uint64_t offset = number_behind(line, "offset:");
      const std::uint64_t size = number_behind(line, "size:");
      if (size == 0 || offset > page_bytes_ || size > page_bytes_ - offset) {
        refuse(fmt::format("the field `{}` does not fit in a page", name), begin + at);
      }
    }
  }

  // 0: none is there.
  static std::uint64_t number_behind(std::string_view line, std::string_view key) {
    std::uint64_t value = 0;
    const std::size_t at = line.find(key);
    if (at == std::string_view::npos) return 0;
    for (std::size_t i = at + key.size(); i < line.size() && value <= kPageBytesMax; ++i) {
      if (line[i] < '0' || line[i] > '9') break;
      value = value * 10 + static_cast<std::uint64_t>(line[i] - '0');
    }
    return value;
  }

  void options() {
    while (number(2, "an option") != 0) block(4, "an option");
  }

  void processor() {
    const std::uint64_t heading = at_;
    const std::uint64_t begin = number(8, "the list of processors");
    const std::uint64_t size = number(8, "the list of processors");
    if (begin > bytes_.size() || size > bytes_.size() - begin) {
      refuse(fmt::format("{} bytes of events at {} are behind the end of the file, which has {}",
                         size, begin, bytes_.size()),
             heading);
    }
    if (size % page_bytes_ != 0) {
      refuse(fmt::format("{} bytes of events are no whole pages of {}", size, page_bytes_),
             heading);
    }
    for (std::uint64_t page = begin; page < begin + size; page += page_bytes_) check_page(page);
  }

  void check_page(std::uint64_t page) const {
    const std::uint64_t data = page + 8 + long_bytes_;
    const std::uint64_t used = number_at(page + 8, long_bytes_) & kCommitMask;
    if (used > page_bytes_ - 8 - long_bytes_) {
      refuse(fmt::format("{} bytes of events do not fit in a page of {}", used, page_bytes_),
             page + 8);
    }
    for (std::uint64_t at = data; at < data + used;) at = event_end(at, data + used);
  }

  std::uint64_t event_end(std::uint64_t at, std::uint64_t end) const {
    if (end - at < 4) refuse("an event's header does not fit in its page", at);
    const auto head = static_cast<std::uint32_t>(number_at(at, 4));
    const std::uint32_t type = big_endian_ ? head >> 27 : head & 31;
    const std::uint32_t delta = big_endian_ ? head & kCommitMask : head >> 5;
    std::uint64_t size = 4 + 4 * std::uint64_t{type};
    if (type == kPadding && delta == 0) return end;  // the rest is empty
    if (type == kTimeExtend || type == kTimeStamp) size = 8;
    if (type == 0 || type == kPadding) {
      if (end - at < 8) refuse("an event's length does not fit in its page", at);
      size = 4 + number_at(at + 4, 4);
      if (size < 8) refuse("an event is shorter than its header", at + 4);
    }
    size = (size + 3) / 4 * 4;
    if (size > end - at) {
      refuse(fmt::format("an event of {} bytes does not fit in its page", size), at);
    }
    return at + size;
  }

  std::string_view bytes_;
  const std::string& file_;
  std::uint64_t at_ = 0;
  bool big_endian_ = false;
  std::uint64_t long_bytes_ = 8;
  std::uint64_t page_bytes_ = 0;
};

}  // namespace

bool is_trace_dat(std::string_view bytes) {
  return bytes.substr(0, kMagic.size()) == kMagic;
}

void check_trace_dat(std::string_view bytes, const std::string& file) {
  Walk(bytes, file).check();
}

}  // namespace drmsim::scenarios
