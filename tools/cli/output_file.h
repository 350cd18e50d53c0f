// A file that a run writes: whole, or not at all.
//
// Mechanism: the text goes to a file of another name in the same folder, which commit() renames.
// What is not a regular file (a pipe, /dev/null) is written to directly: it cannot be replaced.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>

namespace drmsim::tools {

// Where a path leads through links, the last of which may lead to a file that is not there yet.
std::filesystem::path behind_links(std::filesystem::path path);

// An OutputFile of this process is open that commit() will put there.
bool is_being_written(const std::filesystem::path& path);

inline constexpr const char* kStandardOutput = "-";  // as the name of an output file

class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A stream only knows that it has failed: this knows why, from the first failure on.
class OutputBuffer : public std::filebuf {
 public:
  int error() const { return error_; }  // an errno; 0: none

 protected:
  int_type overflow(int_type letter) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  void keep_error(bool failed);
  int error_ = 0;
};

class OutputFile {
 public:
  explicit OutputFile(const std::string& path);  // throws OutputError
  ~OutputFile();                                 // without commit() nothing is left behind
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  void commit();  // throws OutputError, for instance because the disk is full

 private:
  [[noreturn]] void fail(int error) const;

  std::string path_;               // as given: for messages
  std::filesystem::path target_;   // what it is a link to, if it is one
  std::filesystem::path written_;  // equal to target_ if it cannot be replaced
  OutputBuffer buffer_;
  std::ostream stream_{&buffer_};
};

// Of an option that takes a file: null if it was not given, or means stdout. Throws OutputError.
std::unique_ptr<OutputFile> open_output(const std::string& path);

}  // namespace drmsim::tools
