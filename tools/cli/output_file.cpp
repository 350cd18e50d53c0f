#include "tools/cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

#include "tools/cli/part_files.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

fs::path behind_links(const fs::path& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? path : target;
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path), target_(behind_links(path)) {
  std::error_code error;
  const fs::file_status status = fs::status(target_, error);
  if (fs::is_directory(status)) throw OutputError("cannot write " + path_ + ": is a directory");
  written_ = target_;
  if (!fs::exists(status) || fs::is_regular_file(status)) {
    written_ += "." + std::to_string(getpid()) + ".part";
  }
  errno = 0;
  stream_.open(written_, std::ios::binary | std::ios::trunc);
  if (!stream_) fail("cannot write");
  if (written_ != target_) add_part_file(written_.string());
}

OutputFile::~OutputFile() {
  if (written_ == target_) return;
  stream_.close();
  std::error_code error;
  fs::remove(written_, error);
  forget_part_file(written_.string());
}

void OutputFile::commit() {
  errno = 0;
  stream_.close();
  if (!stream_) fail("cannot write");
  if (written_ == target_) return;
  std::error_code error;
  fs::rename(written_, target_, error);
  if (error) throw OutputError("cannot write " + path_ + ": " + error.message());
  forget_part_file(written_.string());
  written_ = target_;
}

void OutputFile::fail(const char* what) const {
  const std::string reason = errno != 0 ? std::strerror(errno) : "unknown error";
  throw OutputError(std::string(what) + " " + path_ + ": " + reason);
}

}  // namespace drmsim::tools
