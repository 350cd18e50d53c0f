#include "scenarios/format/input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string size_text(std::uintmax_t bytes) {
  const std::uintmax_t mib = std::uintmax_t{1024} * 1024;
  if (bytes >= mib && bytes % mib == 0) return std::to_string(bytes / mib) + " MiB";
  return std::to_string(bytes) + " bytes";
}

[[noreturn]] void refuse(const std::string& name, const std::string& message) {
  throw InputError(Diagnostic{name, 0, 0, message});
}

[[noreturn]] void refuse_size(const std::string& name, std::size_t max_bytes) {
  refuse(name, "file is too large; expected at most " + size_text(max_bytes));
}

// Reads at most one byte more than allowed, which is how a pipe that is too long is noticed.
std::string read_bounded(std::FILE* file, const std::string& name, std::size_t max_bytes) {
  std::string text;
  char chunk[64 * 1024];
  while (text.size() <= max_bytes) {
    const std::size_t wanted = std::min(sizeof(chunk), max_bytes + 1 - text.size());
    const std::size_t got = std::fread(chunk, 1, wanted, file);
    text.append(chunk, got);
    if (got < wanted) break;
  }
  if (std::ferror(file) != 0) refuse(name, std::string("cannot read: ") + std::strerror(errno));
  return text;
}

}  // namespace

std::string read_input_file(const fs::path& path, std::size_t max_bytes) {
  std::string text = read_input_bytes(path, max_bytes);
  check_input_text(text, path.string(), max_bytes);
  return text;
}

std::string read_input_bytes(const fs::path& path, std::size_t max_bytes) {
  const std::string name = path.string();
  if (name == kStandardInput) {
    static const std::string kText = read_bounded(stdin, name, max_bytes);
    if (kText.size() > max_bytes) refuse_size(name, max_bytes);
    return kText;
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) refuse(name, kNoSuchFile);
  if (fs::is_directory(status)) refuse(name, "is a directory; expected a file");
  if (fs::is_regular_file(status)) {
    const std::uintmax_t size = fs::file_size(path, error);
    if (!error && size > max_bytes) {
      refuse(name, "file has " + size_text(size) + "; expected at most " + size_text(max_bytes));
    }
  }
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(name.c_str(), "rb"));
  if (file == nullptr) refuse(name, std::string("cannot open: ") + std::strerror(errno));
  std::string text = read_bounded(file.get(), name, max_bytes);
  if (text.size() > max_bytes) refuse_size(name, max_bytes);
  return text;
}

void check_input_text(std::string_view text, const std::string& name, std::size_t max_bytes) {
  if (text.size() > max_bytes) refuse_size(name, max_bytes);
  if (text.empty()) refuse(name, "file is empty");
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    refuse(name, "not a text file (NUL at byte " + std::to_string(nul) + "); expected UTF-8 text");
  }
}

}  // namespace drmsim::scenarios
