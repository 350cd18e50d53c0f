// What a search finds, on disk at the moment it is found: in the folder FOUND of the output folder,
// as it was found, until the file for people (small, in order) is there.
//
// What is left in there was found by a search that was ended, or lies behind the end of a search:
// which of that is found depends on how many processes worked, so no report counts it.
#pragma once

#include <functional>
#include <map>
#include <ostream>
#include <string>

namespace drmsim::tools {

class FindingFiles {
 public:
  explicit FindingFiles(const std::string& output_folder);
  ~FindingFiles();  // an empty folder goes

  // name: what tells findings apart. What cannot be written is passed over: the file for people
  // meets the same reason, and tells it.
  void keep(const std::string& name, const std::string& stem, const std::string& text);
  // Its path; empty: none was kept.
  std::string path_of(const std::string& name) const;
  // Its better file is there.
  void drop(const std::string& name);
  const std::map<std::string, std::string>& left() const { return files_; }  // name to path

 private:
  std::string folder_;
  std::map<std::string, std::string> files_;
};

// Says of each that is left where it is, unless the report has it. Which they are depends on the
// number of processes: nothing for the report.
void tell_left(const FindingFiles& files, std::ostream& err,
               const std::function<bool(const std::string& name)>& is_reported);

}  // namespace drmsim::tools
