// Errors in what a user wrote: scenario files, workloads, event logs read back.
//
// Every reader of the project reports through this one type, so that the command line tool has one
// place that prints them and chooses the exit code. A reader collects what it can before it gives
// up: a file with three spelling mistakes should need one run to mend, not three.
#pragma once

#include <exception>
#include <string>
#include <vector>

namespace drmsim::scenarios {

// One mistake, at one place. Lines and columns count from 1; 0 means that the mistake concerns the
// file as a whole (it is missing, too large, not text).
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;  // "what is wrong; expected what", without a full stop
};

// "file:line:column: message", without the parts that are 0.
std::string to_string(const Diagnostic& diagnostic);

// Thrown by readers when the input cannot be used. Holds at least one diagnostic, in the order in
// which a person reading the file from the top would meet them.
class InputError : public std::exception {
 public:
  explicit InputError(Diagnostic diagnostic);
  explicit InputError(std::vector<Diagnostic> diagnostics);

  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  // All diagnostics, one a line.
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<Diagnostic> diagnostics_;
  std::string text_;
};

}  // namespace drmsim::scenarios
