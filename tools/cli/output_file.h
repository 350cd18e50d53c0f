// A file that a run writes: whole, or not at all.
//
// Mechanism: the text goes to a file of another name in the same folder, which commit() renames.
// What is not a regular file (a pipe, /dev/null) is written to directly: it cannot be replaced.
#pragma once

#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string>

namespace drmsim::tools {

class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
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
  [[noreturn]] void fail(const char* what) const;

  std::string path_;               // as given: for messages
  std::filesystem::path target_;   // what it is a link to, if it is one
  std::filesystem::path written_;  // equal to target_ if it cannot be replaced
  std::ofstream stream_;
};

}  // namespace drmsim::tools
