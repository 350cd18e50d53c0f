#include "tools/cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

#include "tools/cli/part_files.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

constexpr int kLinksMax = 40;  // as the kernel follows

fs::path part_of(const fs::path& target) {
  fs::path part = target;
  return part += "." + std::to_string(getpid()) + ".part";
}

}  // namespace

fs::path behind_links(fs::path path) {
  std::error_code error;
  for (int links = 0; links < kLinksMax && !fs::exists(path, error); ++links) {
    const fs::path next = fs::read_symlink(path, error);
    if (error) break;
    path = path.parent_path() / next;
  }
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target;
}

bool is_being_written(const fs::path& path) {
  std::error_code error;
  return fs::exists(part_of(behind_links(path)), error);
}

OutputBuffer::int_type OutputBuffer::overflow(int_type letter) {
  errno = 0;
  const int_type result = std::filebuf::overflow(letter);
  keep_error(traits_type::eq_int_type(result, traits_type::eof()));
  return result;
}

std::streamsize OutputBuffer::xsputn(const char* text, std::streamsize size) {
  errno = 0;
  const std::streamsize written = std::filebuf::xsputn(text, size);
  keep_error(written != size);
  return written;
}

int OutputBuffer::sync() {
  errno = 0;
  const int result = std::filebuf::sync();
  keep_error(result != 0);
  return result;
}

void OutputBuffer::keep_error(bool failed) {
  if (failed && error_ == 0) error_ = errno;
}

OutputFile::OutputFile(const std::string& path) : path_(path), target_(behind_links(path)) {
  std::error_code error;
  const fs::file_status status = fs::status(target_, error);
  if (fs::is_directory(status)) throw OutputError("cannot write " + path_ + ": is a directory");
  written_ = target_;
  if (!fs::exists(status) || fs::is_regular_file(status)) written_ = part_of(target_);
  errno = 0;
  if (buffer_.open(written_, std::ios::out | std::ios::binary | std::ios::trunc) == nullptr) {
    fail(errno);
  }
  if (written_ != target_) add_part_file(written_.string());
}

OutputFile::~OutputFile() {
  if (written_ == target_) return;
  buffer_.close();
  std::error_code error;
  fs::remove(written_, error);
  forget_part_file(written_.string());
}

void OutputFile::commit() {
  stream_.flush();
  if (!stream_) fail(buffer_.error());
  errno = 0;
  if (buffer_.close() == nullptr) fail(errno);
  if (written_ == target_) return;
  std::error_code error;
  fs::rename(written_, target_, error);
  if (error) throw OutputError("cannot write " + path_ + ": " + error.message());
  forget_part_file(written_.string());
  written_ = target_;
}

void OutputFile::fail(int error) const {
  const std::string reason = error != 0 ? std::strerror(error) : "unknown error";
  throw OutputError("cannot write " + path_ + ": " + reason);
}

std::unique_ptr<OutputFile> open_output(const std::string& path) {
  if (path.empty() || path == kStandardOutput) return nullptr;
  return std::make_unique<OutputFile>(path);
}

}  // namespace drmsim::tools
